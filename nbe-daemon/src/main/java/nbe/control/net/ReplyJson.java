package nbe.control.net;

import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what is answered as JSON. Loaded with the first answer: the daemon of a site where nobody asks does without Jackson's mapper. Any
 * thread.
 */
public final class ReplyJson {
    /** With Jackson's defaults. */
    public static final JsonMapper MAPPER = new JsonMapper();

    private ReplyJson() {}
}
