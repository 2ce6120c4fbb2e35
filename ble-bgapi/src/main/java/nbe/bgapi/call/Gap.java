package nbe.bgapi.call;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/** Commands of class 6, gap: scanning and connecting. Each gives a call to be sent; nothing is sent here. */
public final class Gap {
    private Gap() {}

    /**
     * The answer to connect_direct.
     *
     * @param connection handle that the connection will have; meaningless without success
     */
    public record Connecting(Outcome outcome, int connection) {
        static Connecting of(Packet packet) {
            return new Connecting(Outcome.of(packet), packet.integer("connection_handle"));
        }
    }

    /** Starts scanning. 0x0181: scanning or connecting runs already. */
    public static Call<Outcome> discover(DiscoverMode mode) {
        return Call.of(Command.GAP_DISCOVER, Outcome::of, mode.code());
    }

    /** Ends scanning, or a connect_direct that has not succeeded yet. 0x0181: neither ran. */
    public static Call<Outcome> endProcedure() {
        return Call.of(Command.GAP_END_PROCEDURE, Outcome::of);
    }

    /**
     * Listens for the device and connects when it advertises, however long that takes: the dongle has no time-out of its own;
     * {@link #endProcedure} gives up. A {@link HostEvent.Status} reports success. 0x0181: scanning or connecting runs.
     *
     * @param address 48 bits, most significant byte first
     */
    public static Call<Connecting> connectDirect(long address, AddressType type, ConnectionParameters parameters) {
        return Call.of(
                Command.GAP_CONNECT_DIRECT,
                Connecting::of,
                address,
                type.code(),
                parameters.intervalMin(),
                parameters.intervalMax(),
                parameters.timeout(),
                parameters.latency());
    }

    /** Neither advertises nor takes connections from here on. */
    public static Call<Outcome> setModeOff() {
        return Call.of(Command.GAP_SET_MODE, Outcome::of, 0, 0);
    }

    /**
     * Scan timing, for the next {@link #discover}.
     *
     * @param interval units of 625 µs, 4 to 16384 (2.5 ms to 10.24 s)
     * @param window the same, not above the interval; equal means that it always listens
     * @param active whether scan requests are sent
     */
    public static Call<Outcome> setScanParameters(int interval, int window, boolean active) {
        return Call.of(Command.GAP_SET_SCAN_PARAMETERS, Outcome::of, interval, window, active ? 1 : 0);
    }

    /** What scanning leaves out. */
    public static Call<Outcome> setFiltering(boolean whitelistOnly, boolean dropDuplicates) {
        return Call.of(Command.GAP_SET_FILTERING, Outcome::of, whitelistOnly ? 1 : 0, 0, dropDuplicates ? 1 : 0);
    }
}
