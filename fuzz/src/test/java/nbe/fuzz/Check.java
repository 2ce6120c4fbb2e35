package nbe.fuzz;

/** What a target demands of its subject. */
public final class Check {
    private Check() {}

    /** Throws an AssertionError with these words if it does not hold: that is what the fuzzer looks for. */
    public static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** The same of two things that must be equal. */
    public static void equal(Object expected, Object actual, String what) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": expected " + expected + ", got " + actual);
        }
    }
}
