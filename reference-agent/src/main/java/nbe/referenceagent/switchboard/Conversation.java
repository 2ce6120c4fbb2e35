package nbe.referenceagent.switchboard;

/** What one side does with a client: endpoints and NEAs each have their own. */
public interface Conversation {
    void opened();

    void said(String text);

    /** The last call. */
    void ended(String why);
}
