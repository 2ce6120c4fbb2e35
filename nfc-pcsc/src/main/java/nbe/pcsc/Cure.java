package nbe.pcsc;

/** What to do about a PC/SC return code. */
public enum Cure {
    /** Nothing: the call did what it was asked, or was ended on purpose. */
    NONE,
    /** The same step may well succeed in a moment, with a new connection to the card. */
    AGAIN,
    /** Another program has the card to itself: the same step again, for a second. */
    WAIT_FOR_HOLDER,
    /** The card has left; there is nothing to do until the next one. */
    CARD_GONE,
    /** The reader has left, or the list of readers is out of date: read the list again. */
    READER_GONE,
    /** The service refuses us: an administrator has to act. */
    ASK_ADMINISTRATOR,
    /** Drop every handle and begin with a new context; also for every code that nobody knows. */
    NEW_CONTEXT
}
