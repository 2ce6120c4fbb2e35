package nbe.band;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which advertisements are a band's, and what their payload says (docs/protocol.md). */
class ManufacturerPayloadTest {
    private final PayloadParser parser = new ManufacturerPayload(0x01B2, true);

    @ParameterizedTest
    @CsvSource({
        "06FFB201010700, 7, 0, alone",
        "02010606FFB201010509, 5, 9, after flags",
        "020106050941626364 06FFB2010107FF 020A04, 7, 255, among others",
        "05FF4C001005 06FFB201010701, 7, 1, after another company's",
        "0AFFB20101078001020304, 7, 128, longer",
        "06FFB201010700 1F094E79, 7, 0, before a structure that runs past the end",
        "05FFB2010103 06FFB201010702, 7, 2, after a damaged one",
        "05FFB2010007, 7, 0, legacy",
        "07FFB201000709AA, 7, 0, legacy and longer",
        "06FFB20101FF00, 255, 0, with higher flag bits",
    })
    void aBandIsOneManufacturerSpecificStructureWhereverItStands(String hex, int flags, int state, String where) {
        assertEquals(flags | state << 8, parser.parse(view(hex)), where);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"05FFB2010107", "04FFB20101", "03FFB201", "06FFB201020700", "06FFB201030700", "06FFB201FF0700"})
    void cutShortOrOfAnotherVersionIsDamaged(String hex) {
        assertEquals(PayloadParser.DAMAGED, parser.parse(view(hex)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000",
                "01",
                "0201",
                "1FFFB201010700",
                "02FFB2",
                "01FF01FF",
                "06FF4C00010700",
                "06FF01B2010700",
                "0616B201010700",
                "06FEB201010700",
                "0006FFB201010700"
            })
    void everythingElseIsForeign(String hex) {
        assertEquals(PayloadParser.FOREIGN, parser.parse(view(hex)));
    }

    @Test
    void legacyIsDamagedWhereItIsSwitchedOff() {
        assertEquals(PayloadParser.DAMAGED, new ManufacturerPayload(0x01B2, false).parse(view("05FFB2010007")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "020106 | no company: it has no manufacturer-specific data; a band's is 0x01B2 ([band] company_id)",
                "07FF4C0010057F00 03FF0600 | other company: 0x004C, 0x0006; a band's is 0x01B2 ([band] company_id)",
                "1FFFB201010700 | no company: it has no manufacturer-specific data; a band's is 0x01B2 ([band] company_id), and its AD"
                        + " structures end before their length says",
                "03FFB201 | cut short after 2 bytes: behind the company the format version is missing",
                "04FFB20100 | cut short after 3 bytes: payload version 0 has 4, company, version and flags",
                "04FFB20101 | cut short after 3 bytes: payload version 1 has 5, company, version, flags and service request state",
                "05FFB2010107 | cut short after 4 bytes: payload version 1 has 5, company, version, flags and service request state; the"
                        + " last is missing",
                "06FFB201090700 | payload version 9, known are 0 and 1",
            })
    void whyItIsNoBandIsSaidInWords(String hex, String words) {
        assertEquals(Optional.of(words), parser.whyNot(view(hex)).map(NoBand::reason));
    }

    @Test
    void legacyThatIsSwitchedOffIsSaidWithItsTwoSwitches() {
        assertEquals(
                Optional.of(
                        "payload version 0 (firmware before CWP 1.15), and legacy is off: [band] legacy, or the variable"
                                + " NYMI_NEA_SUPPORT_LEGACY_MODE"),
                new ManufacturerPayload(0x01B2, false)
                        .whyNot(view("05FFB2010007"))
                        .map(NoBand::reason));
    }

    @Test
    void aBandThatIsNotEnrolledIsABand() {
        assertEquals(Optional.empty(), parser.whyNot(view("06FFB201010000")));
    }

    @Test
    void anyBytesAtAllAreSurvived() {
        long seed = 20261122;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(32)];
            random.nextBytes(bytes);
            int parsed = parser.parse(view(bytes));
            assertEquals(parsed < 0, parser.whyNot(view(bytes)).isPresent());
            assertTrue(parsed >= PayloadParser.FOREIGN && parsed <= 0xFFFF, "seed " + seed + ", advertisement " + i);
        }
    }

    @Test
    void theFilterLetsBandsThroughAndCountsTheRest() {
        List<Sighting> seen = new ArrayList<>();
        BandFilter filter = new BandFilter(() -> new ManufacturerPayload(0x01B2, true), seen::add);
        filter.onAdvertisement(2, view("02010606FFB201010309"), 77);
        filter.onAdvertisement(2, view("020106"), 78);
        filter.onAdvertisement(2, view("06FFB201020700"), 79);
        assertEquals(
                List.of(new Sighting(
                        BandAddress.parse("C2:FA:D7:F0:D7:96"), -50, true, true, false, 9, 77, 2, "builtin")),
                seen);
        assertEquals(1, filter.foreign());
        assertEquals(1, filter.damaged());
        assertFalse(seen.get(0).onBody());
    }

    @Test
    void eachAdapterHasAParserOfItsOwnAndAllAreCountedTogether() {
        Set<PayloadParser> used = Collections.newSetFromMap(new IdentityHashMap<>());
        BandFilter filter = new BandFilter(
                () -> new PayloadParser() {
                    @Override
                    public int parse(AdvertisementView advertisement) {
                        used.add(this);
                        return FOREIGN;
                    }

                    @Override
                    public long identity() {
                        return 0;
                    }

                    @Override
                    public String payload() {
                        return "none";
                    }

                    @Override
                    public Optional<NoBand> whyNot(AdvertisementView advertisement) {
                        return Optional.of(new NoBand(0, "a test"));
                    }
                },
                sighting -> {});
        filter.onAdvertisement(0, view("020106"), 1);
        filter.onAdvertisement(0, view("020106"), 2);
        assertEquals(1, used.size(), "one adapter");
        filter.onAdvertisement(3, view("020106"), 3);
        filter.onAdvertisement(0, view("020106"), 4);
        filter.onAdvertisement(3, view("020106"), 5);
        assertEquals(2, used.size(), "two adapters");
        assertEquals(5, filter.foreign());
    }

    @Test
    void aThreadThatReplacesAnAdaptersLastOneGetsItsOwnParserAndTheCountsGoOn() throws InterruptedException {
        List<PayloadParser> made = new ArrayList<>();
        BandFilter filter = new BandFilter(
                () -> {
                    PayloadParser one = new ManufacturerPayload(0x01B2, true);
                    made.add(one);
                    return one;
                },
                sighting -> {});
        filter.onAdvertisement(1, view("020106"), 1);
        filter.onAdvertisement(1, view("06FFB201020700"), 2);
        int before = made.size();
        Thread successor = new Thread(() -> {
            filter.onAdvertisement(1, view("020106"), 3);
            filter.onAdvertisement(1, view("06FFB201020700"), 4);
        });
        successor.start();
        successor.join();
        assertEquals(before + 1, made.size());
        assertEquals(2, filter.foreign());
        assertEquals(2, filter.damaged());
    }

    private static AdvertisementView view(String hex) {
        return view(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static AdvertisementView view(byte[] data) {
        byte[] buffer = new byte[data.length + 5];
        System.arraycopy(data, 0, buffer, 3, data.length);
        return new View(-50, 0, 0xC2FAD7F0D796L, 1, buffer, 3, data.length);
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares views
    private record View(
            int rssiDbm, int packetType, long address, int addressType, byte[] buffer, int dataOffset, int dataLength)
            implements AdvertisementView {}
}
