package nbe.referenceagent.switchboard;

/** Gets the events of a {@code ReferenceAgent}. */
@FunctionalInterface
public interface AgentListener {
    /**
     * Takes one event. The thread {@code agent-events} calls it and may be blocked: beyond 10,000 waiting events, further ones are
     * counted and reported as {@link AgentEvent.Skipped}. An exception is logged.
     */
    void happened(AgentEvent event);
}
