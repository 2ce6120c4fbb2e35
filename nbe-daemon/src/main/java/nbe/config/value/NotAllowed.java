package nbe.config.value;

import nbe.agent.link.UrlFault;

/**
 * A {@link ValueType} rejects the value of a setting. The readers of configuration files and variables catch it and make an error message:
 * the name of the key, {@link #wrong}, and {@link #allowed}.
 */
public final class NotAllowed extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int WHOLE_VALUE = -1;

    private final String allowed;
    private final int element;

    public NotAllowed(String wrong, String allowed) {
        this(wrong, allowed, WHOLE_VALUE);
    }

    private NotAllowed(String wrong, String allowed, int element) {
        super(wrong, null, false, false);
        this.allowed = allowed;
        this.element = element;
    }

    /** @param allowed the allowed values in words; the message adds the rule of the fault */
    static NotAllowed of(UrlFault fault, String allowed) {
        String why = fault.why();
        String wrong = fault.shown()
                .map(url -> "is " + TomlWords.shortened(url) + (why.isEmpty() ? "" : ", " + why))
                .orElse(why);
        return new NotAllowed(wrong, allowed + (fault.rule().isEmpty() ? "" : "; " + fault.rule()));
    }

    /** The same error in one element of an array. */
    NotAllowed inElement(int index) {
        return new NotAllowed(getMessage(), allowed, index);
    }

    /** What is wrong with the value, as in {@code is 1001}. */
    public String wrong() {
        return getMessage();
    }

    /** The allowed values, in words that follow "allowed:". */
    public String allowed() {
        return allowed;
    }

    public boolean isInElement() {
        return element != WHOLE_VALUE;
    }

    /** Index in the array, if {@link #isInElement()}. */
    public int element() {
        return element;
    }
}
