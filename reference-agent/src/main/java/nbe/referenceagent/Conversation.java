package nbe.referenceagent;

/** What one side does with a client: endpoints and NEAs each have their own. */
interface Conversation {
    void opened();

    void said(String text);

    /** The last call. */
    void ended(String why);
}
