package nbe.pcsc.binding;

import java.util.Optional;

/** A PC/SC call that failed. The message names the call, the code and its value. */
public final class PcscException extends Exception {
    private static final long serialVersionUID = 1L;

    private final PcscCode code;
    private final String remedy;

    /**
     * @param call name of the native function
     * @param value what it returned
     */
    public PcscException(String call, int value) {
        this(PcscCode.of(value), "%s: %s (0x%08X)".formatted(call, PcscCode.of(value), value), null);
    }

    private PcscException(PcscCode code, String message, String remedy) {
        super(message);
        this.code = code;
        this.remedy = remedy;
    }

    /** A failure of a binding that has no value for it, or another message than the native one. */
    public static PcscException of(PcscCode code, String message) {
        return new PcscException(code, message, null);
    }

    /** The same failure; {@code what} says what is wrong and what to do, where that is another thing than its code tells. */
    public PcscException saying(String what) {
        return new PcscException(code, getMessage(), what);
    }

    /** What is wrong and what to do, if {@link #saying} was called; else the code tells it. */
    Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    public PcscCode code() {
        return code;
    }
}
