package nbe.bgapi.call;

/**
 * How often two connected devices meet, and when they give up (Bluetooth Core vol 6 part B 4.5.1, 4.5.2).
 *
 * @param intervalMin shortest connection interval in units of 1.25 ms, 6 to 3200 (7.5 ms to 4 s)
 * @param intervalMax longest, not below the shortest
 * @param latency connection events that the peripheral may sleep through, 0 to 499
 * @param timeout supervision time-out in units of 10 ms, 10 to 3200 (100 ms to 32 s), more than twice the time from one
 *     meeting to the next
 */
public record ConnectionParameters(int intervalMin, int intervalMax, int latency, int timeout) {
    /** 30 to 50 ms, no latency, 2 s: quick, and the radio has time left for scanning. */
    public static final ConnectionParameters DEFAULT = new ConnectionParameters(24, 40, 0, 200);

    /** @throws IllegalArgumentException if a value is out of range, or the time-out too short for the interval */
    public ConnectionParameters {
        check("intervalMin", intervalMin, 6, 3200);
        check("intervalMax", intervalMax, intervalMin, 3200);
        check("latency", latency, 0, 499);
        check("timeout", timeout, 10, 3200);
        if (timeout * 10.0 <= 2 * (1 + latency) * intervalMax * 1.25) {
            throw new IllegalArgumentException("timeout " + timeout * 10 + " ms is not above twice the "
                    + (1 + latency) * intervalMax * 1.25 + " ms between two meetings");
        }
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed is " + least + " to " + most);
        }
    }
}
