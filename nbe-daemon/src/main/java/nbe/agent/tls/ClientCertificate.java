package nbe.agent.tls;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Answers an agent that asks for a client certificate, and remembers whether it asked. One object per connection; on the event loop after its
 * construction.
 */
public final class ClientCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "nbe";

    private final List<X509Certificate> chain;
    private final Optional<PrivateKey> key;

    private boolean asked;
    private List<String> acceptedIssuers = List.of();

    private ClientCertificate(List<X509Certificate> chain, Optional<PrivateKey> key) {
        this.chain = chain;
        this.key = key;
    }

    static ClientCertificate of(TlsSettings settings) throws TlsSettingsException {
        if (settings.certFile().isEmpty() && settings.keyFile().isEmpty()) {
            return new ClientCertificate(List.of(), Optional.empty());
        }
        if (settings.certFile().isEmpty() || settings.keyFile().isEmpty()) {
            throw new TlsSettingsException("cert_file and key_file belong together; only "
                    + (settings.keyFile().isEmpty() ? "cert_file" : "key_file") + " is set");
        }
        PemFile certFile = new PemFile("cert_file", settings.certFile().get());
        PemFile keyFile = new PemFile("key_file", settings.keyFile().get());
        List<X509Certificate> chain = certFile.certificates();
        PrivateKey key = keyFile.key(chain.get(0).getPublicKey().getAlgorithm());
        if (!belongTogether(key, chain.get(0))) {
            Optional<X509Certificate> other =
                    chain.stream().filter(c -> belongTogether(key, c)).findFirst();
            throw new TlsSettingsException(keyFile + " is not the key of the first certificate in " + certFile + ", "
                    + TlsWords.subject(chain.get(0))
                    + other.map(c -> ", but that of " + TlsWords.subject(c) + " after it, which must come first")
                            .orElse(""));
        }
        // with such a key Java would say nothing, and send no certificate at all
        Optional<String> weakness = ChainRules.keyWeakness(chain.get(0));
        if (weakness.isPresent()) {
            throw new TlsSettingsException(
                    certFile + ": " + TlsWords.subject(chain.get(0)) + " " + weakness.get() + ". A new one is needed");
        }
        return new ClientCertificate(chain, Optional.of(key));
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            case "RSASSA-PSS" -> null; // needs parameters; the handshake will tell
            default -> key.getAlgorithm();
        };
        if (algorithm == null) {
            return true;
        }
        byte[] words = "do these two belong together?".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(words);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(words);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether the agent asked for a client certificate. */
    public boolean asked() {
        return asked;
    }

    /** Names of the authorities whose certificates the agent takes; empty if it did not say. */
    List<String> acceptedIssuers() {
        return acceptedIssuers;
    }

    /** Ours; empty if none is configured. */
    public Optional<X509Certificate> certificate() {
        return chain.stream().findFirst();
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        asked = true;
        acceptedIssuers = issuers == null
                ? List.of()
                : Arrays.stream(issuers).map(TlsWords::name).toList();
        // whatever its issuer: an agent that rejects it says so; without a certificate the agent would not say why
        return key.isPresent() && Arrays.asList(keyTypes).contains(key.get().getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key.orElse(null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return key.isPresent() ? new String[] {ALIAS} : new String[0];
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("only for engines");
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        throw new UnsupportedOperationException("only for clients");
    }
}
