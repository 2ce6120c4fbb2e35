package nbe.agent.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The section {@code [tls]} of the configuration.
 *
 * @param caFile PEM bundle trusted in addition to the operating system's store
 * @param certFile PEM client certificate, and after it the chain above it
 * @param keyFile its key, PEM, PKCS#8, unencrypted
 */
public record TlsSettings(Optional<Path> caFile, Optional<Path> certFile, Optional<Path> keyFile) {
    /** The operating system's store alone, no client certificate. */
    public static final TlsSettings NONE = new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty());

    /** Warnings about the files that can be read: an authority that has expired, for example, or soon will. */
    public List<String> warnings(Instant now) {
        List<String> warnings = new ArrayList<>();
        if (caFile.isEmpty() || Files.isReadable(caFile.get())) {
            try {
                ExpiryWarning.ofAuthorities(TrustStore.ofThisSystem(caFile).read(), now)
                        .ifPresent(warnings::add);
            } catch (TlsSettingsException e) {
                warnings.add(e.getMessage());
            }
        }
        if (Stream.of(certFile, keyFile).flatMap(Optional::stream).allMatch(Files::isReadable)) {
            try {
                ClientCertificate.of(this);
            } catch (TlsSettingsException e) {
                warnings.add(e.getMessage());
            }
        }
        return warnings;
    }
}
