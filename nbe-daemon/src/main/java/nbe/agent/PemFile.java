package nbe.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of PEM blocks (RFC 7468), with whatever text between them.
 *
 * @param setting what it is called in messages, such as {@code ca_file}
 */
record PemFile(String setting, Path path) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private static final class Block {
        private final String label;
        private final byte[] der;

        Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }
    }

    /** What can be read, and how many blocks could not. */
    record Certificates(List<X509Certificate> good, int bad) {}

    /** All certificates; at least one. */
    List<X509Certificate> certificates() throws TlsSettingsException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : certificateBlocks()) {
            try {
                certificates.add(certificate(block));
            } catch (CertificateException e) {
                throw new TlsSettingsException(
                        this + ": certificate " + (certificates.size() + 1) + " in it is damaged (" + e.getMessage()
                                + ")",
                        e);
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsSettingsException(
                    this + " holds no certificate: it must be PEM, with lines -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /** As {@link #certificates}, but without those that cannot be read; for bundles that are not ours. */
    Certificates readableCertificates() throws TlsSettingsException {
        List<X509Certificate> good = new ArrayList<>();
        int bad = 0;
        for (Block block : certificateBlocks()) {
            try {
                good.add(certificate(block));
            } catch (CertificateException e) {
                bad++;
            }
        }
        return new Certificates(good, bad);
    }

    private List<Block> certificateBlocks() throws TlsSettingsException {
        return blocks().stream()
                .filter(block -> block.label.equals("CERTIFICATE") || block.label.equals("X509 CERTIFICATE"))
                .toList();
    }

    private static X509Certificate certificate(Block block) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der));
    }

    /**
     * The private key.
     *
     * @param algorithm that of the certificate's public key
     */
    PrivateKey key(String algorithm) throws TlsSettingsException {
        List<Block> blocks = blocks();
        for (Block block : blocks) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    try {
                        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.der));
                    } catch (GeneralSecurityException e) {
                        throw new TlsSettingsException(
                                this + ": its key is damaged, or no " + algorithm
                                        + " key as the certificate in cert_file asks for (" + e.getMessage() + ")",
                                e);
                    }
                }
                case "ENCRYPTED PRIVATE KEY" -> throw new TlsSettingsException(this + " is encrypted. " + convert());
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                    throw new TlsSettingsException(this + " is not PKCS#8. " + convert());
                default -> {
                    // certificates or parameters beside the key
                }
            }
        }
        throw new TlsSettingsException(
                this + " holds no key: it must be PEM, with a line -----BEGIN PRIVATE KEY----- (PKCS#8, unencrypted)");
    }

    private String convert() {
        return "Convert it: openssl pkcs8 -topk8 -nocrypt -in " + path + " -out new.pem";
    }

    private List<Block> blocks() throws TlsSettingsException {
        Matcher matcher = BLOCK.matcher(text());
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new TlsSettingsException(
                        this + ": block " + (blocks.size() + 1) + " in it is damaged (" + e.getMessage() + ")", e);
            }
        }
        return blocks;
    }

    private String text() throws TlsSettingsException {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsSettingsException(this + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new TlsSettingsException(
                    this + " may not be read by this account, " + System.getProperty("user.name"), e);
        } catch (IOException e) {
            throw new TlsSettingsException(this + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public String toString() {
        return setting + " " + path;
    }
}
