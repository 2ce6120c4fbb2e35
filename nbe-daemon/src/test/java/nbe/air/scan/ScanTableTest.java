package nbe.air.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nbe.air.Advert;
import nbe.band.ManufacturerPayload;
import nbe.band.PayloadParser;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;

/** What {@code nbe scan} prints. */
class ScanTableTest {
    private static final PayloadParser PARSER = new ManufacturerPayload(0x01B2, true);

    private final ScanCollector collector = new ScanCollector();

    @Test
    void aRowADeviceAndTheReasonsBelow() {
        hear(Advert.of("C2:FA:D7:F0:D7:96", -45, "02010606FFB201010700"));
        hear(Advert.of("5A:00:00:00:00:01", -50, "05FF4C001005"));
        hear(Advert.of("5A:00:00:00:00:02", -51, "05FF4C001006"));
        hear(Advert.of("D0:00:00:00:00:03", -60, "06FFB201090700 0409546167"));
        hear(Advert.of("D0:00:00:00:00:04", -70, "0303AAFE"));
        assertEquals("""
                address            type            dBm count     ms  band      name, company
                C2:FA:D7:F0:D7:96  static          -45     1         builtin   Nymi Inc.
                5A:00:00:00:00:01  resolvable      -50     1         no (1)    Apple, Inc.
                5A:00:00:00:00:02  resolvable      -51     1         no (1)    Apple, Inc.
                D0:00:00:00:00:03  static          -60     1         no (2)    "Tag", Nymi Inc.
                D0:00:00:00:00:04  static          -70     1         no (3)    0xFEAA

                no (1)  other company: 0x004C; a band's is 0x01B2 ([band] company_id)
                no (2)  payload version 9, known are 0 and 1
                no (3)  no company: it has no manufacturer-specific data; a band's is 0x01B2 ([band] company_id)

                5 advertisements of 5 devices in 10 s, 1 band
                """, String.join("\n", ScanTable.lines(collector.result(10, 0, PARSER), false)) + "\n");
    }

    @Test
    void theColumnOfTheBandIsAsWideAsTheNameOfThePayload() {
        Advert badge = Advert.of("C2:FA:D7:F0:D7:96", -45, "06FFB201010700");
        Sighting sighting = Sighting.of(BandAddress.parse("01:02:03:04:05:06"), -45, 7, 0, 1, 0, "badge of the plant");
        collector.onAdvertisement(badge.heard(1, Optional.of(sighting)));
        hear(Advert.of("5A:00:00:00:00:01", -50, "02011A"));
        assertEquals(
                List.of(
                        "address            type            dBm count     ms  band                name, company",
                        "C2:FA:D7:F0:D7:96  static          -45     1         badge of the plant  Nymi Inc.",
                        "5A:00:00:00:00:01  resolvable      -50     1         no (1)"),
                ScanTable.lines(collector.result(10, 0, PARSER), false).subList(0, 3));
    }

    @Test
    void anEmptyAirIsOneLine() {
        assertEquals(List.of("nothing was heard in 10 s"), ScanTable.lines(collector.result(10, 0, PARSER), false));
    }

    @Test
    void whatComesFromTheAirCannotReachTheTerminal() {
        hear(Advert.of("D0:00:00:00:00:03", -60, "07091B5B324A0A41"));
        for (String line : ScanTable.lines(collector.result(10, 0, PARSER), true)) {
            assertTrue(line.chars().allMatch(c -> c >= ' '), line);
        }
    }

    @Test
    void structuresInWords() {
        assertEquals(
                List.of(
                        "Flags: general discoverable, no classic Bluetooth (06)",
                        "Manufacturer Specific Data: 0x01B2 Nymi Inc., 010700",
                        "Complete Local Name: \"Tag\"",
                        "Complete List of 16-bit Service or Service Class UUIDs: 0xFEAA Eddystone, 0x180F Battery Service",
                        "Service Data - 16-bit UUID: 0xFEAA Eddystone, 0010",
                        "Tx Power Level: -12 dBm",
                        "Appearance: C103",
                        "AD type 0xF0, not in the list: no data"),
                words("020106 06FFB201010700 0409546167 0503AAFE0F18 0516AAFE0010 020AF4 0319C103 01F0"));
    }

    @Test
    void whatIsNoStructureIsShownToo() {
        assertEquals(
                List.of("Flags: 0x80 (80)", "cut short: its length says 31 bytes, 4 are there: 1FFFB20101"),
                words("020180 1FFFB20101"));
        assertEquals(List.of("Flags: none (00)", "2 bytes behind the last structure: 0000"), words("020100 0000"));
        assertEquals(List.of("Manufacturer Specific Data: B2"), words("02FFB2"));
        assertEquals(
                List.of("Complete List of 16-bit Service or Service Class UUIDs: 0x180F Battery Service, and AA"),
                words("04030F18AA"));
        assertEquals(List.of(), words(""));
    }

    @Test
    void anyBytesAtAllAreSurvived() {
        SplittableRandom random = new SplittableRandom(20261130);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(bytes.length); // mostly whole structures
            }
            hear(new Advert(i, 1, random.nextInt(8), -50, bytes));
        }
        List<String> lines = ScanTable.lines(collector.result(10, 0, PARSER), true);
        assertTrue(lines.size() > 400, lines.size() + " lines");
        assertTrue(lines.stream().allMatch(line -> line.chars().allMatch(c -> c >= ' ')));
    }

    private static List<String> words(String hex) {
        return AdWords.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private void hear(Advert advert) {
        collector.onAdvertisement(advert.heard(1, advert.read(PARSER, 1)));
    }
}
