package nbe.referenceagent.switchboard;

/** Hears what happens at a {@code ReferenceAgent}. */
@FunctionalInterface
public interface AgentListener {
    /**
     * Is called for one event after the other, on a thread of its own ({@code agent-story}): it may block, and then misses events
     * beyond {@value Story#QUEUED_AT_MOST}, which are counted and reported as {@link AgentEvent.Skipped}. An exception is logged.
     */
    void happened(AgentEvent event);
}
