package nbe.simulator.dongle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Field;
import nbe.bgapi.wire.Octets;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;

/** A simulated adapter on a bench, with its answers. */
abstract class SimulatedAdapterRig {
    static final int OK = 0;

    static final int INVALID = 0x0180;

    static final int WRONG_STATE = 0x0181;

    static final int NOT_CONNECTED = 0x0186;

    static final DeviceAddress ADDRESS = DeviceAddress.parse("C2:FA:D7:F0:D7:96");

    final Bench bench = Bench.ready();

    VirtualBand addBand() {
        VirtualBand band = new VirtualBand(ADDRESS, Duration.ofMillis(100), 1);
        bench.air.add(band, bench.now);
        return band;
    }

    void start(String state) {
        switch (state) {
            case "idle" -> {}
            case "discovering" -> assertEquals(OK, bench.result(Command.GAP_DISCOVER, 2));
            case "connecting" ->
                assertEquals(OK, bench.result(Command.GAP_CONNECT_DIRECT, ADDRESS.value(), 1, 60, 76, 100, 0));
            case "connected" -> bench.adapter.leaveConnected(ADDRESS);
            default -> throw new IllegalArgumentException(state);
        }
    }

    static Object someValue(Field field) {
        return switch (field.type()) {
            case BYTES -> Octets.of((byte) 1, (byte) 2);
            case U8, U16, U32, I8, I16, ADDR -> 1;
        };
    }
}
