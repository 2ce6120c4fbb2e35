package nbe.daemon;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.agent.AgentLinks;
import nbe.agent.link.AgentLink;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.NettyTransport;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.endpoint.CoreChange;
import nbe.endpoint.CoreEvent;
import nbe.endpoint.Identity;
import nbe.endpoint.Inbox;

/** The way to the agent that the configuration names, and another in its place when it changes. Any thread. */
final class AgentPath {
    private final Identity identity;
    private final Inbox inbox;
    private final LongSupplier nanos;
    private final Consumer<String> refused;
    private final NettyTransport transport;
    private final AgentLink link;

    /**
     * @param identity whose {@code endpoint_id} a change replaces
     * @param refused gets the operation of every message that the agent refused
     */
    AgentPath(
            Settings settings,
            Identity identity,
            Inbox inbox,
            LongSupplier nanos,
            InstantSource wall,
            ThreadFactory threads,
            Consumer<String> refused) {
        this.identity = identity;
        this.inbox = inbox;
        this.nanos = nanos;
        this.refused = refused;
        LinkTarget target = settings.link();
        transport = new NettyTransport(target, event -> inbox.post(new CoreEvent.FromLink(event)), wall, threads);
        link = AgentLinks.over(transport, target, nanos, refused);
    }

    /** The link of the start. */
    AgentLink link() {
        return link;
    }

    /** The core ends the connection and begins the next by these settings. */
    void use(Settings settings) {
        LinkTarget target = settings.link();
        Identity changed = new Identity(settings.value(Setting.ENDPOINT_ID), identity.version(), identity.platform());
        inbox.post(new CoreEvent.Changed(new CoreChange.Agent(changed, numbers -> {
            transport.use(target);
            return AgentLinks.after(numbers, transport, target, nanos, refused);
        })));
    }

    /** Certificates on the way to the agent that are about to expire, in one line each. */
    List<String> warnings() {
        return transport.warnings();
    }

    /** Ends every connection, within half a second. */
    void close() {
        transport.close();
    }
}
