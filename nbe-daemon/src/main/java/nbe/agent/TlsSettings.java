package nbe.agent;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code [tls]} of the configuration (contract section 2).
 *
 * @param caFile PEM bundle trusted in addition to the operating system's store
 * @param certFile PEM client certificate, and after it the chain above it
 * @param keyFile its key, PEM, PKCS#8, unencrypted
 */
public record TlsSettings(Optional<Path> caFile, Optional<Path> certFile, Optional<Path> keyFile) {
    /** The operating system's store alone, no client certificate. */
    public static final TlsSettings NONE = new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
