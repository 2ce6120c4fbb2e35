package nbe.simulator.band;

import static nbe.simulator.dongle.Bench.MILLIS;
import static nbe.simulator.dongle.Bench.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.DeviceAddress;
import org.junit.jupiter.api.Test;

class VirtualBandTest {
    private final VirtualBand band =
            new VirtualBand(DeviceAddress.parse("C2:FA:D7:F0:D7:96"), Duration.ofMillis(100), 2);

    private String advertisement() {
        return band.advertisement(0).map(AdvertisingData::toString).orElse("silent");
    }

    @Test
    void thePayloadIsThatOfContractSection3() {
        band.serviceRequestState(9);
        // flags AD; then length 6, type FF, company 01B2 little-endian, version 1, all three flags, state 9
        assertEquals("020106" + "06ff" + "b201" + "01" + "07" + "09", advertisement());
    }

    @Test
    void eachFlagIsItsOwnBit() {
        band.authenticated(false);
        assertEquals("02010606ffb201010500", advertisement());
        band.enrolled(false);
        assertEquals("02010606ffb201010400", advertisement());
        band.onBody(false);
        assertEquals("02010606ffb201010000", advertisement());
        assertFalse(band.isWeak());
    }

    @Test
    void theLegacyPayloadHasNoServiceRequestState() {
        band.payloadVersion(VirtualBand.LEGACY_VERSION);
        assertEquals("02010605ffb2010007", advertisement());
    }

    @Test
    void thePayloadCanStandInTheScanResponse() {
        assertEquals(Optional.empty(), band.scanResponse(0));
        band.payloadInScanResponse(true);
        assertEquals("020106", advertisement());
        assertEquals("06ffb201010700", band.scanResponse(0).orElseThrow().toString());
    }

    @Test
    void takenOffItForgetsTheAuthentication() {
        band.onBody(false);
        band.onBody(true);
        assertFalse(band.isWeak());
        band.authenticated(true);
        assertTrue(band.isWeak());
    }

    @Test
    void silentItDoesNotAdvertise() {
        band.silentFrom(5 * SECONDS);
        assertTrue(band.advertisement(5 * SECONDS - 1).isPresent());
        assertTrue(band.advertisement(5 * SECONDS).isEmpty());
        band.silent(false);
        assertTrue(band.advertisement(6 * SECONDS).isPresent());
    }

    @Test
    void aTapReachesHoldsAndGoesBack() {
        long back = band.tap(0.02, Duration.ofMillis(400), Duration.ofSeconds(1), Duration.ofMillis(600), 10 * SECONDS);
        assertEquals(12 * SECONDS, back);
        assertEquals(2, band.metres(10 * SECONDS), 1e-9);
        assertEquals(1.01, band.metres(10 * SECONDS + 200 * MILLIS), 1e-9, "half way at half time");
        assertEquals(0.02, band.metres(10 * SECONDS + 400 * MILLIS), 1e-9);
        assertEquals(0.02, band.metres(11 * SECONDS + 400 * MILLIS), 1e-9);
        assertEquals(2, band.metres(12 * SECONDS), 1e-9);
        assertEquals(2, band.metres(100 * SECONDS), 1e-9);
    }

    @Test
    void aNewWayBeginsWhereTheBandIs() {
        band.moveTo(1, Duration.ofSeconds(2), 0);
        band.moveTo(5, Duration.ofSeconds(2), SECONDS);
        assertEquals(1.5, band.metres(SECONDS), 1e-9);
        assertEquals(5, band.metres(3 * SECONDS), 1e-9);
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> band.advertiseEvery(Duration.ofMillis(19)));
        assertThrows(IllegalArgumentException.class, () -> band.serviceRequestState(256));
        assertThrows(IllegalArgumentException.class, () -> band.standAt(-1));
        assertThrows(IllegalArgumentException.class, () -> band.standAt(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> band.follow(List.of()));
        List<Waypoint> backwards = List.of(new Waypoint(2, 1), new Waypoint(1, 1));
        assertThrows(IllegalArgumentException.class, () -> band.follow(backwards));
        assertThrows(IllegalArgumentException.class, () -> DeviceAddress.parse("C2:FA:D7:F0:D7"));
    }
}
