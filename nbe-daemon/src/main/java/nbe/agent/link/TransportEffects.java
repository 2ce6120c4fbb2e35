package nbe.agent.link;

/**
 * Performs the effects of {@link AgentMachine} that are commands to the transport: connect, ping, close, abort. The subclass in the core
 * handles the others, which are reports. On the core's thread.
 */
public abstract class TransportEffects implements AgentEffect.Handler {
    private final AgentTransport transport;

    protected TransportEffects(AgentTransport transport) {
        this.transport = transport;
    }

    @Override
    public final void connect(AgentEffect.Connect effect, long now) {
        transport.connect(effect.link());
    }

    @Override
    public final void ping(AgentEffect.Ping effect, long now) {
        transport.ping(effect.link());
    }

    @Override
    public final void close(AgentEffect.Close effect, long now) {
        transport.close(effect.link(), effect.code(), effect.reason());
    }

    @Override
    public final void abort(AgentEffect.Abort effect, long now) {
        transport.abort(effect.link(), effect.cause());
    }
}
