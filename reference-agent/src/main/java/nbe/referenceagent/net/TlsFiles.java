package nbe.referenceagent.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** The certificate chain and key of both listeners, PEM. */
public final class TlsFiles {
    private TlsFiles() {}

    /**
     * Reads both files; TLS 1.2 and 1.3.
     *
     * @throws AgentStartException if one of them cannot be used
     */
    public static SslContext context(Path certificate, Path key) throws AgentStartException {
        String keyText = text(key);
        if (keyText.contains("ENCRYPTED")) {
            throw failure(
                    key + ": the key is encrypted; remove its password with: openssl pkey -in OLD -out NEW", null);
        }
        if (!keyText.contains("-----BEGIN PRIVATE KEY-----")) {
            throw failure(
                    key + ": no PKCS#8 key in it; make one with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW", null);
        }
        if (!text(certificate).contains("-----BEGIN CERTIFICATE-----")) {
            throw failure(certificate + ": no PEM certificate in it", null);
        }
        try {
            return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw failure(
                    "certificate " + certificate + " and key " + key + " cannot be used: "
                            + (e.getCause() == null
                                    ? e.getMessage()
                                    : e.getCause().getMessage()),
                    e);
        }
    }

    private static String text(Path file) throws AgentStartException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw failure(file + ": the file does not exist", e);
        } catch (IOException e) {
            throw failure(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static AgentStartException failure(String message, Exception cause) {
        return new AgentStartException(AgentStartException.Cause.TLS_FILES, message, cause);
    }
}
