package nbe.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.dongle.SimulatedAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dongle delivers the rates that the figures name, and a tap where one is claimed. Simulated time. */
class StreetTest {
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @ValueSource(ints = {500, 2000, 5000})
    void theRateIsWhatWasAskedFor(int rate) {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        Street.of(rate, new SplittableRandom(2)).forEach(device -> air.add(device, 0));
        int seconds = 10;
        assertEquals(rate * seconds, heard(air, seconds).size(), rate * seconds * 0.02);
    }

    @Test
    void anEmptyStreetIsSilent() {
        assertTrue(Street.of(0, new SplittableRandom(2)).isEmpty());
        assertTrue(Street.foreign(0, new SplittableRandom(2)).isEmpty());
    }

    @Test
    void theTappingBandIsHeardSixDecibelsBelowTheThresholdAndAboveItInTurn() {
        int taps = 20;
        TappingBand band = new TappingBand(DeviceAddress.parse("C2:FA:D7:F0:D7:96"), taps, () -> 7);
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        air.add(band, 0);
        List<Packet> heard = heard(air, 10);
        assertEquals(2 * taps, heard.size());
        for (int i = 0; i < heard.size(); i++) {
            assertEquals(i % 2 == 0 ? -60 : -40, heard.get(i).integer("rssi"), "advertisement " + i);
        }
        assertEquals(taps, band.near().size());
    }

    /** What a host is told of this air in so many simulated seconds. */
    private static List<Packet> heard(Air air, int seconds) {
        SimulatedAdapter adapter = SimulatedAdapter.on(air, 3);
        adapter.plug(0);
        adapter.hostOpened(0);
        command(adapter, Packet.command(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 1));
        command(adapter, Packet.command(Command.GAP_DISCOVER, 2));
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        List<Packet> heard = new ArrayList<>();
        for (long now = 0; now <= seconds * SECOND; now += SECOND / 1000) {
            adapter.advance(now);
            byte[] bytes = adapter.takeOutput(now);
            framer.append(bytes, 0, bytes.length, now);
            while (framer.next(now)) {
                if (framer.packet().isAdvertisement()) {
                    heard.add(framer.packet().toPacket());
                }
            }
        }
        assertEquals(0, adapter.droppedEvents());
        return heard;
    }

    private static void command(SimulatedAdapter adapter, Packet packet) {
        byte[] bytes = packet.encode();
        adapter.receive(bytes, 0, bytes.length, 0);
    }
}
