package nbe.testing;

import static nbe.testing.Der.bits;
import static nbe.testing.Der.bool;
import static nbe.testing.Der.der;
import static nbe.testing.Der.integer;
import static nbe.testing.Der.octets;
import static nbe.testing.Der.oid;
import static nbe.testing.Der.sequence;
import static nbe.testing.Der.tagged;
import static nbe.testing.Der.time;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.security.auth.x500.X500Principal;

/**
 * Certificates for tests, right and wrong ones, written out in DER (RFC 5280 section 4): a run of keytool for each would take a
 * second.
 */
public final class TestCertificate {
    private static final AtomicLong SERIAL = new AtomicLong(1);
    /** Object identifiers of signature algorithms, by Java's name; RSA's have an explicit NULL behind (RFC 4055 section 5). */
    private static final Map<String, byte[]> SIGNATURES = Map.of(
            "SHA256withECDSA", sequence(oid("1.2.840.10045.4.3.2")),
            "SHA1withECDSA", sequence(oid("1.2.840.10045.4.1")),
            "SHA256withRSA", sequence(oid("1.2.840.113549.1.1.11"), new byte[] {5, 0}),
            "SHA1withRSA", sequence(oid("1.2.840.113549.1.1.5"), new byte[] {5, 0}),
            "SHA256withDSA", sequence(oid("2.16.840.1.101.3.4.3.2")),
            "SHA1withDSA", sequence(oid("1.2.840.10040.4.3")));

    public final X509Certificate certificate;
    public final KeyPair keys;

    /** What a server with this certificate sends: itself and what is above it, but the root. */
    public final List<X509Certificate> chain;

    private TestCertificate(X509Certificate certificate, KeyPair keys, List<X509Certificate> chain) {
        this.certificate = certificate;
        this.keys = keys;
        this.chain = chain;
    }

    /** What it shall be; good for localhost until told otherwise. */
    public static final class Recipe {
        private final String name;
        private TestCertificate issuer;
        private boolean authority;
        private String algorithm = "EC";
        private int bits;
        private String hash = "SHA256";
        private List<String> dnsNames = List.of();
        private byte[] address = new byte[0];
        private Instant from = Instant.now().minus(Duration.ofDays(1));
        private Instant until = Instant.now().plus(Duration.ofDays(365));
        private List<String> hosts = List.of("localhost", "127.0.0.1", "::1");

        Recipe(String name) {
            this.name = name;
        }

        public Recipe authority() {
            authority = true;
            hosts = List.of();
            return this;
        }

        public Recipe by(TestCertificate by) {
            issuer = by;
            return this;
        }

        public Recipe valid(Instant since, Instant to) {
            from = since;
            until = to;
            return this;
        }

        public Recipe hosts(String... names) {
            hosts = List.of(names);
            return this;
        }

        public Recipe key(String keyAlgorithm) {
            return key(keyAlgorithm, 2048);
        }

        public Recipe key(String keyAlgorithm, int keyBits) {
            algorithm = keyAlgorithm;
            bits = keyBits;
            return this;
        }

        /** With which hash its issuer signs it: SHA1 instead of SHA256. */
        public Recipe signedWith(String signingHash) {
            hash = signingHash;
            return this;
        }

        /** As host names, be they none. */
        public Recipe dnsNames(String... names) {
            dnsNames = List.of(names);
            return hosts();
        }

        /** One more entry among its names, an IP address of so many bytes as there are, be it a wrong number. */
        public Recipe address(byte... entry) {
            address = entry.clone();
            return this;
        }

