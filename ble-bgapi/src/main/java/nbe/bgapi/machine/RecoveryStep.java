package nbe.bgapi.machine;

import java.util.EnumSet;
import java.util.function.IntFunction;
import nbe.bgapi.call.Call;
import nbe.bgapi.call.Connection;
import nbe.bgapi.call.DiscoverMode;
import nbe.bgapi.call.DongleSystem;
import nbe.bgapi.call.Gap;
import nbe.bgapi.wire.Command;

/**
 * Commands that return a dongle to a known state, in sequence. The dongle keeps scanning, advertising and connected after its host has
 * died, so the first ones end all of that; a reset, which takes it off the bus, is the last resort.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum RecoveryStep {
    /** 0x0181 means that nothing was running. */
    END_PROCEDURE(handle -> Gap.endProcedure()),
    SET_MODE(handle -> Gap.setModeOff()),
    GET_CONNECTIONS(handle -> DongleSystem.getConnections()),
    /** Once a handle; 0x0186 means that there was no connection of that handle. */
    DISCONNECT(Connection::disconnect),
    HELLO(handle -> DongleSystem.hello()),
    GET_INFO(handle -> DongleSystem.getInfo()),
    ADDRESS_GET(handle -> DongleSystem.addressGet()),
    /** All devices, and each packet, not each device once. */
    SET_FILTERING(handle -> Gap.setFiltering(false, false)),
    /** Active, since the payload may be in the scan response. */
    SET_SCAN_PARAMETERS(handle -> Gap.setScanParameters(RecoveryStep.SCAN_INTERVAL, RecoveryStep.SCAN_INTERVAL, true)),
    /** Reports everything, not only devices that call themselves discoverable. */
    DISCOVER(handle -> Gap.discover(DiscoverMode.OBSERVATION));

    /**
     * Scan interval and window in units of 625 µs, here 125 ms. Equal, so that the radio is never deaf. It stays this long
     * on each of the three advertising channels: longer than a band's advertising interval of up to 100 ms, so that every
     * stay can hear every band, and short enough that a tap's window of half a second has samples of all three.
     */
    static final int SCAN_INTERVAL = 0x00C8;

    private final IntFunction<Call<?>> call;
    private final Command command;

    RecoveryStep(IntFunction<Call<?>> call) {
        this.call = call;
        this.command = call.apply(0).command();
    }

    Command command() {
        return command;
    }

    /** @param handle of the connection that {@link #DISCONNECT} ends; the others ignore it */
    Call<?> call(int handle) {
        return call.apply(handle);
    }

    /**
     * The step that follows once the answer is there.
     *
     * @throws IllegalStateException at the last step, after which the dongle scans
     */
    RecoveryStep next() {
        return EnumSet.range(this, DISCOVER).stream()
                .skip(1)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing is sent after " + this));
    }

    /** True if a result other than success means that it will not scan. */
    boolean mustSucceed() {
        return this == SET_FILTERING || this == SET_SCAN_PARAMETERS || this == DISCOVER;
    }
}
