package nbe.agent.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.net.NameLookup.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks one name up, on a thread {@code agent-dns}. The system's call can take longer than a connection attempt (15 s and more, if a name
 * server does not answer) and cannot be interrupted; a second call would only wait for the first, since the Java virtual machine looks a
 * name up once at a time. So there is one call at a time, which the next attempt joins; an answer that comes after the end of its attempt is
 * kept for the next. Any thread may call.
 */
final class HostLookup {
    private static final Logger LOG = LoggerFactory.getLogger("agent");

    private final Resolver resolver;
    private final String host;
    private final String setting;

    private boolean running;
    private Optional<Answer> waiting = Optional.empty();

    /** An answer that no attempt has used yet. */
    private List<InetAddress> kept = List.of();

    /** Gets one call, on {@code agent-dns}. */
    interface Answer {
        /**
         * @param addresses at least one, in the order in which to try them
         * @param anew false for an answer to an earlier attempt
         */
        void found(List<InetAddress> addresses, boolean anew);

        void failed(LinkCause cause);
    }

    /** @param setting where the name comes from, for messages */
    HostLookup(Resolver resolver, String host, String setting) {
        this.resolver = resolver;
        this.host = host;
        this.setting = setting;
    }

    String host() {
        return host;
    }

    /** Replaces the attempt that asked before. */
    synchronized void ask(Answer answer) {
        waiting = Optional.of(answer);
        if (!running) {
            Thread thread = new Thread(this::run, "agent-dns");
            thread.setDaemon(true);
            thread.start();
            running = true;
        }
    }

    /** The attempt has ended: the answer is for the next one. */
    synchronized void forget(Answer answer) {
        if (waiting.filter(answer::equals).isPresent()) {
            waiting = Optional.empty();
        }
    }

    /** The attempt ended before it could use the answer: the next one gets it at once. */
    synchronized void keep(List<InetAddress> addresses) {
        kept = addresses;
    }

    private void run() {
        do {
            List<InetAddress> early = takeKept();
            if (early.isEmpty()) {
                lookUp();
            } else {
                tell(early, false);
            }
        } while (isWanted());
    }

    private void lookUp() {
        try {
            tell(NameLookup.inTurns(resolver.addresses(host)), true);
        } catch (UnknownHostException e) {
            takeWaiting().ifPresent(answer -> answer.failed(LinkFailures.unknownName(host, setting, e)));
        } catch (RuntimeException | Error e) {
            takeWaiting().ifPresent(answer -> answer.failed(fault(e)));
        }
    }

    private void tell(List<InetAddress> addresses, boolean anew) {
        takeWaitingOrKeep(addresses).ifPresent(answer -> {
            try {
                answer.found(addresses, anew);
            } catch (RuntimeException | Error e) {
                answer.failed(fault(e));
            }
        });
    }

    private LinkCause fault(Throwable thrown) {
        LOG.error("the look-up of {} failed, and should not have", host, thrown);
        return new LinkCause(Kind.IO, "a fault of the endpoint's own: " + thrown);
    }

    private synchronized List<InetAddress> takeKept() {
        List<InetAddress> taken = kept;
        kept = List.of();
        return taken;
    }

    private synchronized Optional<Answer> takeWaiting() {
        Optional<Answer> taken = waiting;
        waiting = Optional.empty();
        return taken;
    }

    private synchronized Optional<Answer> takeWaitingOrKeep(List<InetAddress> addresses) {
        if (waiting.isEmpty()) {
            kept = addresses;
        }
        return takeWaiting();
    }

    /** Whether another attempt waits; if not, this thread ends. */
    private synchronized boolean isWanted() {
        running = waiting.isPresent();
        return running;
    }
}
