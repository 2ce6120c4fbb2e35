package nbe.config.value;

import nbe.agent.link.UrlFault;

/** A value that a setting does not take. What is wrong reads on after the name of the key. */
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

    /** @param allowed what the setting takes, to which the fault's rule is added */
    static NotAllowed of(UrlFault fault, String allowed) {
        String why = fault.why();
        String wrong = fault.shown()
                .map(url -> "is " + TomlWords.shortened(url) + (why.isEmpty() ? "" : ", " + why))
                .orElse(why);
        return new NotAllowed(wrong, allowed + (fault.rule().isEmpty() ? "" : "; " + fault.rule()));
    }

    /** The same, found in one element of an array. */
    NotAllowed inElement(int index) {
        return new NotAllowed(getMessage(), allowed, index);
    }

    /** As in {@code is 1001}. */
    public String wrong() {
        return getMessage();
    }

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
