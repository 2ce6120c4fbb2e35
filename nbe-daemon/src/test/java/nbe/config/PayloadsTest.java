package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.band.PayloadEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

/** The entries {@code [[band.payload]]}: what is wrong with one, where, and what {@code nbe check} shows of a right one. */
class PayloadsTest {
    private static final String FLAG =
            "true, false, or a bit of the data as in \"5.1\" (byte 5, bit 1) or \"!5.1\" (the opposite), bytes 0 to 28, bits 0 to 7";
    private static final String PREFIX = "1 to 29 bytes in hex, as in \"B2 01 02 ??\"; ?? is any byte";
    private static final String IDENTITY =
            "\"address\", or six bytes of the data as in \"4..9\" or \"9..4\", bytes 0 to 28";
    private static final String STATE = "a byte of the data, 0 to 28, or \"none\" for a payload without one";

    /** A right entry; the line of each key in the file: 2 its header, 3 name, 4 prefix, 5 on_body, 6 authenticated. */
    private static final String ENTRY =
            "[[band.payload]]\nname = \"badge\"\nprefix = \"B2 01 02 ??\"\non_body = \"5.0\"\nauthenticated = \"5.1\"\n";

    @TempDir
    Path directory;

    private ConfigReading read(String entries) {
        return new Here(directory).read(Here.URL + entries);
    }

