package nbe.agent.tls;

import io.netty.util.NetUtil;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import nbe.base.Printable;

/**
 * Decides for which hosts a certificate is valid, by RFC 9525 section 6: only its alternative names count, and a wildcard only as the whole
 * left-most label. The JDK's own check, which comes first, is laxer in both: it accepts the common name where there is no alternative one,
 * and {@code *} anywhere in a label.
 */
final class HostNames {
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";

    // types of alternative names, RFC 5280 section 4.2.1.6
    private static final int DNS = 2;
    private static final int IP = 7;

    private HostNames() {}

    /** @param host as in {@code agent_url}: a name, or an address without brackets */
    static boolean cover(X509Certificate certificate, String host) {
        return isAddress(host)
                ? entries(certificate, IP).stream()
                        .anyMatch(entry -> Arrays.equals(
                                NetUtil.createByteArrayFromIpAddressString(entry),
                                NetUtil.createByteArrayFromIpAddressString(host)))
                : entries(certificate, DNS).stream().anyMatch(entry -> matches(entry, host));
    }

    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    private static boolean matches(String entry, String host) {
        String wanted = withoutLastDot(host);
        String offered = withoutLastDot(entry);
        int dot = wanted.indexOf('.');
        return offered.startsWith("*.")
                ? dot > 0 && offered.indexOf('*', 1) < 0 && offered.substring(1).equals(wanted.substring(dot))
                : offered.indexOf('*') < 0 && offered.equals(wanted);
    }

    private static String withoutLastDot(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Host names and addresses; empty without any, or if the list cannot be read. */
    static List<String> all(X509Certificate certificate) {
        List<String> all = new ArrayList<>(entries(certificate, DNS));
        all.addAll(entries(certificate, IP));
        return all;
    }

    private static List<String> entries(X509Certificate certificate, int type) {
        return alternativeNames(certificate)
                .map(names -> names.stream()
                        .filter(name -> name.get(0).equals(type))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList())
                .orElse(List.of());
    }

    /** Empty if there are none, or they cannot be read. */
    private static Optional<Collection<List<?>>> alternativeNames(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames());
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    /** Why the certificate is not valid for {@code host}, where its list of names alone does not show it. */
    static Optional<String> peculiarity(X509Certificate certificate, String host) {
        Optional<String> malformed = malformed(certificate);
        if (malformed.isPresent()) {
            return malformed;
        } else if (isAddress(host) && entries(certificate, DNS).contains(host)) {
            return Optional.of(
                    host + " stands there as a host name, and counts only as an IP address (subjectAltName IP)");
        } else if (entries(certificate, DNS).isEmpty() && !isAddress(host)) {
            return commonName(certificate)
                    .filter(name -> matches(name, host))
                    .map(name -> "its common name " + Printable.bounded(name, 120)
                            + " does not count: the name must stand among the alternative ones (subjectAltName DNS)");
        }
        return entries(certificate, DNS).stream()
                .filter(entry -> entry.indexOf('*') >= 0 && !entry.matches("\\*\\.[^*]+"))
                .findFirst()
                .map(entry -> "in " + Printable.bounded(entry, 120)
                        + " the wildcard does not count: it must be all that stands before the first dot");
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** Why the list of names cannot be read: because of a single unreadable entry the JDK returns no names at all. */
    private static Optional<String> malformed(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(ALTERNATIVE_NAMES);
        if (extension == null || alternativeNames(certificate).isPresent()) {
            return Optional.empty();
        }
        String list = "the list of its names (subjectAltName) cannot be read";
        try {
            ByteBuffer names = content(content(ByteBuffer.wrap(extension)));
            for (int number = 1; names.hasRemaining(); number++) {
                int type = names.get(names.position()) & 0x1F;
                int length = content(names).remaining();
                if (type == IP && length != 4 && length != 16) {
                    return Optional.of(list + ": entry " + number + " is an IP address of " + length
                            + " bytes, where 4 or 16 are allowed");
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.of(list + ": it is cut off");
        }
        return Optional.of(list);
    }

    /** The content of the DER value at the beginning of {@code der}, which is moved on behind it. */
    private static ByteBuffer content(ByteBuffer der) {
        der.get(); // the tag
        int length = der.get() & 0xFF;
        if (length > 0x80) {
            int bytes = length & 0x7F;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (der.get() & 0xFF);
            }
        }
        ByteBuffer content = der.slice().limit(length);
        der.position(der.position() + length);
        return content;
    }
}
