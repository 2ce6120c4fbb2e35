package nbe.agent.link;

/** Carries out what concerns the transport, and ignores the reports. */
public final class CommandsOnly extends TransportEffects {
    public CommandsOnly(AgentTransport transport) {
        super(transport);
    }

    @Override
    public void opened(AgentEffect.Opened effect, long now) {}

    @Override
    public void settled(AgentEffect.Settled effect, long now) {}

    @Override
    public void received(AgentEffect.Received effect, long now) {}

    @Override
    public void sent(AgentEffect.Sent effect, long now) {}

    @Override
    public void confirmed(AgentEffect.Confirmed effect, long now) {}

    @Override
    public void linkLost(AgentEffect.LinkLost effect, long now) {}

    @Override
    public void connectFailed(AgentEffect.ConnectFailed effect, long now) {}
}
