package nbe.agent.tls;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorities that a server's certificate may come from: the operating system's store, and {@code ca_file} in addition. Every connection
 * reads it again, so that a certificate added by {@code update-ca-certificates} or by group policy counts without a restart; a file that has
 * not changed is not parsed again. The list that comes with Java is not used: no administrator of this machine has chosen it. Reads files: not
 * for the event loop.
 */
public final class TrustStore {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    /** Bundles of distributions: Debian and HP ThinPro, Fedora and RHEL (two), SUSE, Alpine. The first that exists counts. */
    static final List<Path> LINUX_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    /**
     * Of the user (for a service: of its account) and of the machine; all that there are count. Java knows the machine's from
     * 17.0.8 on.
     */
    private static final List<String> WINDOWS_STORES = List.of("Windows-ROOT", "Windows-ROOT-LOCALMACHINE");

    /** The user's, and from Java 23 on the system's. */
    private static final List<String> MAC_STORES = List.of("KeychainStore", "KeychainStore-ROOT");

    /**
     * @param certificates the trust anchors
     * @param ofCaFile those of them that {@code ca_file} has
     * @param searched where they come from and how many, for messages
     */
    public record Trusted(List<X509Certificate> certificates, List<X509Certificate> ofCaFile, List<String> searched) {}

    private record Parsed(FileTime modified, long size, Object fileKey, List<X509Certificate> certificates) {}

    private final Optional<PemFile> caFile;
    private final List<Path> bundles;
    private final List<String> keyStores;
    private final Map<Path, Parsed> parsed = new ConcurrentHashMap<>();

    TrustStore(Optional<Path> caFile, List<Path> bundles, List<String> keyStores) {
        this.caFile = caFile.map(path -> new PemFile("ca_file", path));
        this.bundles = bundles;
        this.keyStores = keyStores;
    }

    /** The store of the system that we run on. */
    public static TrustStore ofThisSystem(Optional<Path> caFile) {
        if (Platform.isWindows()) {
            return new TrustStore(caFile, List.of(), WINDOWS_STORES);
        } else if (Platform.isMac()) {
            return new TrustStore(caFile, List.of(), MAC_STORES);
        }
        return new TrustStore(caFile, LINUX_BUNDLES, List.of());
    }

    /**
     * As it is now.
     *
     * @throws TlsSettingsException if {@code ca_file} cannot be used, or nothing at all is trusted
     */
    Trusted read() throws TlsSettingsException {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        List<String> searched = new ArrayList<>();
        Optional<Path> bundle = bundles.stream().filter(Files::isReadable).findFirst();
        if (bundle.isPresent()) {
            add(bundle.get().toString(), ofBundle(bundle.get()), certificates, searched);
        } else if (!bundles.isEmpty()) {
            searched.add("the system's bundle (none of "
                    + bundles.stream().map(Path::toString).collect(Collectors.joining(", ")) + " can be read)");
        }
        for (String keyStore : keyStores) {
            add(keyStore, ofKeyStore(keyStore), certificates, searched);
        }
        List<X509Certificate> ofCaFile = caFile.isPresent() ? unchangedOrParsed(caFile.get(), true) : List.of();
        caFile.ifPresent(file -> add(file.toString(), ofCaFile, certificates, searched));
        if (certificates.isEmpty()) {
            throw new TlsSettingsException(
                    "no certificate authority is trusted: searched " + String.join(", ", searched)
                            + ". Install the system's certificates (package ca-certificates), or set ca_file");
        }
        return new Trusted(List.copyOf(certificates), List.copyOf(ofCaFile), List.copyOf(searched));
    }

    private static void add(
            String name, Collection<X509Certificate> more, Set<X509Certificate> certificates, List<String> searched) {
        certificates.addAll(more);
        searched.add(name + " (" + more.size() + ")");
    }

    private Collection<X509Certificate> ofBundle(Path bundle) {
        try {
            return unchangedOrParsed(new PemFile("system bundle", bundle), false);
        } catch (TlsSettingsException e) {
            LOG.debug("a bundle of the system is not used", e);
            return List.of();
        }
    }

    private List<X509Certificate> unchangedOrParsed(PemFile file, boolean strict) throws TlsSettingsException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
        } catch (IOException e) {
            LOG.debug("no attributes of {}", file, e);
            return file.certificates(); // says better what is wrong
        }
        Parsed before = parsed.get(file.path());
        if (before != null
                && before.modified().equals(attributes.lastModifiedTime())
                && before.size() == attributes.size()
                && Objects.equals(before.fileKey(), attributes.fileKey())) {
            return before.certificates();
        }
        List<X509Certificate> certificates;
        if (strict) {
            certificates = file.certificates();
        } else {
            PemFile.Certificates readable = file.readableCertificates();
            if (readable.bad() > 0) {
                LOG.debug("{}: {} certificates cannot be read", file, readable.bad());
            }
            certificates = readable.good();
        }
        parsed.put(
                file.path(),
                new Parsed(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(), certificates));
        return certificates;
    }

    /** Entry by entry: a single one that Java cannot read must not cost all the others. */
    private static Collection<X509Certificate> ofKeyStore(String type) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            for (String alias : Collections.list(store.aliases())) {
                try {
                    Certificate certificate = store.getCertificate(alias);
                    if (certificate instanceof X509Certificate x509) {
                        certificates.add(x509);
                    }
                } catch (KeyStoreException e) {
                    LOG.debug("{}: an entry cannot be read", type, e);
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            LOG.debug("the store {} is not used", type, e);
        }
        return certificates;
    }
}
