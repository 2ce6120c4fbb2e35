package nbe.agent.tls;

import java.io.IOException;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for signatures and keys in a certificate chain, in addition to the JDK's: no SHA-1, no RSA or DSA key under 2048 bits (NIST
 * SP 800-131A rev. 2, sections 3 and 9). The JDK, 17 as well as 25, rejects only keys under 1024 bits, and SHA-1 only below an authority of
 * its own list. The JDK applies these rules to each certificate that the server sent, but not to those in the trust store: {@link
 * TlsAttempt} leaves out an authority with a short key, {@link ServerCheck} checks a server's certificate that is trusted by itself. An
 * authority's signature on its own certificate proves nothing and does not count. Stateless.
 */
final class ChainRules implements AlgorithmConstraints {
    static final ChainRules INSTANCE = new ChainRules();

    private static final int LEAST_BITS = 2048;
    private static final String PSS = "RSASSA-PSS";

    private ChainRules() {}

    /** What is wrong with the certificate's signature or key, as in "has an RSA key of 1024 bits"; empty if nothing is. */
    static Optional<String> weakness(X509Certificate certificate) {
        Optional<String> key = keyWeakness(certificate);
        if (key.isPresent()) {
            return key;
        }
        String algorithm = certificate.getSigAlgName();
        return isBroken(algorithm) || (algorithm.equals(PSS) && hasBrokenDigest(parameters(certificate)))
                ? Optional.of("is signed with a hash that can be forged ("
                        + (algorithm.equals(PSS) ? PSS + " with SHA-1" : algorithm) + "; SHA-256 or better is needed)")
                : Optional.empty();
    }

    /** The same for the key alone: the signature of a trusted authority does not count. */
    static Optional<String> keyWeakness(X509Certificate certificate) {
        Key key = certificate.getPublicKey();
        int bits = bits(key);
        return bits < LEAST_BITS
                ? Optional.of("has " + (key instanceof RSAKey ? "an RSA" : "a DSA") + " key of " + bits + " bits; "
                        + LEAST_BITS + " are the least")
                : Optional.empty();
    }

    /** The size of RSA and DSA keys; for others, which the JDK checks by other rules, the largest number. */
    private static int bits(Key key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength();
        } else if (key instanceof DSAKey dsa && dsa.getParams() != null) {
            return dsa.getParams().getP().bitLength();
        }
        return Integer.MAX_VALUE;
    }

    /** By Java's name of a signature, as in {@code SHA1withRSA}. */
    private static boolean isBroken(String algorithm) {
        String name = algorithm.toUpperCase(Locale.ROOT).replace("-", "");
        return name.startsWith("SHA1WITH") || name.startsWith("MD5WITH") || name.startsWith("MD2WITH");
    }

    /** Null if there are none, or they cannot be read. */
    private static AlgorithmParameters parameters(X509Certificate certificate) {
        if (certificate.getSigAlgParams() == null) {
            return null;
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
            parameters.init(certificate.getSigAlgParams());
            return parameters;
        } catch (GeneralSecurityException | IOException e) {
            return null;
        }
    }

    /** PSS without parameters is PSS with SHA-1 (RFC 4055 section 3.1), and with what cannot be read is no better. */
    private static boolean hasBrokenDigest(AlgorithmParameters parameters) {
        if (parameters == null) {
            return true;
        }
        try {
            return isBroken(parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm() + "with");
        } catch (InvalidParameterSpecException e) {
            return true;
        }
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
        // the handshake asks for PSS without parameters as well, and has its own with SHA-256 or better in mind
        return !isBroken(algorithm) && !(algorithm.equals(PSS) && parameters != null && hasBrokenDigest(parameters));
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return bits(key) >= LEAST_BITS;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
        return permits(primitives, key) && (algorithm == null || permits(primitives, algorithm, parameters));
    }
}
