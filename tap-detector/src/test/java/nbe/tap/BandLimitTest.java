package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How many bands are kept, and what happens to the one that has to go. */
class BandLimitTest {
    @Test
    void tenThousandBandsArePresentAtOnceAndOneMoreSendsTheOldestAway() {
        Air air = new Air(Air.mean(10));
        for (int i = 0; i < 10_000; i++) {
            air.band = new BandAddress(i);
            air.hear(i * 0.001, -70);
        }
        assertEquals(10_000, air.tracker.present().size());
        assertEquals(10_000, air.tracker.presentCount());
        assertEquals(0, air.tracker.evictions());
        air.band = new BandAddress(0);
        air.hear(10.5, -70);
        air.said.clear();
        air.band = new BandAddress(99_999);
        List<BandEvent> events = air.hear(11, -70);
        assertEquals(2, events.size());
        assertEquals(new BandAddress(1), events.get(0).band());
        assertEquals("absent unknown 0", Air.words((BandEvent.PresenceChanged) events.get(0)));
        assertEquals(new BandAddress(99_999), events.get(1).band());
        assertEquals(10_000, air.tracker.present().size());
        assertEquals(10_000, air.tracker.presentCount());
        assertEquals(1, air.tracker.evictions());
        assertTrue(air.tracker.presence(new BandAddress(1)).isEmpty());
    }

    @Test
    void anAbsentBandGoesFirstAndWithoutAWord() {
        Air air = new Air(new BandTracker(Air.mean(10), 2));
        air.hear(0, -70);
        air.band = Air.OTHER;
        air.hear(1, -70);
        air.flags = Air.OFF_BODY;
        air.hear(2, -70);
        air.flags = Air.WEAK;
        air.band = new BandAddress(5);
        assertEquals(1, air.hear(3, -70).size());
        assertEquals(0, air.tracker.evictions(), "it was absent anyway");
        assertEquals(
                List.of(Air.BAND, new BandAddress(5)),
                air.tracker.present().stream()
                        .map(BandEvent.PresenceChanged::band)
                        .toList());
    }

    @Test
    void aFloodOfBandsThatWereNeverEnrolledTakesNoRoom() {
        Air air = new Air(new BandTracker(Air.mean(10), 2));
        air.hear(0, -70);
        air.flags = Air.NOT_ENROLLED;
        for (int i = 0; i < 100; i++) {
            air.band = new BandAddress(1000 + i);
            air.hear(1, -70);
        }
        assertEquals(1, air.said.size());
        assertEquals(1, air.tracker.present().size());
    }

    @Test
    void aSightingThatChangesNothingAllocatesNothing() {
        for (TapRule rule : TapRule.values()) {
            BandTracker tracker = new BandTracker(rule == TapRule.MEAN ? Air.mean(10) : Air.adaptive(10));
            Sighting[] sightings = new Sighting[40_000];
            for (int i = 0; i < sightings.length; i++) {
                BandAddress band = new BandAddress(i % 10);
                sightings[i] = new Sighting(band, -55 - i % 7, true, true, true, 0, i * 10_000_000L, 0);
            }
            ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            int half = sightings.length / 2;
            long changes = 0;
            long before = 0;
            for (int i = 0; i < sightings.length; i++) {
                if (i == half) {
                    before = thread.getCurrentThreadAllocatedBytes();
                    changes = 0;
                }
                changes += tracker.onSighting(sightings[i]).size()
                        + tracker.onTime(sightings[i].atNanos()).size();
            }
            long allocated = thread.getCurrentThreadAllocatedBytes() - before;
            assertEquals(0, changes, rule.word());
            assertTrue(allocated < half, rule.word() + ": " + allocated + " bytes for " + half + " sightings");
        }
    }

    /** 600 invented bands send 8,192 advertisements each, one behind the other: rings of 44 MB if nobody took them back. */
    @Test
    void bandsThatSendABurstAndFallSilentDoNotFillTheMemory() {
        TapSettings patient = new TapSettings(TapRule.ADAPTIVE, 10, 50, -42, -60, -64, Duration.ofHours(1));
        BandTracker tracker = new BandTracker(patient);
        long before = usedBytes();
        long at = 0;
        for (int band = 0; band < 600; band++) {
            for (int i = 0; i < 8_192; i++) {
                at += 200_000; // 5,000 a second
                tracker.onSighting(new Sighting(new BandAddress(band), -70, true, true, true, 0, at, 0));
            }
        }
        long grown = usedBytes() - before;
        assertEquals(600, tracker.present().size());
        assertTrue(grown < 15_000_000, grown + " bytes");
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void whatIsToldAlwaysDiffersFromWhatWasToldBeforeAndTheSnapshotAgrees() {
        for (long seed = 0; seed < 150; seed++) {
            randomCrowd(seed);
        }
    }

    private static void randomCrowd(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Air air = new Air(new BandTracker(seed % 2 == 0 ? Air.mean(10) : Air.adaptive(10), random.nextInt(1, 8)));
        Map<BandAddress, String> told = new HashMap<>();
        double seconds = 0;
        for (int i = 0; i < 2_000; i++) {
            seconds += random.nextInt(50) == 0 ? random.nextDouble() * 40 : random.nextDouble() * 0.3;
            air.band = new BandAddress(random.nextInt(10));
            air.flags = random.nextInt(4) == 0 ? random.nextInt(8) : Air.WEAK;
            air.serviceRequestState = random.nextInt(20) == 0 ? 1 : 0;
            air.adapter = random.nextInt(6);
            air.said.clear();
            double back = random.nextInt(10) == 0 ? random.nextDouble() * 5 : 0;
            air.hear(seconds - back, random.nextInt(-130, 5));
            if (random.nextInt(5) == 0) {
                air.time(seconds);
                assertTrue(air.tracker.deadlineNanos() > Air.nanos(seconds), "seed " + seed);
            }
            for (BandEvent.PresenceChanged presence : air.presences()) {
                String words = Air.words(presence);
                String before = told.getOrDefault(presence.band(), "absent");
                assertTrue(!words.equals(before), () -> "seed " + seed + ": told twice: " + words);
                assertTrue(
                        !(before.startsWith("absent") && words.startsWith("absent")),
                        () -> "seed " + seed + ": absent before: " + presence);
                told.put(presence.band(), words);
            }
            Map<BandAddress, String> snapshot = new HashMap<>();
            air.tracker.present().forEach(presence -> snapshot.put(presence.band(), Air.words(presence)));
            Map<BandAddress, String> expected = new HashMap<>(told);
            expected.values().removeIf(words -> words.startsWith("absent"));
            assertEquals(expected, snapshot, "seed " + seed);
        }
    }
}
