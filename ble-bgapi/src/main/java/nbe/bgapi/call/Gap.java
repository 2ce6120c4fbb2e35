package nbe.bgapi.call;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/**
 * Makes the commands of BGAPI class 6, gap: scanning and connecting. The adapter's state machine and the states of a session
 * ({@code nbe.bgapi.host}) call it. Each method returns a {@link Call} and sends nothing.
 */
public final class Gap {
    private Gap() {}

    /**
     * The answer to gap_connect_direct.
     *
     * @param connection handle that the connection will have; meaningless without success
     */
    public record Connecting(Outcome outcome, int connection) {
        static Connecting of(Packet packet) {
            return new Connecting(Outcome.of(packet), packet.integer("connection_handle"));
        }
    }

    /** Starts scanning. 0x0181: the dongle is scanning or connecting. */
    public static Call<Outcome> discover(DiscoverMode mode) {
        return Call.of(Command.GAP_DISCOVER, Outcome::of, mode.code());
    }

    /** Stops scanning, or an attempt to connect. 0x0181: the dongle was neither scanning nor connecting. */
    public static Call<Outcome> endProcedure() {
        return Call.of(Command.GAP_END_PROCEDURE, Outcome::of);
    }

    /**
     * Starts an attempt to connect: the dongle listens for an advertisement of the device and then connects. The dongle has no time-out;
     * {@link #endProcedure} stops the attempt. A {@link HostEvent.Status} reports success. 0x0181: the dongle is scanning or connecting.
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

    /** Stops advertising, so that other devices cannot connect to the dongle. */
    public static Call<Outcome> setModeOff() {
        return Call.of(Command.GAP_SET_MODE, Outcome::of, 0, 0);
    }

    /**
     * Sets the scan timing for the next {@link #discover}.
     *
     * @param interval units of 625 µs, 4 to 16384 (2.5 ms to 10.24 s)
     * @param window units of 625 µs, not above the interval; equal to the interval: the dongle listens all the time
     * @param active whether the dongle sends scan requests
     */
    public static Call<Outcome> setScanParameters(int interval, int window, boolean active) {
        return Call.of(Command.GAP_SET_SCAN_PARAMETERS, Outcome::of, interval, window, active ? 1 : 0);
    }

    /**
     * Sets which advertisements the dongle reports while it scans.
     *
     * @param whitelistOnly only those of devices on the dongle's whitelist
     * @param dropDuplicates an advertisement of the same device only once
     */
    public static Call<Outcome> setFiltering(boolean whitelistOnly, boolean dropDuplicates) {
        return Call.of(Command.GAP_SET_FILTERING, Outcome::of, whitelistOnly ? 1 : 0, 0, dropDuplicates ? 1 : 0);
    }
}
