package nbe.pcsc.binding;

/** What to do about a PC/SC return code. */
public enum Recovery {
    /** Nothing: the call succeeded, timed out, or was cancelled. */
    NONE,
    /** Try the same step again with a new connection to the card: it may succeed a moment later. */
    AGAIN,
    /** Another program has the card to itself: try the same step again, for a second. */
    WAIT_FOR_HOLDER,
    /** The card has left: wait for the next one. */
    CARD_GONE,
    /** The reader has left, or the list of readers is out of date: read the list again. */
    READER_GONE,
    /** The service refuses us: an administrator has to allow it. */
    ASK_ADMINISTRATOR,
    /** Drop every handle and make a new context; so for every unknown code, too. */
    NEW_CONTEXT
}
