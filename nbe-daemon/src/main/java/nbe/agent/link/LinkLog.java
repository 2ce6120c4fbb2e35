package nbe.agent.link;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs for the operator that the link is up, that it is down and why, and when the next attempt follows. It logs each trouble once when
 * it begins and once when it ends; repeats at debug, but again at WARN when the cause changes (at most once a minute), once an hour, and
 * once a minute while another daemon of the same name takes the agent away. Belongs to the core's thread.
 */
public final class LinkLog implements AgentEffect.Handler {
    static final long REMINDER_NANOS = Duration.ofHours(1).toNanos();
    static final long CHANGE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;

    /** Null while all is well. */
    private Trouble trouble;

    /**
     * @param failures attempts that failed since {@code sinceNanos}
     * @param logged the cause in the last line at WARN, and when that was
     * @param shortLived the agent accepts connections, and loses them within 10 s
     */
    private record Trouble(long sinceNanos, int failures, LinkCause logged, long loggedNanos, boolean shortLived) {}

    public LinkLog() {
        this(LoggerFactory.getLogger("agent"));
    }

    public LinkLog(Logger log) {
        this.log = log;
    }

    /** Logs an effect of the machine; {@code now} is the time that went into the machine. */
    public void note(AgentEffect effect, long now) {
        effect.on(this, now);
    }

    @Override
    public void connect(AgentEffect.Connect effect, long now) {
        log.debug("connection {} begins", effect.link());
    }

    @Override
    public void ping(AgentEffect.Ping effect, long now) {}

    @Override
    public void close(AgentEffect.Close effect, long now) {}

    @Override
    public void abort(AgentEffect.Abort effect, long now) {}

    @Override
    public void received(AgentEffect.Received effect, long now) {}

    @Override
    public void sent(AgentEffect.Sent effect, long now) {}

    @Override
    public void confirmed(AgentEffect.Confirmed effect, long now) {}

    @Override
    public void opened(AgentEffect.Opened effect, long now) {
        if (trouble == null) {
            log.info("connected to {}", effect.description());
        } else if (trouble.shortLived()) {
            // connects and is lost again and again: settled() logs the end of the trouble
            log.debug("connected to {}", effect.description());
        } else {
            log.info("connected to {}, after {}", effect.description(), history(now));
            trouble = null;
        }
    }

    @Override
    public void settled(AgentEffect.Settled effect, long now) {
        if (trouble != null) {
            log.info("connected, and for {} now; after {}", seconds(Backoff.LASTING_NANOS), history(now));
            trouble = null;
        }
    }

    @Override
    public void connectFailed(AgentEffect.ConnectFailed effect, long now) {
        trouble(
                "cannot connect: " + effect.cause().text(),
                effect.cause(),
                "next attempt in " + seconds(effect.retryInNanos()),
                false,
                now);
    }

    @Override
    public void linkLost(AgentEffect.LinkLost effect, long now) {
        String after = "after " + seconds(effect.lastedNanos());
        if (effect.cause().kind() == LinkCause.Kind.CLOSED_BY_US) {
            log.info("disconnected {}: {}", after, effect.cause().text());
            trouble = null;
            return;
        }
        String next =
                effect.retryInNanos() == 0 ? "connecting again" : "next attempt in " + seconds(effect.retryInNanos());
        boolean shortLived = effect.lastedNanos() < Backoff.LASTING_NANOS;
        String rival = isReplaced(effect.cause())
                ? "; another daemon with the same endpoint_id takes the agent from this one, process "
                        + ProcessHandle.current().pid()
                : "";
        trouble(
                "connection lost " + after + ": " + effect.cause().text() + rival,
                effect.cause(),
                next,
                shortLived,
                now);
    }

    /** Two daemons have one name: the log of each shows it, and that it goes on. */
    private static boolean isReplaced(LinkCause cause) {
        return cause.kind() == LinkCause.Kind.CLOSED_BY_AGENT && cause.text().contains("replaced");
    }

    private void trouble(String text, LinkCause cause, String next, boolean shortLived, long now) {
        boolean due = trouble == null
                || now - trouble.loggedNanos() >= (isReplaced(cause) ? CHANGE_NANOS : REMINDER_NANOS)
                || (!trouble.logged().isSame(cause) && now - trouble.loggedNanos() >= CHANGE_NANOS);
        if (!due) {
            log.debug("{}; {}", text, next);
            trouble = new Trouble(
                    trouble.sinceNanos(), trouble.failures() + 1, trouble.logged(), trouble.loggedNanos(), shortLived);
            return;
        }
        if (trouble == null) {
            log.warn("{}; {}", text, next);
            trouble = new Trouble(now, 1, cause, now, shortLived);
        } else {
            log.warn("{}; {}; {} so far", text, next, history(now));
            trouble = new Trouble(trouble.sinceNanos(), trouble.failures() + 1, cause, now, shortLived);
        }
    }

    private String history(long now) {
        String times = trouble.failures() == 1 ? "1 failure" : trouble.failures() + " failures";
        return times + " in " + seconds(now - trouble.sinceNanos());
    }

    private static String seconds(long nanos) {
        return nanos < 60_000_000_000L
                ? String.format(Locale.ROOT, "%.1f s", nanos / 1e9)
                : Duration.ofNanos(nanos).toMinutes() + " min "
                        + Duration.ofNanos(nanos).toSecondsPart() + " s";
    }
}
