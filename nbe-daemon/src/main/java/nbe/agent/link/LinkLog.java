package nbe.agent.link;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator reads about the link: that it is up, that it is down and why, and when it is tried again. Each trouble once
 * when it begins and once when it ends; its repeats at debug, but again at WARN when the cause changes (once a minute at most)
 * and once an hour, and once a minute while another daemon of the same name takes the agent away. Belongs to the core's thread.
 */
public final class LinkLog {
    static final long REMINDER_NANOS = Duration.ofHours(1).toNanos();
    static final long CHANGE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger log;

    /** Null while all is well. */
    private Trouble trouble;

    /** Since when, how often it was tried, and what stood in the log last. */
    private record Trouble(long sinceNanos, int failures, LinkCause told, long toldNanos, boolean shortLived) {}

    public LinkLog() {
        this(LoggerFactory.getLogger("agent"));
    }

    public LinkLog(Logger log) {
        this.log = log;
    }

    /** Logs what deserves it; {@code now} is the time that went into the machine. */
    public void note(AgentEffect effect, long now) {
        if (effect instanceof AgentEffect.Connect connect) {
            log.debug("connection {} begins", connect.link());
        } else if (effect instanceof AgentEffect.Opened opened) {
            opened(opened, now);
        } else if (effect instanceof AgentEffect.Settled) {
            settled(now);
        } else if (effect instanceof AgentEffect.ConnectFailed failed) {
            trouble(
                    "cannot connect: " + failed.cause().text(),
                    failed.cause(),
                    "next attempt in " + seconds(failed.retryInNanos()),
                    false,
                    now);
        } else if (effect instanceof AgentEffect.LinkLost lost) {
            lost(lost, now);
        }
    }

    private void opened(AgentEffect.Opened opened, long now) {
        if (trouble == null) {
            log.info("connected to {}", opened.description());
        } else if (trouble.shortLived()) {
            // connects and is lost again and again: the end of that is told when a connection has lasted
            log.debug("connected to {}", opened.description());
        } else {
            log.info("connected to {}, after {}", opened.description(), history(now));
            trouble = null;
        }
    }

    private void settled(long now) {
        if (trouble != null) {
            log.info("connected, and for {} now; after {}", seconds(Backoff.LASTING_NANOS), history(now));
            trouble = null;
        }
    }

    private void lost(AgentEffect.LinkLost lost, long now) {
        String after = "after " + seconds(lost.lastedNanos());
        if (lost.cause().kind() == LinkCause.Kind.CLOSED_BY_US) {
            log.info("disconnected {}: {}", after, lost.cause().text());
            trouble = null;
            return;
        }
        String next = lost.retryInNanos() == 0 ? "connecting again" : "next attempt in " + seconds(lost.retryInNanos());
        boolean shortLived = lost.lastedNanos() < Backoff.LASTING_NANOS;
        String rival = isReplaced(lost.cause())
                ? "; another daemon with the same endpoint_id takes the agent from this one, process "
                        + ProcessHandle.current().pid()
                : "";
        trouble("connection lost " + after + ": " + lost.cause().text() + rival, lost.cause(), next, shortLived, now);
    }

    /** Two daemons with one name: each of the two logs has to show it, and that it goes on. */
    private static boolean isReplaced(LinkCause cause) {
        return cause.kind() == LinkCause.Kind.CLOSED_BY_AGENT && cause.text().contains("replaced");
    }

    private void trouble(String text, LinkCause cause, String next, boolean shortLived, long now) {
        boolean tell = trouble == null
                || now - trouble.toldNanos() >= (isReplaced(cause) ? CHANGE_NANOS : REMINDER_NANOS)
                || (!trouble.told().isSame(cause) && now - trouble.toldNanos() >= CHANGE_NANOS);
        if (!tell) {
            log.debug("{}; {}", text, next);
            trouble = new Trouble(
                    trouble.sinceNanos(), trouble.failures() + 1, trouble.told(), trouble.toldNanos(), shortLived);
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
