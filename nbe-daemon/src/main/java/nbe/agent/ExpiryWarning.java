package nbe.agent;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in time that a certificate is about to expire, once a day. On the event loop. */
final class ExpiryWarning {
    static final Duration AHEAD = Duration.ofDays(14);
    private static final Duration PAUSE = Duration.ofDays(1);

    private final Logger log;
    private final InstantSource clock;

    /** When each was last told, by what it is; there are two of them at most. */
    private final Map<String, Instant> told = new HashMap<>();

    ExpiryWarning(InstantSource clock) {
        this(LoggerFactory.getLogger("agent"), clock);
    }

    ExpiryWarning(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** @param what such as "the agent's certificate" */
    void look(String what, X509Certificate certificate) {
        Instant now = clock.instant();
        Instant last = told.get(what);
        if (isNear(certificate, now)
                && (last == null || Duration.between(last, now).compareTo(PAUSE) >= 0)) {
            told.put(what, now);
            log.warn(
                    "{} expires in {}: {}",
                    what,
                    words(Duration.between(now, certificate.getNotAfter().toInstant())),
                    TlsWords.describe(certificate));
        }
    }

    static boolean isNear(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now.plus(AHEAD));
    }

    static String words(Duration left) {
        return left.toDays() >= 1 ? left.toDays() + " days" : Math.max(0, left.toHours()) + " hours";
    }
}
