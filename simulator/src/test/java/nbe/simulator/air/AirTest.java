package nbe.simulator.air;

import static nbe.simulator.dongle.Bench.MILLIS;
import static nbe.simulator.dongle.Bench.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.scene.Scenes;
import org.junit.jupiter.api.Test;

class AirTest {
    private static final Scanner ALWAYS = Scanner.of(200, 200, true);
    private static final DeviceAddress ADDRESS = DeviceAddress.parse("C2:FA:D7:F0:D7:96");

    private static List<Reception> listen(RadioModel radio, long seed, long nanos, VirtualBand... bands) {
        Air air = new Air(radio, new SplittableRandom(seed));
        for (VirtualBand band : bands) {
            air.add(band, 0);
        }
        List<Reception> heard = new ArrayList<>();
        air.listen(nanos, ALWAYS, heard::add);
        return heard;
    }

    private static VirtualBand band(long intervalMillis, double metres) {
        return new VirtualBand(ADDRESS, Duration.ofMillis(intervalMillis), metres);
    }

    private static double mean(List<Reception> heard, ToDoubleFunction<Reception> value) {
        return heard.stream().mapToDouble(value).average().orElseThrow();
    }

    private static double sigma(List<Reception> heard) {
        double mean = mean(heard, Reception::rssiDbm);
        return Math.sqrt(mean(heard, reception -> Math.pow(reception.rssiDbm() - mean, 2)));
    }

    @Test
    void theSameSeedGivesTheSamePackets() {
        List<Reception> once = listen(RadioModel.OFFICE, 7, 60 * SECONDS, band(100, 2));
        assertTrue(once.size() > 400, () -> "only " + once.size());
        assertEquals(once, listen(RadioModel.OFFICE, 7, 60 * SECONDS, band(100, 2)));
        assertNotEquals(once, listen(RadioModel.OFFICE, 8, 60 * SECONDS, band(100, 2)));
    }

    @Test
    void theVendorsAirHasTheLevelThatTheVendorNames() {
        assertEquals(-60, RadioModel.VENDOR.meanDbm(0.3), 1e-9);
        assertEquals(RadioModel.CEILING_DBM, RadioModel.VENDOR.meanDbm(0.05), 0.5);
        assertEquals(-70, RadioModel.VENDOR.meanDbm(0.7), 0.5); // rssi_cutoff_close
        assertEquals(-83, RadioModel.VENDOR.meanDbm(2), 0.5); // rssi_cutoff_far
    }

    @Test
    void packetsDoNotDependOnHowOftenItIsAsked() {
        Air air = new Air(RadioModel.OFFICE, new SplittableRandom(7));
        air.add(band(100, 2), 0);
        List<Reception> heard = new ArrayList<>();
        for (long now = 0; now <= 60 * SECONDS; now += 3 * MILLIS) {
            air.listen(now, ALWAYS, heard::add);
        }
        assertEquals(listen(RadioModel.OFFICE, 7, 60 * SECONDS, band(100, 2)), heard);
    }

    @Test
    void anotherDeviceDoesNotChangeWhatTheFirstOneSends() {
        VirtualBand other = new VirtualBand(Scenes.BOB, Duration.ofMillis(333), 5);
        List<Reception> both = listen(RadioModel.OFFICE, 7, 20 * SECONDS, band(100, 2), other);
        assertTrue(both.stream().anyMatch(reception -> reception.sender().equals(Scenes.BOB)));
        assertEquals(
                listen(RadioModel.OFFICE, 7, 20 * SECONDS, band(100, 2)),
                both.stream()
                        .filter(reception -> reception.sender().equals(ADDRESS))
                        .toList());
    }

