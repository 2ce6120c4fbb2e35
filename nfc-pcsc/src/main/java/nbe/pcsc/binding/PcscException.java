package nbe.pcsc.binding;

/** A PC/SC call that failed. The message names the call, the code and its value. */
public final class PcscException extends Exception {
    private static final long serialVersionUID = 1L;

    private final PcscCode code;

    /**
     * @param call name of the native function
     * @param value what it returned
     */
    public PcscException(String call, int value) {
        super("%s: %s (0x%08X)".formatted(call, PcscCode.of(value), value));
        this.code = PcscCode.of(value);
    }

    public PcscCode code() {
        return code;
    }
}
