package nbe.simulator.dongle;

import static nbe.simulator.dongle.Bench.MILLIS;
import static nbe.simulator.dongle.Bench.SECONDS;
import static nbe.simulator.dongle.Bench.advertisements;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.Crowd;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.scene.ScenePlayer;
import nbe.simulator.scene.Scenes;
import org.junit.jupiter.api.Test;

/** What the simulated adapter reports while it scans. */
class SimulatedScanTest extends SimulatedAdapterRig {
    @Test
    void aBandIsReportedWhileItObserves() {
        addBand();
        bench.observe();
        List<Packet> heard = advertisements(bench.pass(10 * SECONDS));
        assertEquals(10 / 0.105, heard.size(), 3);
        for (Packet packet : heard) {
            assertEquals(ADDRESS.value(), packet.number("sender"));
            assertEquals(1, packet.integer("address_type"));
            assertEquals(0xFF, packet.integer("bond"));
            assertEquals(0, packet.integer("packet_type"));
            assertEquals(-56, packet.integer("rssi"));
            assertEquals("02010606ffb201010700", packet.octets("data").toString());
        }
    }

    @Test
    void nothingIsReportedBeforeDiscoverAndAfterEndProcedure() {
        addBand();
        assertEquals(List.of(), bench.pass(2 * SECONDS));
        bench.observe();
        assertTrue(bench.pass(2 * SECONDS).size() > 15);
        bench.ask(Command.GAP_END_PROCEDURE);
        assertEquals(List.of(), bench.pass(2 * SECONDS));
        assertEquals(Long.MAX_VALUE, bench.adapter.deadline());
    }

    @Test
    void scanResponsesComeOnlyWhileItScansActively() {
        addBand().payloadInScanResponse(true);
        bench.ask(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 0);
        bench.ask(Command.GAP_DISCOVER, 2);
        List<Packet> passive = advertisements(bench.pass(2 * SECONDS));
        assertTrue(passive.size() > 15 && passive.stream().allMatch(packet -> packet.integer("packet_type") == 0));
        bench.ask(Command.GAP_END_PROCEDURE);
        bench.observe();
        List<Packet> active = advertisements(bench.pass(2 * SECONDS));
        long responses = active.stream()
                .filter(packet -> packet.integer("packet_type") == 4)
                .peek(packet ->
                        assertEquals("06ffb201010700", packet.octets("data").toString()))
                .count();
        assertEquals(active.size() / 2, responses);
        assertTrue(responses > 15);
    }

    @Test
    void itListensPassivelyAndPartOfTheTimeUnlessTold() {
        addBand().payloadInScanResponse(true);
        bench.ask(Command.GAP_DISCOVER, 2);
        List<Packet> heard = advertisements(bench.pass(60 * SECONDS));
        assertEquals(60 / 0.105 * 50 / 75, heard.size(), 60);
        assertTrue(heard.stream().allMatch(packet -> packet.integer("packet_type") == 0));
    }

    @Test
    void duplicateFilteringShowsEachPacketOnce() {
        addBand().payloadInScanResponse(true);
        bench.ask(Command.GAP_SET_FILTERING, 0, 0, 1);
        bench.observe();
        assertEquals(2, bench.pass(5 * SECONDS).size());
        bench.ask(Command.GAP_END_PROCEDURE);
        bench.observe();
        assertEquals(2, bench.pass(5 * SECONDS).size(), "anew with each discovery");
    }

    @Test
    void theWhitelistHidesEverybodyElse() {
        addBand();
        VirtualBand other = new VirtualBand(Scenes.BOB, Duration.ofMillis(100), 1);
        bench.air.add(other, bench.now);
        bench.ask(Command.SYSTEM_WHITELIST_APPEND, Scenes.BOB.value(), 1);
        bench.ask(Command.GAP_SET_FILTERING, 1, 0, 0);
        bench.observe();
        Set<Long> senders = new HashSet<>();
        bench.pass(3 * SECONDS).forEach(packet -> senders.add(packet.number("sender")));
        assertEquals(Set.of(Scenes.BOB.value()), senders);
    }

    @Test
    void onlyObservationReportsWhatIsNotDiscoverable() {
        for (int flags : new int[] {0, 1, 2}) {
            bench.air.add(new StillDevice(flags), bench.now);
        }
        assertEquals(Set.of(1), flagsHeard(0), "limited");
        assertEquals(Set.of(1, 2), flagsHeard(1), "generic");
        assertEquals(Set.of(0, 1, 2), flagsHeard(2), "observation");
    }

    private Set<Integer> flagsHeard(int mode) {
        bench.ask(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 1);
        assertEquals(OK, bench.result(Command.GAP_DISCOVER, mode));
        Set<Integer> heard = new HashSet<>();
        for (Packet packet : bench.pass(3 * SECONDS)) {
            heard.add((int) packet.number("sender") & 0xF);
        }
        assertEquals(OK, bench.result(Command.GAP_END_PROCEDURE));
        return heard;
    }

    /** Advertises its number in its flags and its address, and has a scan response. */
    private record StillDevice(int number) implements AirDevice {
        @Override
        public DeviceAddress address(long nowNanos) {
            return new DeviceAddress(0xC0_0000_0000_00L + number, true);
        }

        @Override
        public long advertisingIntervalNanos() {
            return 100 * MILLIS;
        }

        @Override
        public int packetType() {
            return CONNECTABLE;
        }

        @Override
        public double metres(long nowNanos) {
            return 1;
        }

        @Override
        public java.util.Optional<AdvertisingData> advertisement(long nowNanos) {
            return java.util.Optional.of(AdvertisingData.flags(number));
        }

        @Override
        public java.util.Optional<AdvertisingData> scanResponse(long nowNanos) {
            return java.util.Optional.of(AdvertisingData.EMPTY.andName("n"));
        }
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertArrayEquals(recording(11), recording(11));
        assertFalse(java.util.Arrays.equals(recording(11), recording(12)));
    }

    private static byte[] recording(long seed) {
        Bench some = Bench.ready(RadioModel.OFFICE, seed);
        ScenePlayer.start(Scenes.worker(), some.air, some.now, 1, event -> {});
        Crowd.of(200, new SplittableRandom(seed)).forEach(device -> some.air.add(device, some.now));
        some.observe();
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        long end = some.now + 60 * SECONDS;
        while (some.now < end) {
            some.now += 50 * MILLIS;
            some.adapter.advance(some.now);
            bytes.writeBytes(some.adapter.takeOutput(some.now));
        }
        assertTrue(bytes.size() > 200_000, () -> "only " + bytes.size() + " bytes");
        return bytes.toByteArray();
    }

    @Test
    void aWeakBandOfTheWorkerSceneIsThereWithinASecond() {
        for (long seed = 0; seed < 50; seed++) {
            Bench some = Bench.ready(RadioModel.OFFICE, seed);
            ScenePlayer.start(Scenes.worker(), some.air, some.now, 1, event -> {});
            some.observe();
            boolean weak = some.pass(SECONDS).stream()
                    .anyMatch(packet -> packet.octets("data").toString().endsWith("ffb201010700"));
            assertTrue(weak, "seed " + seed);
        }
    }
}
