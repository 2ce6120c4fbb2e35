package nbe.agent.tls;

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
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of PEM blocks (RFC 7468), with any text between them. The exceptions name what the file holds instead: another kind of block, another
 * format, a damaged block among several.
 *
 * @param setting its name in messages, as in {@code ca_file}
 */
record PemFile(String setting, Path path) {
    /** What can be read, and how many blocks could not. */
    record Certificates(List<X509Certificate> good, int bad) {}

    /** All certificates; at least one. */
    List<X509Certificate> certificates() throws TlsSettingsException {
        List<PemBlock> blocks = blocks();
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            switch (block.label()) {
                case "CERTIFICATE", "X509 CERTIFICATE" -> certificates.add(certificate(block, certificates.size() + 1));
                case "TRUSTED CERTIFICATE" ->
                    throw new TlsSettingsException(this + ": " + block.place()
                            + " is a TRUSTED CERTIFICATE, a form of OpenSSL's own, with rules that nobody else reads."
                            + " Convert it: openssl x509 -in " + path + " -out new.pem");
                case "PKCS7", "CMS" ->
                    throw new TlsSettingsException(this + ": " + block.place()
                            + " is a PKCS#7 envelope. Take the certificates out of it: openssl pkcs7 -print_certs -in "
                            + path + " -out new.pem");
                default -> {
                    // a key beside the certificate, say
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsSettingsException(this + " holds no certificate" + butWhat(blocks)
                    + ": it must be PEM, with lines -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    private X509Certificate certificate(PemBlock block, int number) throws TlsSettingsException {
        try {
            return block.certificate();
        } catch (CertificateException e) {
            throw new TlsSettingsException(
                    this + ": certificate " + number + " in it (line " + block.line() + ") is damaged ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** As {@link #certificates}, but skips unusable blocks; for the system's bundles. */
    Certificates readableCertificates() throws TlsSettingsException {
        List<X509Certificate> good = new ArrayList<>();
        int bad = 0;
        for (PemBlock block : blocks()) {
            try {
                if (block.label().endsWith("CERTIFICATE")) {
                    good.add(block.certificate());
                }
            } catch (CertificateException e) {
                bad++;
            }
        }
        return new Certificates(good, bad);
    }

    /**
     * The private key.
     *
     * @param algorithm that of the certificate's public key
     */
    PrivateKey key(String algorithm) throws TlsSettingsException {
        List<PemBlock> blocks = blocks();
        for (PemBlock block : blocks) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    try {
                        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.der()));
                    } catch (GeneralSecurityException e) {
                        throw new TlsSettingsException(
                                this + ": its key is damaged, or no " + algorithm
                                        + " key as the certificate in cert_file asks for (" + e.getMessage() + ")",
                                e);
                    }
                }
                case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" -> {
                    if (block.isEncrypted()) {
                        throw encrypted();
                    }
                    throw new TlsSettingsException(this + " is not PKCS#8. " + convert());
                }
                case "OPENSSH PRIVATE KEY" ->
                    throw new TlsSettingsException(
                            this
                                    + " is a key in OpenSSH's own form. Convert a copy of it: ssh-keygen -p -m PKCS8 -N '' -f COPY");
                default -> {
                    // certificates or parameters beside the key
                }
            }
        }
        throw new TlsSettingsException(this + " holds no key" + butWhat(blocks)
                + ": it must be PEM, with a line -----BEGIN PRIVATE KEY----- (PKCS#8, unencrypted)");
    }

    private TlsSettingsException encrypted() {
        return new TlsSettingsException(this + " is encrypted, and nobody is there to type its password. " + convert());
    }

    private String convert() {
        return "Convert it: openssl pkcs8 -topk8 -nocrypt -in " + path + " -out new.pem";
    }

    /** The blocks that the file holds instead. */
    private static String butWhat(List<PemBlock> blocks) {
        return blocks.isEmpty()
                ? ""
                : ", but "
                        + String.join(
                                ", ",
                                blocks.stream()
                                        .map(PemBlock::label)
                                        .distinct()
                                        .limit(5)
                                        .toList());
    }

    private List<PemBlock> blocks() throws TlsSettingsException {
        byte[] bytes = bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<PemBlock> blocks = PemBlock.all(text);
        if (blocks.isEmpty() || NotPem.isUtf16(text)) {
            throw new TlsSettingsException(this + " " + NotPem.words(bytes, path));
        }
        return blocks;
    }

    private byte[] bytes() throws TlsSettingsException {
        try {
            return Files.readAllBytes(path);
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
