package nbe.bgapi.call;

/**
 * Connection interval, latency and supervision time-out of a Bluetooth connection (Bluetooth Core vol 6 part B 4.5.1, 4.5.2). A caller
 * passes it to {@code GattSession.connect} and {@code update}; {@link Gap#connectDirect} and {@link Connection#update} send it to the
 * dongle.
 *
 * @param intervalMin shortest connection interval in units of 1.25 ms, 6 to 3200 (7.5 ms to 4 s)
 * @param intervalMax longest connection interval in units of 1.25 ms, {@code intervalMin} to 3200
 * @param latency how many connection events in a row the peripheral may skip, 0 to 499
 * @param timeout supervision time-out in units of 10 ms, 10 to 3200 (100 ms to 32 s): without a packet for this time the connection is
 *     lost. More than twice the longest interval times (1 + latency)
 */
public record ConnectionParameters(int intervalMin, int intervalMax, int latency, int timeout) {
    /** Interval 30 to 50 ms, latency 0, time-out 2 s: answers arrive quickly, and the radio has time left for scanning. */
    public static final ConnectionParameters DEFAULT = new ConnectionParameters(24, 40, 0, 200);

    /** @throws IllegalArgumentException if a value is out of range, or the time-out is too short for interval and latency */
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
