package nbe.agent.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs, once a day, that a certificate is about to expire, or that an authority has expired. On the event loop.
 */
public final class ExpiryWarning {
    static final Duration AHEAD = Duration.ofDays(14);
    private static final Duration PAUSE = Duration.ofDays(1);

    private final Logger log;
    private final InstantSource clock;

    /** When each warning was last logged, by its subject; there are at most three. */
    private final Map<String, Instant> told = new HashMap<>();

    private final Map<String, String> standing = new ConcurrentSkipListMap<>();

    public ExpiryWarning(InstantSource clock) {
        this(LoggerFactory.getLogger("agent"), clock);
    }

    public ExpiryWarning(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** What the last looks warned of, in one line each. Any thread. */
    public List<String> standing() {
        return List.copyOf(standing.values());
    }

    /** @param what as in "the agent's certificate" */
    public void look(String what, X509Certificate certificate) {
        Instant now = clock.instant();
        warn(
                what,
                isNear(certificate, now)
                        ? Optional.of(what + " expires in "
                                + words(Duration.between(now, certificate.getNotAfter().toInstant())) + ": "
                                + TlsWords.describe(certificate))
                        : Optional.empty(),
                now);
    }

    /** Looks at what {@code ca_file} has. */
    public void look(TrustStore.Trusted trusted) {
        Instant now = clock.instant();
        warn("ca_file", ofAuthorities(trusted, now), now);
    }

    private void warn(String what, Optional<String> warning, Instant now) {
        if (warning.isEmpty()) {
            standing.remove(what);
            return;
        }
        standing.put(what, warning.get());
        if (isDue(what, now)) {
            log.warn("{}", warning.get());
        }
    }

    private boolean isDue(String what, Instant now) {
        Instant last = told.get(what);
        boolean due = last == null || Duration.between(last, now).compareTo(PAUSE) >= 0;
        if (due) {
            told.put(what, now);
        }
        return due;
    }

    /**
     * Names the certificates in {@code ca_file} that have expired or are about to. Java still trusts them: it ignores the dates of a
     * trusted authority (RFC 5280 section 6.1.1 (d) has none).
     */
    public static Optional<String> ofAuthorities(TrustStore.Trusted trusted, Instant now) {
        List<String> old = trusted.ofCaFile().stream()
                .filter(c -> isNear(c, now))
                .map(c -> TlsWords.subject(c)
                        + (c.getNotAfter().toInstant().isBefore(now) ? " expired at " : " expires at ")
                        + c.getNotAfter().toInstant())
                .toList();
        return old.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "in ca_file " + String.join(", ", TlsWords.few(old)) + "; the clock of this computer shows "
                                + now.truncatedTo(ChronoUnit.SECONDS)
                                + ". What that authority issued is taken all the same; put its successor into ca_file");
    }

    public static boolean isNear(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now.plus(AHEAD));
    }

    public static String words(Duration left) {
        return left.toDays() >= 1 ? left.toDays() + " days" : Math.max(0, left.toHours()) + " hours";
    }
}
