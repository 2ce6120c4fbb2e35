package nbe.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;

/** The memory of what was heard and done lately. */
final class RecentTrafficTest {
    private final RecentTraffic traffic = new RecentTraffic();

    @Test
    void aSightingComesBackAsItWas() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        List<Sighting> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Sighting sighting = sighting(random, i);
            all.add(sighting);
            traffic.heard(sighting);
        }
        assertEquals(all, traffic.sightings(), "seed " + seed);
    }

    @Test
    void theExtremesComeBackToo() {
        Sighting low = new Sighting(new BandAddress(0), -128, false, false, false, 0, Long.MIN_VALUE, 0);
        Sighting high =
                new Sighting(new BandAddress(0xFFFF_FFFF_FFFFL), 20, true, true, true, 255, Long.MAX_VALUE, 255);
        traffic.heard(low);
        traffic.heard(high);
        assertEquals(List.of(low, high), traffic.sightings());
    }

    @Test
    void ofMoreThanItKeepsItHasTheLast() {
        Random random = new Random(1);
        List<Sighting> last = new ArrayList<>();
        for (int i = 0; i < RecentTraffic.SIGHTINGS + 100; i++) {
            Sighting sighting = sighting(random, i);
            if (i >= 100) {
                last.add(sighting);
            }
            traffic.heard(sighting);
        }
        assertEquals(last, traffic.sightings());
    }

    @Test
    void whatIsHeardLaterIsNotInACopy() {
        Random random = new Random(2);
        Sighting first = sighting(random, 1);
        traffic.heard(first);
        List<Sighting> copy = traffic.sightings();
        for (int i = 0; i < RecentTraffic.SIGHTINGS; i++) {
            traffic.heard(sighting(random, i));
        }
        assertEquals(List.of(first), copy);
    }

    @Test
    void ofTooManyEventsItHasTheLast() {
        for (int i = 0; i < RecentTraffic.EVENTS + 3; i++) {
            traffic.event(i, "event " + i);
        }
        List<RecentTraffic.TimedEvent> events = traffic.events();
        assertEquals(RecentTraffic.EVENTS, events.size());
        assertEquals(new RecentTraffic.TimedEvent(3, "event 3"), events.get(0));
        assertEquals(
                "event " + (RecentTraffic.EVENTS + 2),
                events.get(events.size() - 1).what());
    }

    private static Sighting sighting(Random random, long at) {
        return new Sighting(
                new BandAddress(random.nextLong(1L << 48)),
                random.nextInt(-103, 21),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(256),
                at,
                random.nextInt(256));
    }
}
