package nbe.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Semaphore;
import nbe.agent.LinkCause.Kind;
import nbe.agent.NameLookup.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Name look-ups, each on a thread {@code agent-dns} of its own: the system's call can hang for long and cannot be interrupted,
 * so a hanging one is left behind and the next attempt asks anew. No more than a few hang at the same time.
 */
final class LookUps {
    private static final Logger log = LoggerFactory.getLogger("agent");

    private final Resolver resolver;
    private final String setting;
    private final int most;
    private final Semaphore places;

    /** Told on {@code agent-dns}, unless there is no place. */
    interface Answer {
        /** In the order in which they are to be tried; at least one. */
        void found(List<InetAddress> addresses);

        void failed(LinkCause cause);
    }

    /** @param setting where the names come from, for messages */
    LookUps(Resolver resolver, String setting, int most) {
        this.resolver = resolver;
        this.setting = setting;
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** Returns the thread, to be interrupted when nobody waits any more; null if there was no place. */
    Thread start(String host, Answer answer) {
        if (!places.tryAcquire()) {
            answer.failed(new LinkCause(
                    Kind.TIMEOUT,
                    most + " name look-ups of " + host + " hang: check the name servers of this computer"));
            return null;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        lookUp(host, answer);
                    } finally {
                        places.release();
                    }
                },
                "agent-dns");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void lookUp(String host, Answer answer) {
        try {
            answer.found(NameLookup.inTurns(resolver.addresses(host)));
        } catch (UnknownHostException e) {
            answer.failed(AgentConnection.unknown(host, setting, e));
        } catch (RuntimeException | Error e) {
            log.error("the look-up of {} failed, and should not have", host, e);
            answer.failed(new LinkCause(Kind.IO, "a fault of the endpoint's own: " + e));
        }
    }
}
