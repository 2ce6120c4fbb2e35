package nbe.agent.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Applies Java's check of the server's certificate (chain, dates, algorithms, host name), and after it rejects what Java accepts: expired
 * dates, a weak key or signature of a certificate that is in the trust store itself, and names that {@link HostNames} rejects. It accepts
 * nothing that Java rejects. It keeps the chain that the server sent, for the message about a rejection. One object per connection; on the
 * event loop.
 */
public final class ServerCheck extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager java;
    private final String host;
    private final InstantSource clock;
    private List<X509Certificate> sent = List.of();

    /** @param host the name or the address that the certificate must be for */
    ServerCheck(X509ExtendedTrustManager java, String host, InstantSource clock) {
        this.java = java;
        this.host = host;
        this.clock = clock;
    }

    /** The chain that the server sent, its own certificate first; empty if it came to none. */
    public List<X509Certificate> sent() {
        return sent;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        sent = List.of(chain);
        java.checkServerTrusted(chain, authType, engine);
        X509Certificate own = chain[0];
        own.checkValidity(Date.from(clock.instant()));
        Optional<String> weakness = ChainRules.weakness(own);
        if (weakness.isPresent()) {
            throw new CertificateException("the server's certificate " + weakness.get());
        }
        if (!HostNames.cover(own, host)) {
            throw new CertificateException("no alternative name of the server's certificate is " + host);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return java.getAcceptedIssuers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("only for engines");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("without an engine there is no host name to check");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("only for clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("only for clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("only for clients");
    }
}
