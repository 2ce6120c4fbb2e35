package nbe.agent.tls;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import nbe.agent.link.AgentAddress;

/**
 * TLS of one connection: TLS 1.2 or 1.3, a chain that ends in {@link TrustStore}, a certificate for the host name. The JDK checks chain, name
 * and algorithms by our constraints; {@link ServerCheck} adds the checks that the JDK has no setting for. Every connection has a context of
 * its own: a resumed session would skip the check of the certificate.
 *
 * @param server what the server sent, once there was a handshake
 * @param client whether it asked for our certificate
 * @param saysName whether the handshake says the server's name (SNI)
 */
public record TlsAttempt(
        SSLEngine engine, ServerCheck server, ClientCertificate client, TrustStore.Trusted trusted, boolean saysName) {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Reads the files of the settings: not for the event loop. */
    public static TlsAttempt prepare(
            AgentAddress address, TlsSettings settings, TrustStore trustStore, boolean sayName, InstantSource clock)
            throws TlsSettingsException {
        ClientCertificate client = ClientCertificate.of(settings);
        TrustStore.Trusted trusted = trustStore.read();
        try {
            ServerCheck server = new ServerCheck(javaCheck(trusted.certificates()), address.host(), clock);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {client}, new TrustManager[] {server}, null);
            SSLEngine engine = context.createSSLEngine(address.host(), address.port());
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setAlgorithmConstraints(ChainRules.INSTANCE);
            // by itself Java sends a name only if it has a dot
            List<SNIServerName> names = sayName ? names(address.host()) : List.of();
            parameters.setServerNames(names);
            engine.setSSLParameters(parameters);
            return new TlsAttempt(engine, server, client, trusted, !names.isEmpty());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsSettingsException("this Java has no TLS as it is needed (" + e.getMessage() + ")", e);
        }
    }

    /** Leaves out authorities with short keys: the JDK, at least 17, does not apply the constraints to them. */
    private static X509ExtendedTrustManager javaCheck(List<X509Certificate> trusted) throws GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        try {
            anchors.load(null, null);
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
        for (int i = 0; i < trusted.size(); i++) {
            if (ChainRules.keyWeakness(trusted.get(i)).isEmpty()) {
                anchors.setCertificateEntry(Integer.toString(i), trusted.get(i));
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }

    /** Empty for an IP address, which is no server name (RFC 6066 section 3), and for a name that Java rejects. */
    private static List<SNIServerName> names(String host) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return List.of();
        }
        try {
            // as bytes: in a String Java accepts only letters, digits and hyphens, and Windows has names with
            // underscores
            return List.of(new SNIHostName(withoutLastDot(host).getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String withoutLastDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
