package nbe.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is what it says: every packet of the stream is found, and sorted rightly. */
class DecodeBenchmarkTest {
    private static DecodeBenchmark filled(int bandPercent) {
        DecodeBenchmark benchmark = new DecodeBenchmark();
        benchmark.bandPercent = bandPercent;
        benchmark.fill();
        return benchmark;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 100})
    void theBareLoopsStepOverEveryPacket(int bandPercent) {
        DecodeBenchmark benchmark = filled(bandPercent);
        assertEquals(BusyStream.PACKETS, benchmark.bareWhole());
        assertEquals(BusyStream.PACKETS, benchmark.barePortions());
        assertEquals(BusyStream.PACKETS, benchmark.barePortions(), "a second time over");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 100})
    void decodingLetsTheBandsThroughAndNobodyElse(int bandPercent) {
        DecodeBenchmark benchmark = filled(bandPercent);
        int bands = BusyStream.of(bandPercent).bandPackets();
        benchmark.decode();
        benchmark.decode();
        assertEquals(2L * BusyStream.PACKETS, benchmark.packets());
        assertEquals(0, benchmark.skippedBytes());
        assertEquals(2L * bands, benchmark.sightings());
        assertEquals(2L * (BusyStream.PACKETS - bands), benchmark.foreign());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 100})
    void tenPayloadsLetTheSameBandsThrough(int bandPercent) {
        DecodeBenchmark benchmark = filled(bandPercent);
        int bands = BusyStream.of(bandPercent).bandPackets();
        benchmark.decodeTenPayloads();
        assertEquals(bands, benchmark.sightings());
        assertEquals(BusyStream.PACKETS - bands, benchmark.foreign());
    }

    @Test
    void framingFindsEveryPacket() {
        DecodeBenchmark benchmark = filled(5);
        benchmark.frame();
        assertEquals(BusyStream.PACKETS, benchmark.packets());
        assertEquals(0, benchmark.skippedBytes());
    }

    @Test
    void trackingTellsOfEachBandOnceWithoutAndOnceWithItsProximity() {
        DecodeBenchmark benchmark = filled(100);
        long events = benchmark.decodeAndTrack();
        assertEquals(BusyStream.PACKETS, benchmark.packets());
        assertTrue(
                events >= 2L * Street.BANDS && events < 3L * Street.BANDS, events + " events: few bands change again");
    }

    @Test
    void aTwentiethOfTheStreamIsTheBands() {
        int bands = BusyStream.of(Street.BAND_PERCENT).bandPackets();
        assertEquals(0.05, (double) bands / BusyStream.PACKETS, 0.01);
    }
}
