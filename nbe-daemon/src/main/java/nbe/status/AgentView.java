package nbe.status;

import java.util.Optional;
import nbe.agent.link.AgentEffect;
import nbe.agent.link.LinkCause;
import nbe.control.status.AgentRow.State;

/**
 * The link to the agent at one moment. Immutable.
 *
 * @param sinceNanos when the state began, monotonic
 * @param lastFailure since the last connection; empty while there is one
 */
record AgentView(State state, long sinceNanos, Optional<LinkCause> lastFailure) {
    /** No attempt yet. */
    static AgentView atStart(long now) {
        return new AgentView(State.WAITING, now, Optional.empty());
    }

    /** What follows from an effect; this one if nothing does. */
    AgentView after(AgentEffect effect, long now) {
        Next next = new Next();
        effect.on(next, now);
        return next.view;
    }

    private final class Next implements AgentEffect.Handler {
        private AgentView view = AgentView.this;

        @Override
        public void connect(AgentEffect.Connect effect, long now) {
            view = new AgentView(State.CONNECTING, now, lastFailure);
        }

        @Override
        public void opened(AgentEffect.Opened effect, long now) {
            view = new AgentView(State.CONNECTED, now, Optional.empty());
        }

        @Override
        public void linkLost(AgentEffect.LinkLost effect, long now) {
            failed(effect.cause(), now);
        }

        @Override
        public void connectFailed(AgentEffect.ConnectFailed effect, long now) {
            failed(effect.cause(), now);
        }

        private void failed(LinkCause cause, long now) {
            boolean ours = cause.kind() == LinkCause.Kind.CLOSED_BY_US;
            view = new AgentView(State.WAITING, now, ours ? lastFailure : Optional.of(cause));
        }

        @Override
        public void ping(AgentEffect.Ping effect, long now) {}

        @Override
        public void close(AgentEffect.Close effect, long now) {}

        @Override
        public void abort(AgentEffect.Abort effect, long now) {}

        @Override
        public void settled(AgentEffect.Settled effect, long now) {}

        @Override
        public void received(AgentEffect.Received effect, long now) {}

        @Override
        public void sent(AgentEffect.Sent effect, long now) {}

        @Override
        public void confirmed(AgentEffect.Confirmed effect, long now) {}
    }
}
