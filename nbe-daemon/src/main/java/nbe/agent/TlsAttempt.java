package nbe.agent;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS of one connection: TLS 1.2 or 1.3, the chain must end in {@link TrustStore}, the host name must match (contract section
 * 5). Every connection has a context of its own: a session that is resumed would not have its certificate looked at again.
 *
 * @param server what the server sent, once there was a handshake
 * @param client whether it asked for our certificate
 */
record TlsAttempt(SSLEngine engine, ServerCheck server, ClientCertificate client, TrustStore.Trusted trusted) {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Reads the files of the settings: not for the event loop. */
    static TlsAttempt prepare(AgentAddress address, TlsSettings settings, TrustStore trustStore, InstantSource clock)
            throws TlsSettingsException {
        ClientCertificate client = ClientCertificate.of(settings);
        TrustStore.Trusted trusted = trustStore.read();
        try {
            ServerCheck server = new ServerCheck(javaCheck(trusted.certificates()), clock);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {client}, new TrustManager[] {server}, null);
            SSLEngine engine = context.createSSLEngine(address.host(), address.port());
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (isName(address.host())) {
                // by itself Java says a name only if it has a dot
                parameters.setServerNames(List.of(new SNIHostName(address.host())));
            }
            engine.setSSLParameters(parameters);
            return new TlsAttempt(engine, server, client, trusted);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsSettingsException("this Java has no TLS as it is needed (" + e.getMessage() + ")", e);
        }
    }

    private static X509ExtendedTrustManager javaCheck(List<X509Certificate> trusted) throws GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        try {
            anchors.load(null, null);
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
        for (int i = 0; i < trusted.size(); i++) {
            anchors.setCertificateEntry(Integer.toString(i), trusted.get(i));
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

    /** Not an IP address, which is never said as a server name (RFC 6066 section 3); nor what Java takes for no name. */
    private static boolean isName(String host) {
        if (host.indexOf(':') >= 0 || host.matches("[0-9.]+")) {
            return false;
        }
        try {
            return !new SNIHostName(host).getAsciiName().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
