package nbe.bgapi.machine;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/**
 * What brings a dongle into order, in this order, whatever it was left in. It goes on scanning, advertising or holding a
 * connection when its host dies, so first all of that is ended; a reset, which takes it off the bus, is the last resort.
 */
enum OrderStep {
    /** 0x0181 means that nothing was running. */
    END_PROCEDURE(Command.GAP_END_PROCEDURE),
    SET_MODE(Command.GAP_SET_MODE),
    GET_CONNECTIONS(Command.SYSTEM_GET_CONNECTIONS),
    /** Once a handle; 0x0186 means that there was no such connection. */
    DISCONNECT(Command.CONNECTION_DISCONNECT),
    HELLO(Command.SYSTEM_HELLO),
    GET_INFO(Command.SYSTEM_GET_INFO),
    ADDRESS_GET(Command.SYSTEM_ADDRESS_GET),
    SET_FILTERING(Command.GAP_SET_FILTERING),
    SET_SCAN_PARAMETERS(Command.GAP_SET_SCAN_PARAMETERS),
    DISCOVER(Command.GAP_DISCOVER);

    /**
     * Scan interval and window in units of 625 µs, here 125 ms. Equal, so that the radio is never deaf. It stays this long
     * on each of the three advertising channels: longer than a band's advertising interval of up to 100 ms, so that every
     * stay can hear every band, and short enough that a tap's window of half a second has samples of all three.
     */
    static final int SCAN_INTERVAL = 0x00C8;

    private static final int ACTIVE = 1; // the payload may be in the scan response
    private static final int OBSERVATION = 2; // reports everything, not only what calls itself discoverable

    private final Command command;

    OrderStep(Command command) {
        this.command = command;
    }

    Command command() {
        return command;
    }

    /**
     * What follows once this is through.
     *
     * @throws IllegalStateException at the last step, behind which lies scanning
     */
    OrderStep next() {
        return switch (this) {
            case END_PROCEDURE -> SET_MODE;
            case SET_MODE -> GET_CONNECTIONS;
            case GET_CONNECTIONS -> DISCONNECT;
            case DISCONNECT -> HELLO;
            case HELLO -> GET_INFO;
            case GET_INFO -> ADDRESS_GET;
            case ADDRESS_GET -> SET_FILTERING;
            case SET_FILTERING -> SET_SCAN_PARAMETERS;
            case SET_SCAN_PARAMETERS -> DISCOVER;
            case DISCOVER -> throw new IllegalStateException("nothing is sent after " + this);
        };
    }

    /** True if a result other than success means that it will not scan. */
    boolean mustSucceed() {
        return this == SET_FILTERING || this == SET_SCAN_PARAMETERS || this == DISCOVER;
    }

    Packet packet(int handle) {
        return switch (this) {
            case END_PROCEDURE, GET_CONNECTIONS, HELLO, GET_INFO, ADDRESS_GET -> Packet.command(command);
            case SET_MODE -> Packet.command(command, 0, 0);
            case DISCONNECT -> Packet.command(command, handle);
            case SET_FILTERING ->
                Packet.command(command, 0, 0, 0); // all devices, and each packet, not each device once
            case SET_SCAN_PARAMETERS -> Packet.command(command, SCAN_INTERVAL, SCAN_INTERVAL, ACTIVE);
            case DISCOVER -> Packet.command(command, OBSERVATION);
        };
    }
}
