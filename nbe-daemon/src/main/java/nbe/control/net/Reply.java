package nbe.control.net;

/** The answer to one request. Exactly one method is called, once, on any thread; after the client has left it does nothing. */
public interface Reply {
    /** JSON in UTF-8. */
    void json(int status, byte[] json);

    /** {@code {"error": text}}. */
    void error(int status, String text);

    /** Text in UTF-8, status 200. */
    void text(String contentType, String text);

    /** Status 200 and a body that goes on until one side ends it. */
    ReplyStream stream(String contentType);
}
