package nbe.testing;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for tests, right and wrong ones. */
public final class TestCertificate {
    private static final AtomicLong SERIAL = new AtomicLong(1);

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
        private Instant from = Instant.now().minus(Duration.ofDays(1));
        private Instant until = Instant.now().plus(Duration.ofDays(365));
        private final List<GeneralName> names = new ArrayList<>();

        Recipe(String name) {
            this.name = name;
            hosts("localhost", "127.0.0.1", "::1");
        }

        public Recipe authority() {
            authority = true;
            return hosts();
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

        /** Its only names: IP addresses, and host names. */
        public Recipe hosts(String... hosts) {
            names.clear();
            for (String host : hosts) {
                boolean ip = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
                names.add(new GeneralName(ip ? GeneralName.iPAddress : GeneralName.dNSName, host));
            }
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

        /** Its only names, as host names, whatever they look like. */
        public Recipe dnsNames(String... hosts) {
            names.clear();
            Stream.of(hosts)
                    .map(host -> new GeneralName(GeneralName.dNSName, host))
                    .forEach(names::add);
            return this;
        }

        /** One more of its names: an IP address of that many bytes, be it a wrong number. */
        public Recipe address(byte... entry) {
            names.add(new GeneralName(GeneralName.iPAddress, new DEROctetString(entry)));
            return this;
        }

        public TestCertificate make() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                generator.initialize(algorithm.equals("EC") ? 256 : bits);
                KeyPair keys = generator.generateKeyPair();
                X500Principal subject = new X500Principal(name);
                PrivateKey signer = (issuer == null ? keys : issuer.keys).getPrivate();
                X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer == null ? subject : issuer.certificate.getSubjectX500Principal(),
                        BigInteger.valueOf(SERIAL.getAndIncrement()),
                        Date.from(from),
                        Date.from(until),
                        subject,
                        keys.getPublic());
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
                if (!names.isEmpty()) {
                    GeneralNames all = new GeneralNames(names.toArray(GeneralName[]::new));
                    builder.addExtension(Extension.subjectAlternativeName, false, all);
                }
                String signing = hash + "with" + signer.getAlgorithm().replaceFirst("^EC$", "ECDSA");
                X509Certificate certificate = new JcaX509CertificateConverter()
                        .getCertificate(builder.build(new JcaContentSignerBuilder(signing).build(signer)));
                List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
                if (issuer != null && !issuer.isSelfIssued()) {
                    chain.addAll(issuer.chain);
                }
                return new TestCertificate(certificate, keys, chain);
            } catch (GeneralSecurityException | IOException | OperatorException e) {
                throw new AssertionError(e);
            }
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
