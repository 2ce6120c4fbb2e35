package nbe.referenceagent.message;

import tools.jackson.databind.JsonNode;

/** A message that is answered with an {@code error} of status 4000. */
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1;

    private final transient JsonNode exchange;

    /** @param exchange of the message, for the answer */
    public MalformedMessage(JsonNode exchange, String what) {
        super(what, null, false, false);
        this.exchange = exchange;
    }

    /** The {@code error} message to send back. */
    public String answer() {
        return Message.error(exchange, Message.MALFORMED, "Malformed message", getMessage());
    }
}
