package nbe.air.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import nbe.air.Advert;
import nbe.air.HeardAdvertisement;
import nbe.band.ManufacturerPayload;
import nbe.band.PayloadParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code GET /v1/scan} answers for what was heard. */
class ScanCollectorTest {
    private static final PayloadParser PARSER = new ManufacturerPayload(0x01B2, true);
    private static final Advert BAND = Advert.of("C2:FA:D7:F0:D7:96", -60, "02010606FFB201010700");
    private static final Advert PHONE = Advert.of("5A:00:00:00:00:01", -40, "02011A0AFF4C001005C8137AF6A1");

    private final ScanCollector collector = new ScanCollector();

    @Test
    void theObjectIsAsTheDocumentHasIt() {
        hear(BAND, 0);
        hear(BAND, 100);
        hear(BAND, 203);
        hear(BAND.scanResponse("05094E796D69"), 204);
        String json = new String(ScanJson.write(collector.result(10, 0, PARSER)), StandardCharsets.UTF_8);
        assertEquals(
                "{\"seconds\":10,\"devices\":[{\"address\":\"C2:FA:D7:F0:D7:96\",\"address_type\":\"static\",\"advertisements\":3,"
                        + "\"scan_responses\":1,\"interval_ms\":102,\"rssi\":{\"last\":-60,\"min\":-60,\"median\":-60,\"max\":-60},"
                        + "\"names\":[\"Nymi\"],\"companies\":[{\"id\":\"0x01B2\",\"name\":\"Nymi Inc.\"}],\"services\":[],"
                        + "\"advertisement\":\"02010606FFB201010700\",\"scan_response\":\"05094E796D69\",\"band\":\"builtin\","
                        + "\"not_a_band_because\":null}],\"devices_not_listed\":0,\"advertisements_lost\":0}",
                json);
        assertEquals(collector.result(10, 0, PARSER), ScanJson.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theStrongestComesFirst() {
        hear(BAND, 0);
        hear(PHONE, 1);
        assertEquals(
                List.of("5A:00:00:00:00:01", "C2:FA:D7:F0:D7:96"),
                devices().stream().map(Scan.Device::address).toList());
    }

    @Test
    void oneAdvertisementHasNoInterval() {
        hear(PHONE, 0);
        hear(PHONE.scanResponse(""), 100);
        Scan.Device phone = devices().get(0);
        assertEquals(Optional.empty(), phone.intervalMs());
        assertEquals(Optional.of(""), phone.scanResponse());
        assertEquals(
                Optional.of("other company: 0x004C; a band's is 0x01B2 ([band] company_id)"), phone.notABandBecause());
    }

    @Test
    void gapsAreThoseAtOneAdapter() {
        collector.onAdvertisement(new HeardAdvertisement(0, PHONE, Optional.empty(), millis(1), 0));
        collector.onAdvertisement(new HeardAdvertisement(1, PHONE, Optional.empty(), millis(2), 0));
        collector.onAdvertisement(new HeardAdvertisement(0, PHONE, Optional.empty(), millis(101), 0));
        collector.onAdvertisement(new HeardAdvertisement(1, PHONE, Optional.empty(), millis(102), 0));
        assertEquals(Optional.of(100L), devices().get(0).intervalMs());
        assertEquals(4, devices().get(0).advertisements());
    }

    @ParameterizedTest
    @CsvSource({"00, non-resolvable", "3F, non-resolvable", "40, resolvable", "80, reserved", "C0, static", "FF, static"
    })
    void theTopBitsOfARandomAddressSayItsType(String top, String type) {
        Advert device = Advert.of(top + ":00:00:00:00:01", -50, "");
        hear(device, 0);
        hear(device.ofPublicAddress(), 1);
        assertEquals(
                List.of(type, "public"),
                devices().stream().map(Scan.Device::addressType).toList());
    }

    @Test
    void levelsThatAreNoneAreNotCounted() {
        hear(new Advert(1, 1, 0, 20, new byte[0]), 0);
        hear(new Advert(1, 1, 0, -128, new byte[0]), 1);
        hear(new Advert(2, 1, 0, -70, new byte[0]), 2);
        hear(new Advert(2, 1, 0, -60, new byte[0]), 3);
        hear(new Advert(2, 1, 0, -65, new byte[0]), 4);
        assertEquals(
                List.of(
                        new Scan.Level(Optional.of(-65), Optional.of(-70), Optional.of(-65), Optional.of(-60)),
                        new Scan.Level(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                devices().stream().map(Scan.Device::rssi).toList());
    }

    @Test
    void servicesOfAllLengths() {
        hear(Advert.of("C0:00:00:00:00:01", -50, "0303AAFE 0516AAFE0010 05040F180000"), 0);
        hear(Advert.of("C0:00:00:00:00:01", -50, "1107 11223344556677889900AABBCCDDEEFF 0221FF"), 1);
        assertEquals(
                List.of("0xFEAA", "0000180F00001000800000805F9B34FB", "FFEEDDCCBBAA00998877665544332211"),
                devices().get(0).services());
    }

    @Test
    void aBandThatAnswersScanRequestsIsOne() {
        hear(BAND.scanResponse("05094E796D69"), 0);
        assertEquals(Optional.empty(), devices().get(0).band());
        hear(BAND, 1);
        assertEquals(Optional.of("builtin"), devices().get(0).band());
        assertEquals(Optional.empty(), devices().get(0).notABandBecause());
    }

    @Test
    void theReasonIsThatOfThePacketThatCameNearest() {
        Advert device = Advert.of("C0:00:00:00:00:01", -50, "020106");
        hear(device, 0);
        hear(device.scanResponse("05FF4C001005"), 1);
        assertTrue(reason().startsWith("other company: 0x004C"), reason());
        hear(device.scanResponse("06FFB201090700"), 2);
        assertEquals("payload version 9, known are 0 and 1", reason());
        hear(Advert.of("C0:00:00:00:00:01", -50, "04FFB20101"), 3);
        assertTrue(reason().startsWith("cut short after 3 bytes"), reason());
    }

    @Test
    void moreDevicesThanThereIsRoomForAreCounted() {
        LongStream.range(0, ScanCollector.MOST_DEVICES + 10)
                .forEach(address -> hear(new Advert(address, 1, 0, -50, new byte[0]), address));
        Scan scan = collector.result(10, 3, PARSER);
        assertEquals(ScanCollector.MOST_DEVICES, scan.devices().size());
        assertEquals(10, scan.devicesNotListed());
        assertEquals(3, scan.advertisementsLost());
    }

    @Test
    void aSenderThatInventsNamesAndCompaniesIsBounded() {
        for (int i = 0; i < 1_000; i++) {
            hear(
                    new Advert(1, 1, 0, -50, new byte[] {
                        3, 9, (byte) (32 + i % 64), (byte) (32 + i / 64), 3, -1, (byte) i, 9
                    }),
                    i);
        }
        Scan.Device device = devices().get(0);
        assertEquals(Advertiser.MOST_WORDS, device.names().size());
        assertEquals(Advertiser.MOST_WORDS, device.companies().size());
    }

    private String reason() {
        return devices().get(0).notABandBecause().orElseThrow();
    }

    private List<Scan.Device> devices() {
        return collector.result(10, 0, PARSER).devices();
    }

    private void hear(Advert advert, long millis) {
        collector.onAdvertisement(advert.heard(millis(millis), advert.read(PARSER, millis(millis))));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(1_000 + millis);
    }
}