    @Test
    void advertisingEventsAreAnIntervalAndUpToTenMillisecondsApart() {
        List<Reception> heard = listen(RadioModel.STILL, 3, 200 * SECONDS, band(100, 1));
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 1; i < heard.size(); i++) {
            long gap = heard.get(i).atNanos() - heard.get(i - 1).atNanos();
            shortest = Math.min(shortest, gap);
            longest = Math.max(longest, gap);
        }
        assertTrue(shortest >= 100 * MILLIS && shortest < 101 * MILLIS, "shortest " + shortest);
        assertTrue(longest <= 110 * MILLIS && longest > 109 * MILLIS, "longest " + longest);
        assertEquals(200 / 0.105, heard.size(), 15);
    }

    @Test
    void withoutFadingTheLevelIsThePathLossAlone() {
        for (double metres : new double[] {0.06, 0.1, 0.5, 1, 3, 10}) {
            long expected = Math.round(-38 - 14 * Math.log10(metres / 0.05));
            listen(RadioModel.STILL, 1, 10 * SECONDS, band(100, metres))
                    .forEach(reception -> assertEquals(expected, reception.rssiDbm(), () -> "at " + metres + " m"));
        }
    }

    @Test
    void levelsAreClippedToWhatTheBled112Reports() {
        List<Reception> near = listen(RadioModel.OFFICE, 1, 60 * SECONDS, band(100, 0.01));
        assertTrue(near.size() > 100);
        near.forEach(reception -> assertEquals(RadioModel.CEILING_DBM, reception.rssiDbm()));
        List<Reception> edge = listen(RadioModel.OFFICE, 1, 600 * SECONDS, band(100, 900));
        assertTrue(edge.stream().allMatch(reception -> reception.rssiDbm() >= RadioModel.FLOOR_DBM));
        RadioModel harsh = new RadioModel(-38, 0.05, 3, 4, 0.3, 10, 2, 2.5, 0.05, 0.1);
        assertEquals(List.of(), listen(harsh, 1, 60 * SECONDS, band(100, 50)));
    }

    /** Over many devices, since each has a slow fading of its own. */
    @Test
    void meanAndSpreadOverManyPlacesAreThoseOfTheModel() {
        for (double metres : new double[] {0.5, 1, 3}) {
            List<Reception> all = new ArrayList<>();
            for (long seed = 0; seed < 400; seed++) {
                all.addAll(listen(RadioModel.OFFICE, seed, 2 * SECONDS, band(100, metres)));
            }
            double near = metres / (metres + 0.05);
            // Three zero-mean channel levels: 2/3 of the variance drawn. Rounding adds 1/12 dB².
            double expected = Math.sqrt(near * near * (4 * 4 + 2.5 * 2.5 + 2 * 2 * 2 / 3.0) + 1 / 12.0);
            assertEquals(RadioModel.OFFICE.meanDbm(metres), mean(all, Reception::rssiDbm), 0.6, "mean at " + metres);
            assertEquals(expected, sigma(all), 0.4, "sigma at " + metres);
        }
    }

    @Test
    void slowFadingHoldsForSecondsAndIsForgottenAfterAMinute() {
        RadioModel slowOnly = new RadioModel(-38, 0.05, 1.4, 6, 0.3, 10, 0, 0, 0.05, 0);
        double sumSoon = 0;
        double sumLate = 0;
        int places = 300;
        for (long seed = 0; seed < places; seed++) {
            List<Reception> heard = listen(slowOnly, seed, 70 * SECONDS, band(1000, 2));
            double mean = slowOnly.meanDbm(2);
            double first = heard.get(0).rssiDbm() - mean;
            sumSoon += first * (heard.get(1).rssiDbm() - mean);
            sumLate += first * (heard.get(60).rssiDbm() - mean);
        }
        double variance = 36 * Math.pow(2 / 2.05, 2);
        assertEquals(Math.exp(-0.1), sumSoon / places / variance, 0.2, "after 1 s");
        assertEquals(0, sumLate / places / variance, 0.2, "after 60 s");
    }

    @Test
    void eachOfTheThreeChannelsHasALevelOfItsOwn() {
        RadioModel channels = new RadioModel(-38, 0.05, 1.4, 0, 0.3, 10, 5, 0, 0.05, 0);
        List<Reception> heard = listen(channels, 4, 30 * SECONDS, band(100, 2));
        Set<Integer> levels = new HashSet<>();
        for (int channel = 0; channel < 3; channel++) {
            int wanted = channel;
            Set<Integer> here = new HashSet<>();
            heard.stream()
                    .filter(reception -> reception.channel() == wanted)
                    .forEach(reception -> here.add(reception.rssiDbm()));
            assertEquals(1, here.size(), "levels on channel " + channel);
            levels.addAll(here);
        }
        assertEquals(3, levels.size(), () -> "levels " + levels);
    }

    @Test
    void theShareOfLostPacketsIsThatOfTheModel() {
        int all = listen(RadioModel.STILL, 5, 2000 * SECONDS, band(100, 1)).size();
        int heard = listen(
                        new RadioModel(-38, 0.05, 1.4, 0, 0.3, 10, 0, 0, 0.05, 0.25), 5, 2000 * SECONDS, band(100, 1))
                .size();
        assertEquals(0.75, (double) heard / all, 0.02);
    }

    @Test
    void aWindowShorterThanTheIntervalHearsThatShare() {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(5));
        air.add(band(37, 1), 0);
        List<Reception> heard = new ArrayList<>();
        air.listen(1000 * SECONDS, Scanner.of(75, 50, false), heard::add);
        assertEquals(1000 / 0.042 * 50 / 75, heard.size(), 500);
    }

    @Test
    void timeInWhichNobodyListensIsNotMadeUpFor() {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(5));
        air.add(band(100, 1), 0);
        air.skip(3600 * SECONDS);
        List<Reception> heard = new ArrayList<>();
        air.listen(3601 * SECONDS, ALWAYS, heard::add);
        assertEquals(9, heard.size(), 2);
        assertTrue(heard.get(0).atNanos() > 3600 * SECONDS);
    }

    @Test
    void aDeviceThatIsTakenAwayIsSilent() {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(5));
        VirtualBand band = band(100, 1);
        air.add(band, 0);
        assertThrows(IllegalArgumentException.class, () -> air.add(band, 0));
        air.remove(band);
        assertEquals(Long.MAX_VALUE, air.deadline());
    }

    @Test
    void aCrowdIsAsBusyAsWanted() {
        for (double rate : new double[] {0, 0.5, 20, 475}) {
            Air air = new Air(RadioModel.STILL, new SplittableRandom(2));
            Crowd.of(rate, new SplittableRandom(3)).forEach(device -> air.add(device, 0));
            List<Reception> heard = new ArrayList<>();
            air.listen(100 * SECONDS, Scanner.of(200, 200, false), heard::add);
            assertEquals(rate, heard.size() / 100.0, 0.02 * rate + 0.05, "adverts a second");
        }
    }

    @Test
    void aCrowdHasManyKindsOfDevicesAndNoBandAmongThem() {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(2));
        Crowd.of(500, new SplittableRandom(3)).forEach(device -> air.add(device, 0));
        Set<Integer> types = new HashSet<>();
        Set<Integer> lengths = new HashSet<>();
        air.listen(20 * SECONDS, ALWAYS, reception -> {
            types.add(reception.packetType());
            lengths.add(reception.data().length());
            String data = reception.data().toString();
            assertTrue(!data.contains("05ffb201") && !data.contains("06ffb201"), data);
        });
        assertEquals(Set.of(0, 2, 4, 6), types);
        assertTrue(lengths.size() > 8, () -> "lengths " + lengths);
    }
}
