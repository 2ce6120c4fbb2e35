package nbe.band;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.air.Advert;
import nbe.tap.BandAddress;
import nbe.tap.BandState;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which entry an advertisement matches, and what it says then. */
class ConfiguredPayloadsTest {
    private static final String ADDRESS = "C2:FA:D7:F0:D7:96";
    private static final PayloadEntry BUILTIN = new PayloadEntry.Builtin();

    private static DescribedPayload payload(String name, String prefix) {
        return payload(
                name,
                0xFF,
                prefix,
                IdentityRule.ADDRESS,
                BytePattern.parse(prefix).length());
    }

    private static DescribedPayload payload(
            String name, int adType, String prefix, IdentityRule identity, int minLength) {
        return new DescribedPayload(
                name,
                adType,
                BytePattern.parse(prefix),
                minLength,
                identity,
                FlagRule.always(true),
                FlagRule.always(true),
                FlagRule.always(true),
                StateRule.NONE);
    }

    private static Optional<Sighting> read(String hex, PayloadEntry... entries) {
        return Advert.of(ADDRESS, -50, hex).read(parser(entries), 1);
    }

    private static PayloadParser parser(PayloadEntry... entries) {
        return new BandSettings(0x01B2, true, List.of(entries)).parser();
    }

    private static String name(String hex, PayloadEntry... entries) {
        return read(hex, entries).map(Sighting::payload).orElse("none");
    }

    private static String whyNot(String hex, PayloadEntry... entries) {
        return parser(entries)
                .whyNot(Advert.of(ADDRESS, -50, hex))
                .map(NoBand::reason)
                .orElse("a band");
    }

    @Test
    void withAnEntryTheBuiltinPayloadsAreOffUnlessTheyAreNamed() {
        String builtin = "06FFB201010700";
        assertEquals("builtin", name(builtin));
        assertEquals("none", name(builtin, payload("a", "4C00")));
        assertEquals("builtin", name(builtin, payload("a", "4C00"), BUILTIN));
        assertEquals("builtin", name("05FFB2010007", payload("a", "4C00"), BUILTIN), "the legacy one, too");
    }

    @Test
    void theFirstEntryThatMatchesCountsWhereverItsStructureStands() {
        PayloadEntry a = payload("a", "AA01");
        PayloadEntry b = payload("b", "BB01");
        String both = "03FFBB01 03FFAA01";
        assertEquals("a", name(both, a, b));
        assertEquals("b", name(both, b, a));
        assertEquals("builtin", name("03FFAA01 06FFB201010700", BUILTIN, a));
        assertEquals("a", name("06FFB201010700 03FFAA01", a, BUILTIN));
        assertEquals(
                "b", name("03FFAA01 03FFBB01", payload("a", 0xFF, "AA01", IdentityRule.ADDRESS, 9), b), "a is short");
    }

    @Test
    void whatTheMatchingEntrySaysCountsAndNotWhatALaterOneSays() {
        DescribedPayload present = payload("a", "AA");
        PayloadEntry unauthenticated = new DescribedPayload(
                "b",
                0xFF,
                BytePattern.parse("BB"),
                1,
                IdentityRule.ADDRESS,
                FlagRule.always(true),
                FlagRule.always(true),
                FlagRule.always(false),
                StateRule.NONE);
        assertEquals(
                BandState.UNAUTHENTICATED,
                read("02FFAA 02FFBB", unauthenticated, present).orElseThrow().state());
        assertEquals(
                BandState.WEAK,
                read("02FFBB 02FFAA", present, unauthenticated).orElseThrow().state());
    }

    @Test
    void ofSeveralStructuresTheFirstThatMatchesCounts() {
        PayloadEntry badge = payload("badge", 0xFF, "AA", IdentityRule.parse("1..6"), 7);
        assertEquals(
                BandAddress.parse("01:02:03:04:05:06"),
                read("03FFAA01 08FFAA010203040506 08FFAA070707070707", badge)
                        .orElseThrow()
                        .band());
    }

    @ParameterizedTest
    @CsvSource({"1..6, 01:02:03:04:05:06", "6..1, 06:05:04:03:02:01", "2..7, 02:03:04:05:06:07", "address, " + ADDRESS})
    void theIdentityIsReadInBothDirections(String rule, String band) {
        PayloadEntry badge = payload("badge", 0x16, "AA", IdentityRule.parse(rule), 8);
        assertEquals(
                BandAddress.parse(band),
                read("0916AA01020304050607", badge).orElseThrow().band());
    }

