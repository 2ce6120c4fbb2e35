package nbe.agent.link;

import java.util.List;
import nbe.agent.link.AgentEffect.Abort;
import nbe.agent.link.AgentEffect.Close;
import nbe.agent.link.AgentEffect.Connect;
import nbe.agent.link.AgentEffect.ConnectFailed;
import nbe.agent.link.AgentEffect.LinkLost;
import nbe.agent.link.AgentEffect.Ping;
import nbe.agent.link.AgentEffect.Settled;
import nbe.agent.link.LinkCause.Kind;

/**
 * A state of the link to the agent, with the data of that state only. Each method processes an event and returns the next state and the
 * effects; the default is to stay. {@link AgentMachine} calls the methods on the core's thread and has the table of transitions. Times are
 * monotonic nanoseconds; {@code chance} is a random number, 0 up to 1, for the spread of the back-off.
 */
public sealed interface AgentState {
    /** Number of the newest connection; 0 before the first. */
    long link();

    /** When {@link #onTime} is due; {@link Long#MAX_VALUE}: never. */
    long deadlineNanos();

    /** The next state, and the effects of the step. */
    record Step(AgentState next, List<AgentEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }

        static Step to(AgentState next, AgentEffect... effects) {
            return new Step(next, List.of(effects));
        }
    }

    /** The same state, without effects. */
    default Step stay() {
        return Step.to(this);
    }

    /** The connection is open. */
    default Step onOpened(String description, long now) {
        return stay();
    }

    /** Bytes arrived. */
    default Step onHeard(long now) {
        return stay();
    }

    /** A message arrived. */
    default Step onText(String text, long now) {
        return stay();
    }

    /** The operating system has accepted the frame. */
    default Step onSent(long now) {
        return stay();
    }

    /** The agent confirmed a frame. */
    default Step onConfirmed(long mark, long now) {
        return stay();
    }

    /** The connection ended, or the attempt failed. */
    default Step onLost(LinkCause cause, long now, double chance) {
        return stay();
    }

    /** Time passed. */
    default Step onTime(long now, double chance) {
        return stay();
    }

    /** The computer slept: an open connection is dead, and deadlines are past. */
    default Step onResume(long now) {
        return stay();
    }

    /** The core ends the connection, for example because a frame is stuck in it. */
    default Step onGivenUp(LinkCause cause, long now, double chance) {
        return stay();
    }

    /** The agent is to be reached in another way: ends what there is, and is due to connect at once. */
    default Step onStartAnew(LinkCause why, long now) {
        return stay();
    }

    /** The daemon stops. */
    default Step onStop(long now) {
        return stay();
    }

    /**
     * Without a connection; the next connection attempt starts at {@code untilNanos}.
     *
     * @param retries number of the next retry since a lasting connection; 0: the first connection
     */
    record Waiting(long link, int retries, long untilNanos) implements AgentState {
        @Override
        public long deadlineNanos() {
            return untilNanos;
        }

        @Override
        public Step onTime(long now, double chance) {
            return now - untilNanos < 0 ? stay() : Connecting.begin(link + 1, retries, now);
        }

        @Override
        public Step onResume(long now) {
            return Connecting.begin(link + 1, 0, now);
        }

        @Override
        public Step onStartAnew(LinkCause why, long now) {
            return Step.to(new Waiting(link, 0, now));
        }

        @Override
        public Step onStop(long now) {
            return Step.to(new Stopped(link));
        }
    }

    /** The transport has been connecting since {@code sinceNanos}. */
    record Connecting(long link, int retries, long sinceNanos) implements AgentState {
        /** The transport gives up after 10 s; this is for a transport that does not. */
        static final long GUARD_NANOS = 11_000_000_000L;

        static Step begin(long link, int retries, long now) {
            return Step.to(new Connecting(link, retries, now), new Connect(link));
        }

        @Override
        public long deadlineNanos() {
            return sinceNanos + GUARD_NANOS;
        }

        @Override
        public Step onOpened(String description, long now) {
            return Step.to(Open.begin(link, retries, now), new AgentEffect.Opened(link, description));
        }

        @Override
        public Step onLost(LinkCause cause, long now, double chance) {
            long delay = Backoff.delayNanos(retries, chance);
            return Step.to(new Waiting(link, retries + 1, now + delay), new ConnectFailed(link, cause, delay));
        }

        @Override
        public Step onTime(long now, double chance) {
            if (now - deadlineNanos() < 0) {
                return stay();
            }
            return onGivenUp(
                    new LinkCause(Kind.TIMEOUT, "no connection within " + GUARD_NANOS / 1_000_000_000L + " s"),
                    now,
                    chance);
        }

        @Override
        public Step onResume(long now) {
            return Step.to(
                    new Connecting(link + 1, 0, now), new Abort(link, AgentMachine.SLEPT), new Connect(link + 1));
        }

        @Override
        public Step onGivenUp(LinkCause cause, long now, double chance) {
            long delay = Backoff.delayNanos(retries, chance);
            return Step.to(
                    new Waiting(link, retries + 1, now + delay),
                    new Abort(link, cause),
                    new ConnectFailed(link, cause, delay));
        }

        @Override
        public Step onStartAnew(LinkCause why, long now) {
            return Step.to(new Waiting(link, 0, now), new Abort(link, why));
        }

        @Override
        public Step onStop(long now) {
            return Step.to(new Stopped(link), new Abort(link, AgentMachine.STOPPED));
        }
    }

    /**
     * The agent is connected.
     *
     * @param retries 0 once the connection has lasted 10 s
     */
    record Open(long link, int retries, long sinceNanos, long lastHeardNanos, long nextPingNanos)
            implements AgentState {
        /** Servers exist that close after 30 s of silence, Jetty's default among them: a ping every 30 s is a race with those. */
        public static final long PING_NANOS = 20_000_000_000L;

        static final long SILENCE_NANOS = 60_000_000_000L;

        static Open begin(long link, int retries, long now) {
            return new Open(link, retries, now, now, now + PING_NANOS);
        }

        @Override
        public long deadlineNanos() {
            long next = earlier(nextPingNanos, lastHeardNanos + SILENCE_NANOS);
            return retries == 0 ? next : earlier(next, sinceNanos + Backoff.LASTING_NANOS);
        }

        private static long earlier(long a, long b) {
            return a - b < 0 ? a : b;
        }

        @Override
        public Step onHeard(long now) {
            return Step.to(heard(now));
        }

        @Override
        public Step onText(String text, long now) {
            return Step.to(heard(now), new AgentEffect.Received(link, text));
        }

        private Open heard(long now) {
            return new Open(link, retries, sinceNanos, now, nextPingNanos);
        }

        @Override
        public Step onSent(long now) {
            return Step.to(this, new AgentEffect.Sent(link));
        }

        @Override
        public Step onConfirmed(long mark, long now) {
            return Step.to(this, new AgentEffect.Confirmed(link, mark));
        }

        @Override
        public Step onLost(LinkCause cause, long now, double chance) {
            long delay = Backoff.delayNanos(retriesIfLost(now), chance);
            return Step.to(
                    new Waiting(link, retriesIfLost(now) + 1, now + delay),
                    new LinkLost(link, cause, now - sinceNanos, delay));
        }

        @Override
        public Step onTime(long now, double chance) {
            if (now - lastHeardNanos >= SILENCE_NANOS) {
                String text = "nothing received for " + SILENCE_NANOS / 1_000_000_000L + " s";
                long delay = Backoff.delayNanos(retriesIfLost(now), chance);
                return Step.to(
                        new Closing(link, retriesIfLost(now) + 1, delay, now + Closing.PATIENCE_NANOS),
                        new Close(link, AgentMachine.GOING_AWAY, text),
                        new LinkLost(link, new LinkCause(Kind.SILENT, text), now - sinceNanos, delay));
            }
            boolean settles = retries > 0 && now - sinceNanos >= Backoff.LASTING_NANOS;
            boolean pings = now - nextPingNanos >= 0;
            if (!settles && !pings) {
                return stay();
            }
            Open next = new Open(
                    link, settles ? 0 : retries, sinceNanos, lastHeardNanos, pings ? pingAfter(now) : nextPingNanos);
            if (!pings) {
                return Step.to(next, new Settled(link));
            }
            return settles ? Step.to(next, new Settled(link), new Ping(link)) : Step.to(next, new Ping(link));
        }

        /** A full interval after the one before; if time jumped, from now. */
        private long pingAfter(long now) {
            long next = nextPingNanos + PING_NANOS;
            return now - next < 0 ? next : now + PING_NANOS;
        }

        private int retriesIfLost(long now) {
            return now - sinceNanos >= Backoff.LASTING_NANOS ? 0 : retries;
        }

        @Override
        public Step onResume(long now) {
            return Step.to(
                    new Connecting(link + 1, 0, now),
                    new Abort(link, AgentMachine.SLEPT),
                    new LinkLost(link, AgentMachine.SLEPT, now - sinceNanos, 0),
                    new Connect(link + 1));
        }

        @Override
        public Step onGivenUp(LinkCause cause, long now, double chance) {
            long delay = Backoff.delayNanos(retriesIfLost(now), chance);
            return Step.to(
                    new Waiting(link, retriesIfLost(now) + 1, now + delay),
                    new Abort(link, cause),
                    new LinkLost(link, cause, now - sinceNanos, delay));
        }

        @Override
        public Step onStartAnew(LinkCause why, long now) {
            return Step.to(
                    new Waiting(link, 0, now),
                    new Close(link, AgentMachine.NORMAL, why.text()),
                    new LinkLost(link, why, now - sinceNanos, 0));
        }

        @Override
        public Step onStop(long now) {
            return Step.to(
                    new Stopping(link, now + Closing.PATIENCE_NANOS),
                    new Close(link, AgentMachine.NORMAL, AgentMachine.STOPPED.text()),
                    new LinkLost(link, AgentMachine.STOPPED, now - sinceNanos, 0));
        }
    }

    /** The agent was silent, so the transport closes; the next connection follows {@code delayNanos} after its end. */
    record Closing(long link, int retries, long delayNanos, long untilNanos) implements AgentState {
        /** The transport forces the end after 1 s; this is for a transport that does not. */
        static final long PATIENCE_NANOS = 1_500_000_000L;

        @Override
        public long deadlineNanos() {
            return untilNanos;
        }

        @Override
        public Step onLost(LinkCause cause, long now, double chance) {
            return Step.to(waiting(now));
        }

        private Waiting waiting(long now) {
            return new Waiting(link, retries, now + delayNanos);
        }

        @Override
        public Step onTime(long now, double chance) {
            return now - untilNanos < 0
                    ? stay()
                    : onGivenUp(new LinkCause(Kind.SILENT, "the connection did not close"), now, chance);
        }

        @Override
        public Step onResume(long now) {
            return Step.to(
                    new Connecting(link + 1, 0, now), new Abort(link, AgentMachine.SLEPT), new Connect(link + 1));
        }

        @Override
        public Step onGivenUp(LinkCause cause, long now, double chance) {
            return Step.to(waiting(now), new Abort(link, cause));
        }

        @Override
        public Step onStartAnew(LinkCause why, long now) {
            return Step.to(new Waiting(link, 0, now), new Abort(link, why));
        }

        @Override
        public Step onStop(long now) {
            return Step.to(new Stopping(link, untilNanos));
        }
    }

    /** The daemon stops, so the transport closes the connection. */
    record Stopping(long link, long untilNanos) implements AgentState {
        @Override
        public long deadlineNanos() {
            return untilNanos;
        }

        @Override
        public Step onLost(LinkCause cause, long now, double chance) {
            return Step.to(new Stopped(link));
        }

        @Override
        public Step onTime(long now, double chance) {
            return now - untilNanos < 0 ? stay() : onGivenUp(AgentMachine.STOPPED, now, chance);
        }

        @Override
        public Step onGivenUp(LinkCause cause, long now, double chance) {
            return Step.to(new Stopped(link), new Abort(link, cause));
        }
    }

    /** The final state: the daemon stops and there is no connection. */
    record Stopped(long link) implements AgentState {
        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }
    }
}
