package nbe.referenceagent.net;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nbe.base.Loopback;
import nbe.base.Printable;

/**
 * Which web pages may talk to a listener. A browser lets any page open a WebSocket to any host and sends the page's
 * {@code Origin}; other programs send no {@code Origin} (or the agent's own) and are allowed.
 *
 * <ul>
 *   <li>{@code Origin} must be the host of the request, a loopback host, or one allowed by name.
 *   <li>{@code Host} must be a numeric address, a loopback name, a name of this machine, or that of an allowed origin: a foreign
 *       name that points here is DNS rebinding.
 * </ul>
 */
public final class AccessRule {
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[a-z][a-z0-9+.\\-]*://)?(\\[[0-9a-f:.]+\\]|[^:/\\[\\]@]+)(?::\\d{0,5})?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Set<String> allowedOrigins;
    private final Set<String> ownNames;
    private final boolean anyName;

    /**
     * @param allowedOrigins such as {@code https://mes.example:8443}; {@code *} allows all
     * @param ownNames names under which this machine is reached, besides numbers and loopback names
     * @param anyName leaves the {@code Host} unchecked
     */
    public AccessRule(Set<String> allowedOrigins, Set<String> ownNames, boolean anyName) {
        this.anyName = anyName;
        this.allowedOrigins = allowedOrigins.stream().map(AccessRule::plain).collect(Collectors.toUnmodifiableSet());
        this.ownNames = ownNames.stream().map(AccessRule::plain).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Why a request is refused; empty if it is allowed.
     *
     * @param host the header, or null
     * @param origin the header, or null
     * @param webSocket false: a plain request, for which a browser need not send an origin
     */
    Optional<String> refusal(String host, String origin, boolean webSocket) {
        if (origin == null && webSocket) {
            return Optional.empty();
        }
        String addressed = host == null ? "" : hostOf(host);
        if (!isOurs(addressed)) {
            return Optional.of("the host '" + Printable.bounded(addressed)
                    + "' is not known to be this agent's; use its address, or allow the name with --allow-origin");
        }
        return origin == null || isAllowed(origin, addressed)
                ? Optional.empty()
                : Optional.of(
                        "pages from '" + Printable.bounded(origin) + "' are not let in; --allow-origin allows them");
    }

    private boolean isOurs(String host) {
        return anyName
                || allowedOrigins.contains("*")
                || host.startsWith("[")
                || IPV4.matcher(host).matches()
                || isThisMachine(host)
                || ownNames.contains(host)
                || (!host.isEmpty()
                        && allowedOrigins.stream()
                                .anyMatch(allowed -> hostOf(allowed).equals(host)));
    }

    private boolean isAllowed(String origin, String host) {
        if (allowedOrigins.contains("*") || allowedOrigins.contains(plain(origin))) {
            return true;
        }
        String from = hostOf(origin);
        return !from.isEmpty() && (from.equals(host) || isThisMachine(from));
    }

    /** Whether the host is this machine; browsers resolve each name below {@code localhost} to it. */
    public static boolean isThisMachine(String host) {
        return Loopback.isLoopback(host) || host.endsWith(".localhost");
    }

    /** The host in {@code host[:port]} or {@code scheme://host[:port]}, or an empty string. */
    private static String hostOf(String text) {
        Matcher matcher = AUTHORITY.matcher(plain(text));
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT).strip();
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