    @ParameterizedTest
    @CsvSource({"000000000000", "FFFFFFFFFFFF"})
    void sixBytesThatNobodyHasWrittenNameNoBand(String bytes) {
        PayloadEntry badge = payload("badge", 0xFF, "AA", IdentityRule.parse("1..6"), 7);
        assertEquals(PayloadParser.DAMAGED, parser(badge).parse(Advert.of(ADDRESS, -50, "08FFAA" + bytes)));
        assertEquals(
                "\"badge\": its identity, bytes 1..6, is all 00 or all FF and names no band",
                whyNot("08FFAA" + bytes, badge));
    }

    @Test
    void bitsAndByteAreThoseThatTheEntryNames() {
        PayloadEntry badge = new DescribedPayload(
                "badge",
                0xFF,
                BytePattern.parse("AA ??"),
                4,
                IdentityRule.ADDRESS,
                FlagRule.parse("!2.7"),
                FlagRule.parse("2.0"),
                FlagRule.parse("2.1"),
                new StateRule(3));
        Sighting all = read("05FFAA550309", badge).orElseThrow();
        assertEquals(List.of(true, true, true), List.of(all.enrolled(), all.onBody(), all.authenticated()));
        assertEquals(9, all.serviceRequestState());
        Sighting none = read("05FFAA5580FF", badge).orElseThrow();
        assertEquals(List.of(false, false, false), List.of(none.enrolled(), none.onBody(), none.authenticated()));
        assertEquals(255, none.serviceRequestState());
    }

    @Test
    void damageIsToldApartFromOtherDevicesOfTheCompany() {
        PayloadEntry badge = payload("badge", 0xFF, "4C 00 02 15", IdentityRule.ADDRESS, 9);
        List<Integer> answers = new ArrayList<>();
        for (String hex : List.of("05FF4C000215", "05FF4C001005", "03FF4C00", "02FF4C", "05FFB2010215", "", "00")) {
            answers.add(parser(badge).parse(Advert.of(ADDRESS, -50, hex)));
        }
        assertEquals(
                List.of(
                        PayloadParser.DAMAGED,
                        PayloadParser.OTHER_OF_COMPANY,
                        PayloadParser.OTHER_OF_COMPANY,
                        PayloadParser.FOREIGN,
                        PayloadParser.FOREIGN,
                        PayloadParser.FOREIGN,
                        PayloadParser.FOREIGN),
                answers);
        assertEquals(List.of(0x004C), new BandSettings(1, true, List.of(badge)).companies());
        assertEquals(List.of(0x01B2, 0x004C), new BandSettings(0x01B2, true, List.of(BUILTIN, badge)).companies());
        assertEquals(List.of(), new BandSettings(1, true, List.of(payload("x", "?? 00 01"))).companies());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "05FFAA010203 | \"a\": cut short, 4 bytes of data; min_length is 6",
                "05FFAA020203 | \"a\": byte 1 of the data is 02, the prefix is AA 01",
                "02FFAA | \"a\": 1 byte of data end within the prefix AA 01",
                "020106 | no AD structure of type 0xFF or 0x16 ([[band.payload]])",
                "05FF01 | no AD structure of type 0xFF or 0x16 ([[band.payload]]), and its AD structures end before their length says",
                "0316BB02 | \"b\": byte 1 of the data is 02, the prefix is BB CC",
                "03FF0102 0316BB02 | \"b\": byte 1 of the data is 02, the prefix is BB CC",
                "05FFB2010907 | payload version 9, known are 0 and 1",
                "03FFAA01 06FFB201010700 | a band"
            })
    void theReasonIsThatOfWhatCameNearest(String hex, String reason) {
        PayloadEntry a = payload("a", 0xFF, "AA 01", IdentityRule.ADDRESS, 6);
        PayloadEntry b = payload("b", 0x16, "BB CC", IdentityRule.ADDRESS, 2);
        assertEquals(reason, whyNot(hex, a, b, BUILTIN));
    }

    @Test
    void theBuiltinAloneAsAnEntryIsTheFastOne() {
        assertTrue(parser(BUILTIN) instanceof ManufacturerPayload);
    }

    @Test
    void overlapsAreFoundWithTheBuiltinPayloadsToo() {
        assertEquals(
                List.of("b after a", "builtin after b", "c after b hidden", "c after builtin", "e after d hidden"),
                PayloadOverlap.of(new BandSettings(
                                0x01B2,
                                true,
                                List.of(
                                        payload("a", "AA ?? 01"),
                                        payload("b", "?? 01 01"),
                                        BUILTIN,
                                        payload("c", "B2 01 01 05"),
                                        payload("d", "4C 00"),
                                        payload("e", "4C 00 02 15"),
                                        payload("f", 0x16, "4C 00", IdentityRule.ADDRESS, 2),
                                        payload("g", "B2 01 02"))))
                        .stream()
                        .map(pair ->
                                pair.later().name() + " after " + pair.first().name() + (pair.hides() ? " hidden" : ""))
                        .toList());
    }
}
