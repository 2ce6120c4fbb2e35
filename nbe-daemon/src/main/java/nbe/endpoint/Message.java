package nbe.endpoint;

/**
 * A message to the agent.
 *
 * @param operation the operation that {@code text} names
 * @param text the message as JSON
 */
public record Message(String operation, String text) {}
