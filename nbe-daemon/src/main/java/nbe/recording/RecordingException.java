package nbe.recording;

import java.util.List;

/** A recording that cannot be used; all that is wrong with it, one line each: {@code file:line:column: what, what is allowed}. */
public final class RecordingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems at least one */
    public RecordingException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<String> problems() {
        return problems;
    }
}
