/**
 * Stands in for the Nymi Agent: endpoints connect on one listener, NEAs (and the console page) on the other.
 *
 * <p>{@link nbe.referenceagent.ReferenceAgent} is the way in. It is a reading of the contract of its own and shares no code with
 * the daemon. All state lives on one Netty event loop, the thread {@code reference-agent}; a second one, {@code agent-story},
 * hands events to the {@link nbe.referenceagent.AgentListener}.
 */
package nbe.referenceagent;