        public TestCertificate make() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                generator.initialize(algorithm.equals("EC") ? 256 : bits);
                KeyPair keys = generator.generateKeyPair();
                byte[] subject = new X500Principal(name).getEncoded();
                KeyPair signer = issuer == null ? keys : issuer.keys;
                String signing =
                        hash + "with" + signer.getPrivate().getAlgorithm().replaceFirst("^EC$", "ECDSA");
                byte[] issuerName = issuer == null
                        ? subject
                        : issuer.certificate.getSubjectX500Principal().getEncoded();
                byte[] body = sequence(
                        tagged(0, integer(2)),
                        integer(SERIAL.getAndIncrement()),
                        SIGNATURES.get(signing),
                        issuerName,
                        sequence(time(from), time(until)),
                        subject,
                        keys.getPublic().getEncoded(),
                        tagged(3, sequence(extensions())));
                Signature signature = Signature.getInstance(signing);
                signature.initSign(signer.getPrivate());
                signature.update(body);
                byte[] whole = sequence(body, SIGNATURES.get(signing), bits(signature.sign()));
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
                List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
                if (issuer != null && !issuer.isSelfIssued()) {
                    chain.addAll(issuer.chain);
                }
                return new TestCertificate(certificate, keys, chain);
            } catch (GeneralSecurityException | IOException e) {
                throw new AssertionError(e);
            }
        }

        private byte[][] extensions() throws IOException {
            List<byte[]> all = new ArrayList<>();
            // basicConstraints
            all.add(sequence(oid("2.5.29.19"), bool(true), octets(authority ? sequence(bool(true)) : sequence())));
            if (!hosts.isEmpty() || !dnsNames.isEmpty()) {
                ByteArrayOutputStream names = new ByteArrayOutputStream();
                for (String host : hosts) {
                    boolean ip = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
                    names.writeBytes(
                            ip
                                    ? der(0x87, InetAddress.getByName(host).getAddress())
                                    : der(0x82, host.getBytes(StandardCharsets.US_ASCII)));
                }
                dnsNames.forEach(name -> names.writeBytes(der(0x82, name.getBytes(StandardCharsets.US_ASCII))));
                if (address.length > 0) {
                    names.writeBytes(der(0x87, address));
                }
                // subjectAltName
                all.add(sequence(oid("2.5.29.17"), octets(der(0x30, names.toByteArray()))));
            }
            return all.toArray(byte[][]::new);
        }
    }

    public static Recipe named(String name) {
        return new Recipe(name);
    }

    // ---- as files

    public Path pem(Path directory, String file) throws IOException {
        return Files.writeString(directory.resolve(file), pem("CERTIFICATE", encoded(certificate)));
    }

    public Path keyPem(Path directory, String file) throws IOException {
        return Files.writeString(
                directory.resolve(file), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    public static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    // ---- as a server

    /**
     * A server socket, not bound, that sends this chain.
     *
     * @param clients whose certificates it demands; null: none
     */
    public SSLServerSocket server(List<X509Certificate> sends, TestCertificate clients, String... protocols) {
        try {
            SSLServerSocket server = (SSLServerSocket)
                    context(sends, clients).getServerSocketFactory().createServerSocket();
            server.setNeedClientAuth(clients != null);
            if (protocols.length > 0) {
                server.setEnabledProtocols(protocols);
            }
            return server;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** TLS as a server over a connection that is there. */
    public SSLSocket over(Socket socket) {
        try {
            return (SSLSocket) context(chain, null).getSocketFactory().createSocket(socket, (InputStream) null, true);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private SSLContext context(List<X509Certificate> sends, TestCertificate clients)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new Sender(sends)}, clients == null ? null : clients.trust(), null);
        return context;
    }

    /** Sends what it is told to, where a key store would want a chain that is right. */
    private final class Sender extends X509ExtendedKeyManager {
        private final List<X509Certificate> sends;

        Sender(List<X509Certificate> sends) {
            this.sends = sends;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keyType.equals(keys.getPrivate().getAlgorithm()) ? "own" : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return sends.toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivate();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }
    }

    private boolean isSelfIssued() {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** A client's context that trusts this certificate alone, and what it signed. */
    public SSLContext client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }
}
