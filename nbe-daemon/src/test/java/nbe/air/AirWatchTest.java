package nbe.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nbe.band.BandSettings;
import nbe.band.BytePattern;
import nbe.band.DescribedPayload;
import nbe.band.FlagRule;
import nbe.band.IdentityRule;
import nbe.band.ManufacturerPayload;
import nbe.band.PayloadParser;
import nbe.band.StateRule;
import nbe.testing.LogLines;
import org.junit.jupiter.api.Test;

/** What the endpoint knows of everything on the air, and when it says that no band is among it. */
class AirWatchTest {
    private static final Advert PHONE = Advert.of("5A:00:00:00:00:01", -60, "020106");
    private static final Advert BEACON = Advert.of("D0:00:00:00:00:02", -70, "05FFB2010909");
    private static final Advert BAND = Advert.of("C2:FA:D7:F0:D7:96", -50, "06FFB201010700");

    private static final PayloadParser PARSER = new ManufacturerPayload(0x01B2, true);

    private static final BandSettings BEACONS = new BandSettings(
            0x01B2,
            true,
            List.of(new DescribedPayload(
                    "beacon",
                    0xFF,
                    BytePattern.parse("4C 00 02 15"),
                    10,
                    IdentityRule.parse("4..9"),
                    FlagRule.always(true),
                    FlagRule.always(true),
                    FlagRule.always(false),
                    StateRule.NONE)));
    private static final Advert APPLE = Advert.of("5A:00:00:00:00:09", -60, "05FF4C001005");

    private final AirWatch air = new AirWatch(() -> new BandSettings(0x01B2, true));
    private long now = TimeUnit.SECONDS.toNanos(-500);

    @Test
    void aMinuteWithoutABandIsOneLineAndThenOneInAQuarterOfAnHour() {
        try (LogLines log = LogLines.of("air")) {
            seconds(60);
            assertEquals(List.of(), texts(log));
            seconds(2);
            assertEquals(
                    List.of(
                            "no band among 180 advertisements of 2 devices in the last 60 s; 60 of them carried company 0x01B2 and"
                                    + " no known payload: nbe scan shows what is on the air, and why it is no band"),
                    texts(log));
            seconds(15 * 60 - 2);
            assertEquals(1, texts(log).size());
            seconds(3);
            assertEquals(2, texts(log).size());
        }
    }

    @Test
    void aBandInTheLastMinuteIsNothingToSay() {
        try (LogLines log = LogLines.of("air")) {
            for (int i = 0; i < 20; i++) {
                seconds(50);
                hear(0, BAND);
            }
            assertEquals(List.of(), texts(log));
            assertTrue(air.bandless(now).isEmpty());
            seconds(62);
            assertEquals(1, texts(log).size());
        }
    }

    @Test
    void aBandAtAnotherAdapterCounts() {
        try (LogLines log = LogLines.of("air")) {
            for (int i = 0; i < 100; i++) {
                seconds(1);
                hear(1, BAND);
            }
            assertEquals(List.of(), texts(log));
        }
    }

    @Test
    void aDongleThatWasSilentForAMinuteListensAnewFirst() {
        try (LogLines log = LogLines.of("air")) {
            seconds(10);
            pass(600);
            seconds(50);
            assertEquals(List.of(), texts(log));
            seconds(12);
            assertEquals(1, texts(log).size());
        }
    }

    @Test
    void anEmptyAirIsNotAnAirWithoutBands() {
        seconds(100);
        assertTrue(air.bandless(now).isPresent());
        pass(100);
        assertFalse(air.bandless(now).isPresent());
        assertEquals(new Census(0, 0, false), air.census(now));
    }

    @Test
    void devicesOfTwoAdaptersCountOnce() {
        hear(0, PHONE);
        hear(1, PHONE);
        hear(1, BAND);
        assertEquals(new Census(2, 1, false), air.census(now));
        assertEquals(3, air.advertisements());
        assertEquals(1, air.bandAdvertisements());
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        seconds(20);
        assertEquals(3.0, air.advertisementsPerSecond(0, now), 0.3);
        assertEquals(0, air.advertisementsPerSecond(1, now));
        pass(30);
        assertEquals(0, air.advertisementsPerSecond(0, now));
    }

    /** Each second two advertisements of a phone, and one of a device with the bands' company and another payload. */
    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            hear(0, PHONE);
            hear(0, PHONE);
            hear(0, BEACON);
            pass(1);
        }
    }

    @Test
    void aBandThatChangesItsAddressIsOneBandAndAsManyDevices() {
        for (int i = 1; i <= 5; i++) {
            Advert.of("5B:00:00:00:00:0" + i, -50, "0BFF4C000215010203040506")
                    .heardBy(air.adapter(0), BEACONS.parser(), 0, now);
        }
        assertEquals(new Census(5, 1, false), air.census(now));
    }

    @Test
    void otherDevicesOfACompanyAreInTheLineAndNoDamage() {
        AirWatch beacons = new AirWatch(() -> BEACONS);
        for (int i = 0; i < 62; i++) {
            APPLE.heardBy(beacons.adapter(0), BEACONS.parser(), 0, now);
            pass(1);
        }
        Bandless bandless = beacons.bandless(now).orElseThrow();
        assertEquals(0, bandless.damaged());
        assertTrue(
                bandless.text().endsWith("; 60 of them carried company 0x004C and no known payload"), bandless.text());
    }

    private void pass(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private void hear(int adapter, Advert advert) {
        advert.heardBy(air.adapter(adapter), PARSER, adapter, now);
    }

    private static List<String> texts(LogLines log) {
        return log.of(Level.INFO);
    }
}
