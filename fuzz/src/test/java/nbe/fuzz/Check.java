package nbe.fuzz;

/** Conditions that a target checks. */
public final class Check {
    private Check() {}

    /** Throws an AssertionError with this text if the condition is false; the fuzzer reports it as a finding. */
    public static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** Throws if the two are not equal. */
    public static void equal(Object expected, Object actual, String what) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": expected " + expected + ", got " + actual);
        }
    }
}
