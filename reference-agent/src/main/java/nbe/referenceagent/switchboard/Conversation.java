package nbe.referenceagent.switchboard;

/** The agent's side of one client connection; endpoints and NEAs have one each. Called on Netty's event loop. */
public interface Conversation {
    /** The first call: messages can be sent. */
    void opened();

    /** The client sent a text message. */
    void received(String text);

    /** The last call. */
    void ended(String why);
}