    private List<String> told(String entries) {
        String file = directory.resolve("nbe.toml") + ":";
        return read(entries).problems().stream()
                .map(ConfigProblem::toString)
                .map(text -> text.replace(file, ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // what replaces which line; place; what is wrong; what is allowed
                "name = 7 | 3 | 3:1 | name is 7 | a text of 1 to 40 printable characters",
                "name = \" \" | 3 | 3:1 | name is empty | a text of 1 to 40 printable characters",
                "name = \"12345678901234567890123456789012345678901\" | 3 | 3:1 | name has 41 characters | a text of 1 to 40 printable characters",
                "name = \"a\\u0007\" | 3 | 3:1 | name is \"a\\u0007\" | a text of 1 to 40 printable characters",
                " | 3 | 2:1 | name is missing | a text of 1 to 40 printable characters",
                " | 4 | 2:1 | prefix is missing | PREFIX",
                "prefix = 0xB2 | 4 | 4:1 | prefix is 178 | PREFIX",
                "prefix = \"\" | 4 | 4:1 | prefix is \"\": no byte | PREFIX",
                "prefix = \"B2 0\" | 4 | 4:1 | prefix is \"B2 0\": \"0\" is no pair of hex digits | PREFIX",
                "prefix = \"B2 0x\" | 4 | 4:1 | prefix is \"B2 0x\": \"0x\" is no pair of hex digits | PREFIX",
                "prefix = \"000000000000000000000000000000000000000000000000000000000001\" | 4 | 4:1 | prefix is \"000000000000000000000000000000000000000000000000000000000001\": 30 bytes are more than an advertisement has | PREFIX",
                " | 5 | 2:1 | on_body is missing | FLAG",
                " | 6 | 2:1 | authenticated is missing | FLAG",
                "on_body = 5.0 | 5 | 5:1 | on_body is 5.0 without quotation marks | FLAG",
                "on_body = 1 | 5 | 5:1 | on_body is 1 | FLAG",
                "on_body = \"5\" | 5 | 5:1 | on_body is \"5\": no BYTE.BIT | FLAG",
                "on_body = \"5.8\" | 5 | 5:1 | on_body is \"5.8\": a byte has no bit 8 | FLAG",
                "on_body = \"29.0\" | 5 | 5:1 | on_body is \"29.0\": byte 29 is beyond the data | FLAG",
                "authenticated = \"!!5.1\" | 6 | 6:1 | authenticated is \"!!5.1\": no BYTE.BIT | FLAG",
                "enrolled = \"true\" | 7 | 7:1 | enrolled is \"true\": no BYTE.BIT | FLAG",
                "ad_type = 0 | 7 | 7:1 | ad_type is 0 | a whole number, 1 to 255",
                "ad_type = 256 | 7 | 7:1 | ad_type is 256 | a whole number, 1 to 255",
                "ad_type = \"0xFF\" | 7 | 7:1 | ad_type is the text \"0xFF\" | a whole number, 1 to 255",
                "min_length = 30 | 7 | 7:1 | min_length is 30 | a whole number, 1 to 29",
                "min_length = 5 | 7 | 7:1 | min_length is 5, and on_body asks for 6 | 6 to 29, or no min_length",
                "identity = \"4..8\" | 7 | 7:1 | identity is \"4..8\": 5 bytes, not six | IDENTITY",
                "identity = \"24..29\" | 7 | 7:1 | identity is \"24..29\": byte 29 is beyond the data | IDENTITY",
                "identity = \"Address\" | 7 | 7:1 | identity is \"Address\": neither \"address\" nor FIRST..LAST | IDENTITY",
                "identity = 4 | 7 | 7:1 | identity is 4 | IDENTITY",
                "service_request_state = 29 | 7 | 7:1 | service_request_state is 29 | STATE",
                "service_request_state = \"6\" | 7 | 7:1 | service_request_state is the text \"6\" | STATE",
            })
    void aWrongEntryIsAnErrorWhereItStands(String line, int number, String place, String wrong, String allowed) {
        List<String> lines = new ArrayList<>(ENTRY.lines().toList());
        int at = number - 2;
        if (at < lines.size()) {
            lines.set(at, line == null ? "" : line);
        } else {
            lines.add(line);
        }
        String words = allowed.replace("PREFIX", PREFIX)
                .replace("FLAG", FLAG)
                .replace("IDENTITY", IDENTITY)
                .replace("STATE", STATE);
        assertEquals(
                List.of(place + ": band.payload." + wrong + ", allowed: " + words),
                told(String.join("\n", lines) + "\n"));
    }

    @Test
    void allThatIsWrongIsToldAtOnceAcrossEntries() {
        List<String> told = told(ENTRY
                + "[[band.payload]]\n  prefix = 1\n  enrolled = 2\n"
                + ENTRY
                + "[[band.payload]]\nname = \"builtin\"\non_body = true\n"
                + "[[band.payload]]\nname = \"builtin\"\n");
        assertEquals(
                List.of("7:1", "7:1", "7:1", "8:3", "9:3", "11:1", "17:1", "19:1"),
                told.stream().map(text -> text.substring(0, text.indexOf(": "))).toList(),
                told.toString());
        assertEquals("11:1: band.payload.name is \"badge\" a second time, allowed: each name once", told.get(5));
        assertEquals(
                "17:1: band.payload.on_body stands beside name = \"builtin\", allowed: name = \"builtin\" alone in its entry",
                told.get(6));
        assertEquals("19:1: band.payload.name is \"builtin\" a second time, allowed: each name once", told.get(7));
    }

    @ParameterizedTest
    @CsvSource({"payload = 1, 3:1", "payload = [true], 3:12", "[band.payload], 3:1"})
    void whatIsNoArrayOfTablesIsToldHowItIsWritten(String line, String place) {
        List<String> told = told("[band]\n" + line + "\n");
        assertEquals(1, told.size(), told.toString());
        assertTrue(
                told.get(0).startsWith(place + ": band.payload ") && told.get(0).contains("[[band.payload]]"),
                told.get(0));
    }

    @Test
    void anUnknownKeyIsAWarning() {
        assertEquals(
                List.of(
                        "7:1: unknown key band.payload.enroled, ignored; the keys there are name, ad_type, prefix, min_length,"
                                + " identity, enrolled, on_body, authenticated, service_request_state"),
                told(ENTRY + "enroled = true\n"));
        assertTrue(read(ENTRY + "enroled = true\n").settings().isPresent());
    }

    @Test
    void aPrefixThatEverythingHasIsAWarning() {
        assertEquals(
                List.of(
                        "4:1: band.payload.prefix is \"?? ??\": whatever has data of this AD type is a band, begin it with the"
                                + " bytes that only bands send"),
                told(ENTRY.replaceFirst("prefix = .*", "prefix = \"?? ??\"")));
    }

    @Test
    void overlapsAndConstantsAreWarnings() {
        assertEquals(
                List.of(
                        "2:1: band.payload \"more\" never counts: \"badge\" before it matches all that it matches, put the one"
                                + " that matches less first, or make the prefixes differ",
                        "2:1: band.payload \"builtin\" and \"all\" before it overlap: where both match, \"all\" counts, put the"
                                + " one that matches less first, or make the prefixes differ",
                        "16:1: band.payload.identity is \"2..7\", bytes of the prefix: all bands are one, name bytes that differ"
                                + " from band to band",
                        "17:1: band.payload.authenticated is \"!2.0\", a bit of the prefix: it is always false, name a byte"
                                + " behind the prefix, or write ?? there"),
                told(ENTRY
                        + ENTRY.replace("badge", "more").replace("??", "05")
                        + "[[band.payload]]\nname = \"all\"\nprefix = \"B2 01 01 04 05 06 07 08\"\non_body = true\n"
                        + "identity = \"2..7\"\nauthenticated = \"!2.0\"\n[[band.payload]]\nname = \"builtin\"\n"));
    }

    @Test
    void checkShowsEachEntryWithItsDefaults() {
        Settings settings =
                Here.settings(read(ENTRY + "service_request_state = 6\n[[band.payload]]\nname = \"builtin\"\n"));
        String table = SettingsTable.text(Optional.empty(), settings, Ansi.OFF);
        List<String> rows = table.lines()
                .dropWhile(line -> !line.startsWith("band.payload"))
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.substring("presence.absent_after  ".length()).stripTrailing())
                .toList();
        assertEquals("nbe.toml:2", rows.get(0).substring(rows.get(0).lastIndexOf(' ') + 1));
        assertEquals(
                List.of(
                        "name = \"badge\"",
                        "ad_type = 0xFF",
                        "prefix = \"B2 01 02 ??\"",
                        "min_length = 7",
                        "identity = \"address\"",
                        "enrolled = true",
                        "on_body = \"5.0\"",
                        "authenticated = \"5.1\"",
                        "service_request_state = 6",
                        "[[band.payload]]",
                        "name = \"builtin\""),
                rows.subList(1, rows.size()));
    }

