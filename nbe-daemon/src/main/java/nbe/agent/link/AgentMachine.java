package nbe.agent.link;

import java.util.List;
import java.util.random.RandomGenerator;
import nbe.agent.link.AgentState.Step;
import nbe.agent.link.LinkCause.Kind;

/**
 * State machine of the link to the agent: decides when to connect, ping, close and reconnect (docs/architecture.md). Events and the time
 * go in; a list of {@link AgentEffect}s comes out, and the core performs them in their order. The core calls the machine on its own thread.
 * Times are monotonic nanoseconds.
 *
 * <p>State × event → state, effects. An empty field: nothing changes. {@code L+1}: a connection of the next number. The machine ignores
 * events of earlier connections in every state.
 *
 * <pre>
 *             | Waiting     | Connecting      | Open             | Closing   | Stopping  | Stopped
 * ------------+-------------+-----------------+------------------+-----------+-----------+--------
 * Opened      |             | Open, Opened    |                  |           |           |
 * Heard       |             |                 | Open             |           |           |
 * Text        |             |                 | Open, Received   |           |           |
 * Sent        |             |                 | Open, Sent       |           |           |
 * Confirmed   |             |                 | Open, Confirmed  |           |           |
 * Lost        |             | Waiting,        | Waiting,         | Waiting   | Stopped   |
 *             |             |   ConnectFailed |   LinkLost       |           |           |
 * time        | Connecting, | Waiting, Abort, | Open, Settled    | Waiting,  | Stopped,  |
 *   (when due)|   Connect   |   ConnectFailed |   and/or Ping; or|   Abort   |   Abort   |
 *             |             |                 | Closing, Close,  |           |           |
 *             |             |                 |   LinkLost       |           |           |
 * resume      | Connecting, | Connecting L+1, | Connecting L+1,  |Connecting |           |
 *             |   Connect   |   Abort, Connect|   Abort, LinkLost|   L+1,    |           |
 *             |             |                 |   Connect        |   Abort,  |           |
 *             |             |                 |                  |   Connect |           |
 * given up    |             | Waiting, Abort, | Waiting, Abort,  | Waiting,  | Stopped,  |
 *             |             |   ConnectFailed |   LinkLost       |   Abort   |   Abort   |
 * start anew  | Waiting     | Waiting, Abort  | Waiting, Close,  | Waiting,  |           |
 *             |             |                 |   LinkLost       |   Abort   |           |
 * stop        | Stopped     | Stopped, Abort  | Stopping, Close, | Stopping  |           |
 *             |             |                 |   LinkLost       |           |           |
 * </pre>
 */
public final class AgentMachine {
    /** Close codes of RFC 6455 section 7.4.1. */
    public static final int NORMAL = 1000;

    public static final int GOING_AWAY = 1001;

    public static final LinkCause SLEPT = new LinkCause(Kind.IO, "the computer slept");
    public static final LinkCause STOPPED = new LinkCause(Kind.CLOSED_BY_US, "the endpoint stops");

    private final RandomGenerator random;
    private final LinkEvent.Handler<Step> steps = new Steps();
    private AgentState state;

    /** The first connection is due at {@code now}: call {@link #onTime}. */
    public AgentMachine(RandomGenerator random, long now) {
        this.random = random;
        this.state = new AgentState.Waiting(0, 0, now);
    }

    /** The present state of the link. */
    public AgentState state() {
        return state;
    }

    /** True while messages can be sent: from {@link AgentEffect.Opened} to {@link AgentEffect.LinkLost}. */
    public boolean isOpen() {
        return state instanceof AgentState.Open;
    }

    /** True once a {@link #stop} is complete. */
    public boolean isStopped() {
        return state instanceof AgentState.Stopped;
    }

    /** When {@link #onTime} is due; {@link Long#MAX_VALUE}: never. */
    public long deadlineNanos() {
        return state.deadlineNanos();
    }

    /** Something happened on a connection. */
    public List<AgentEffect> onEvent(LinkEvent event, long now) {
        if (event.link() != state.link()) {
            return List.of();
        }
        return take(event.on(steps, now));
    }

    /** Time passed. The caller may call at any time, and must at {@link #deadlineNanos}. */
    public List<AgentEffect> onTime(long now) {
        return take(state.onTime(now, random.nextDouble()));
    }

    /** The computer has slept and woken: resets an open connection, and starts a new connection at once. */
    public List<AgentEffect> onResume(long now) {
        return take(state.onResume(now));
    }

    /** Resets the connection, for example because a frame has been stuck in it for too long, and reconnects. */
    public List<AgentEffect> giveUp(LinkCause cause, long now) {
        return take(state.onGivenUp(cause, now, random.nextDouble()));
    }

    /**
     * The agent is to be reached in another way: the transport closes an open connection with code 1000 and gives up an attempt. The next
     * attempt is due at once: call {@link #onTime}.
     */
    public List<AgentEffect> startAnew(LinkCause why, long now) {
        return take(state.onStartAnew(why, now));
    }

    /** The daemon stops: the transport closes an open connection with code 1000; {@link #isStopped} is true after that. */
    public List<AgentEffect> stop(long now) {
        return take(state.onStop(now));
    }

    /** Passes each event to the state. */
    private final class Steps implements LinkEvent.Handler<Step> {
        @Override
        public Step opened(LinkEvent.Opened event, long now) {
            return state.onOpened(event.description(), now);
        }

        @Override
        public Step heard(LinkEvent.Heard event, long now) {
            return state.onHeard(now);
        }

        @Override
        public Step text(LinkEvent.Text event, long now) {
            return state.onText(event.text(), now);
        }

        @Override
        public Step sent(LinkEvent.Sent event, long now) {
            return state.onSent(now);
        }

        @Override
        public Step confirmed(LinkEvent.Confirmed event, long now) {
            return state.onConfirmed(event.mark(), now);
        }

        @Override
        public Step lost(LinkEvent.Lost event, long now) {
            return state.onLost(event.cause(), now, random.nextDouble());
        }
    }

    private List<AgentEffect> take(Step step) {
        state = step.next();
        return step.effects();
    }
}
