package nbe.referenceagent.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nbe.referenceagent.message.CardUid;
import org.junit.jupiter.api.Test;

public class DirectoryParserTest {
    public static final String TWO_USERS = """
            [[band]]
            NymiBandID = "C2:FA:D7:F0:D7:96"
            NfcUID = "04A2B3C4D5E6F7"
            Domain = "PLANT"
            Username = "asmith"
            UserStatus = "Active"

            [[band]]
            NymiBandID = "C2:FA:D7:F0:D7:97"
            NfcUID = "04A2B3C4D5E6F8"
            Domain = "PLANT"
            Username = "bjones"
            UserStatus = "Active|Locked|PasswordExpired"
            """;

    @Test
    void aDirectoryHasOneUserABand() {
        DirectoryParser.Result result = DirectoryParser.parse(TWO_USERS);
        assertEquals(List.of(), result.errors());
        assertEquals(List.of(), result.warnings());
        assertEquals(2, result.directory().size());
        assertEquals(
                "asmith",
                result.directory()
                        .ofCard(new CardUid("04A2B3C4D5E6F7"))
                        .orElseThrow()
                        .username());
    }

    @Test
    void anEmptyFileIsAnEmptyDirectory() {
        DirectoryParser.Result result = DirectoryParser.parse("# nobody yet\n");
        assertEquals(List.of(), result.errors());
        assertEquals(0, result.directory().size());
    }

    @Test
    void addressesAndUidsAreTakenInEitherCaseAndWithSeparators() {
        Directory directory = DirectoryParser.parse("""
                        [[band]]
                        NymiBandID = "c2-fa-d7-f0-d7-96"
                        NfcUID = "04:a2:b3:c4:d5:e6:f7"
                        """).directory();
        Directory.Entry entry = directory.ofCard(new CardUid("04A2B3C4D5E6F7")).orElseThrow();
        assertEquals("C2:FA:D7:F0:D7:96", entry.nymiBandId());
        assertEquals("Active", entry.userStatus());
    }

    @Test
    void tomlThatDoesNotParseIsReportedWithItsPosition() {
        List<DirectoryParser.Problem> errors =
                DirectoryParser.parse("[[band]]\nNymiBandID = \n").errors();
        assertEquals(2, errors.get(0).line());
    }

    @Test
    void allProblemsAreReportedAtOnceEachWhereItStands() {
        List<DirectoryParser.Problem> errors = DirectoryParser.parse("""
                        [[band]]
                        NymiBandID = "C2:FA:D7:F0:D7"
                        NfcUID = "04A2B"

                        [[band]]
                        NfcUID = 5
                        UserStatus = "Locked"
                        """).errors();
        assertEquals(
                List.of("2:1", "3:1", "5:1", "6:1", "7:1"),
                errors.stream().map(p -> p.line() + ":" + p.column()).toList());
        assertTrue(
                errors.get(4).what().contains("PasswordExpired"), errors.get(4).what());
    }

    @Test
    void aBandACardOrAUserThatStandsTwiceIsRefused() {
        String twice = TWO_USERS
                .replace("D7:97", "D7:96")
                .replace("E6F8", "E6F7")
                .replace("PLANT", "plant")
                .replace("bjones", "ASmith");
        List<DirectoryParser.Problem> errors = DirectoryParser.parse(twice).errors();
        assertEquals(
                List.of(8, 9, 10),
                errors.stream().map(DirectoryParser.Problem::line).toList());
        assertTrue(errors.get(1).what().contains("line 2"), errors.get(1).what());
    }

    @Test
    void everyJoinedStatusIsTakenAndNoOther() {
        for (String good : List.of(
                "Active",
                "Inactive",
                "NotExist",
                "Active|Locked",
                "Inactive|PasswordExpired|Locked",
                "NotExist|Locked")) {
            assertEquals(List.of(), status(good), good);
        }
        for (String bad : List.of(
                "", "active", "Locked", "Active|", "Active|Inactive", "Active|Locked|Locked", "Active Locked")) {
            assertEquals(1, status(bad).size(), bad);
        }
    }

    private static List<DirectoryParser.Problem> status(String status) {
        return DirectoryParser.parse("[[band]]\nNymiBandID = \"C2:FA:D7:F0:D7:96\"\nUserStatus = \"" + status + "\"\n")
                .errors();
    }

    @Test
    void aKeyThatNobodyKnowsIsAWarningOnly() {
        DirectoryParser.Result result =
                DirectoryParser.parse("title = 1\n[[band]]\nNymiBandID = \"C2:FA:D7:F0:D7:96\"\nShoe = 43\n");
        assertEquals(1, result.directory().size());
        assertEquals(2, result.warnings().size());
        assertTrue(result.warnings().get(1).what().contains("Shoe"));
    }

    @Test
    void aUserNameNeedsItsDomain() {
        List<DirectoryParser.Problem> errors = DirectoryParser.parse(
                        "[[band]]\nNymiBandID = \"C2:FA:D7:F0:D7:96\"\nUsername = \"asmith\"\n")
                .errors();
        assertEquals(1, errors.size());
        assertTrue(errors.get(0).what().contains("'Domain'"), errors.get(0).what());
    }

    @Test
    void bandThatIsNoListOfTablesIsRefused() {
        assertEquals(
                1,
                DirectoryParser.parse("[band]\nNymiBandID = \"x\"\n").errors().size());
        assertEquals(2, DirectoryParser.parse("band = [1, 2]\n").errors().size());
    }
}