    @Test
    void whatCheckShowsIsAFileOfTheSameEntries() {
        Settings settings = Here.settings(read(ENTRY + "min_length = 12\nidentity = \"9..4\"\nenrolled = \"!8.7\"\n"));
        String again = String.join("\n", settings.assignment(Setting.BAND_PAYLOAD));
        assertEquals(
                settings.value(Setting.BAND_PAYLOAD),
                Here.settings(read(again + "\n")).value(Setting.BAND_PAYLOAD));
    }

    @Test
    void aVariableHoldsThemInOneLine() {
        String one = "[{ name = \"a\", prefix = \"01\", on_body = true, authenticated = false }]";
        Here here = new Here(directory).with("NBE_BAND_PAYLOAD", one);
        ConfigReading reading = here.read(Here.URL + ENTRY);
        assertEquals(List.of(), reading.problems());
        assertEquals(
                List.of("a"),
                Here.settings(reading).value(Setting.BAND_PAYLOAD).stream()
                        .map(PayloadEntry::name)
                        .toList());
        ConfigReading none = new Here(directory).with("NBE_BAND_PAYLOAD", "").read(Here.URL + ENTRY);
        assertEquals(List.of(), Here.settings(none).value(Setting.BAND_PAYLOAD));
        ConfigReading wrong = new Here(directory)
                .with("NBE_BAND_PAYLOAD", one.replace("true", "7"))
                .read(Here.URL);
        assertEquals(
                "NBE_BAND_PAYLOAD: band.payload.on_body is 7, allowed: " + FLAG,
                wrong.errors().get(0).toString());
    }

    @Test
    void onlyTheSectionOfAFileIsReadForATrial() {
        ConfigReading alone = new ConfigReader(new Here(directory).surroundings())
                .readAlone(new Here(directory).file("x.toml", ENTRY));
        assertEquals(List.of(), alone.problems());
        assertEquals(1, Here.settings(alone).value(Setting.BAND_PAYLOAD).size());
    }
}
