package nbe.agent.phoenix;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;

/** The topic of this endpoint, with the counters that run on from join to join. On the core's thread. */
final class PhoenixTopic {
    private final String name;
    private final AgentTransport transport;
    private final Consumer<String> refused;
    private long refs;
    private long sockets;

    /**
     * @param numbers WebSockets of the transport so far have numbers up to this one
     * @param refused gets the operation of every message that the agent refused
     */
    PhoenixTopic(String name, AgentTransport transport, long numbers, Consumer<String> refused) {
        this.name = name;
        this.transport = transport;
        this.refused = refused;
        this.sockets = numbers;
    }

    PhoenixSocket newSocket() {
        sockets++;
        return new PhoenixSocket(transport, sockets);
    }

    /** The next reference; no two messages have the same. */
    String nextRef() {
        refs++;
        return Long.toString(refs);
    }

    void refused(String operation) {
        refused.accept(operation);
    }

    /** An event of this topic as a frame. */
    Frame event(String joinRef, String ref, String event, String payload, OptionalLong mark) {
        return new Frame(event, PhoenixMessage.text(Optional.of(joinRef), ref, name, event, payload), mark);
    }

    boolean isOf(PhoenixMessage message) {
        return message.topic().equals(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
