package nbe.simulator.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;
import org.junit.jupiter.api.Test;

class SceneFileTest {
    private static final String RAW = """
            [[band]]
            id = "tag"
            address = "C2:FA:D7:F0:D7:96"
            distance = 1
            address_changes = 5
            [band.raw]
            data = "02 01 06 02 00 08"
            enrolled = "3.1"
            on_body = "3.0"
            service_request_state = 4
            """;

    private static final String ALICE = """
            [[band]]
            id = "alice"
            address = "C2:FA:D7:F0:D7:96"
            distance = 4
            """;

    private static List<String> problems(String text) {
        SceneException wrong = assertThrows(SceneException.class, () -> SceneFile.parse(text, "x.toml"));
        assertEquals(wrong.problems().size(), wrong.getMessage().lines().count());
        wrong.getMessage().lines().forEach(line -> assertTrue(line.startsWith("x.toml:"), line));
        return wrong.problems().stream().map(SceneProblem::toString).toList();
    }

    private static void complains(String text, String... starts) {
        List<String> problems = problems(text);
        assertEquals(starts.length, problems.size(), problems::toString);
        for (int i = 0; i < starts.length; i++) {
            assertTrue(problems.get(i).startsWith(starts[i]), problems.get(i) + " does not start with " + starts[i]);
        }
    }

    @Test
    void everyVerbAndEveryKeyIsRead() throws SceneException {
        Scene scene = SceneFile.parse("""
                name = "all"
                loop = 60
                foreign_adverts_per_second = 12.5
                [radio]
                exponent = 2.5
                loss = 0
                [[band]]
                id = "alice"
                address = "C2:FA:D7:F0:D7:96"
                distance = 4.5
                interval = 0.25
                enrolled = true
                authenticated = false
                on_body = true
                service_request = 3
                version = 0
                payload = "scan_response"
                silent = true
                [[step]]
                at = 1
                band = "alice"
                do = "appear"
                to = 3
                [[step]]
                at = 2.5
                band = "alice"
                do = "authenticate"
                [[step]]
                at = 3
                band = "alice"
                do = "walk"
                to = 1
                over = 2
                [[step]]
                at = 6
                band = "alice"
                do = "tap"
                to = 0.04
                reach = 0.3
                hold = 1.5
                back = 0.6
                [[step]]
                at = 10
                band = "alice"
                do = "tap"
                [[step]]
                at = 20
                band = "alice"
                do = "request_service"
                state = 4
                [[step]]
                at = 21
                band = "alice"
                do = "leave"
                to = 9
                over = 4
                """, "all.toml");
        assertEquals("all", scene.name());
        assertEquals(60, scene.loopSeconds());
        assertEquals(12.5, scene.foreignAdvertsPerSecond());
        assertEquals(2.5, scene.radio().exponent());
        assertEquals(0, scene.radio().loss());
        assertEquals(-38, scene.radio().referenceDbm());
        assertEquals(
                new SceneBand(
                        "alice", Scenes.ALICE, 0.25, 4.5, true, false, true, 3, 0, true, true, 0, Optional.empty()),
                scene.bands().get(0));
        assertEquals(
                List.of(
                        new SceneAction.Appear(3),
                        new SceneAction.Authenticate(),
                        new SceneAction.Walk(1, 2),
                        new SceneAction.Tap(0.04, 0.3, 1.5, 0.6),
                        new SceneAction.Tap(0.03, 0.4, 1, 0.4),
                        new SceneAction.RequestService(4),
                        new SceneAction.Leave(9, 4)),
                scene.steps().stream().map(SceneStep::action).toList());
    }

    @Test
    void aBandCanSendOtherBytesAndChangeItsAddress() throws SceneException {
        Scene scene = SceneFile.parse(RAW, "raw.toml");
        VirtualBand band = scene.newBands().get("tag");
        assertEquals("020106030008", band.advertisement(0).orElseThrow().toString());
        band.onBody(false);
        assertEquals("020106020008", band.advertisement(0).orElseThrow().toString());
        band.serviceRequestState(7);
        assertEquals("020106020708", band.advertisement(0).orElseThrow().toString());
        DeviceAddress first = band.address(0);
        assertEquals(first, band.address(Scene.nanos(4.9)));
        assertNotEquals(first, band.address(Scene.nanos(5)));
        assertEquals(1, first.value() >>> 46, "resolvable: top bits 01");
    }

    @Test
    void wrongRawBytesAreToldWhereTheyStand() {
        SceneException wrong = assertThrows(
                SceneException.class,
                () -> SceneFile.parse(
                        RAW.replace("02 01 06 02 00 08", "02 01 06 02 00 0")
                                .replace("address_changes = 5", "address_changes = 0"),
                        "raw.toml"));
        assertTrue(wrong.getMessage().contains("raw.toml:7:1: data is '02 01 06 02 00 0'"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("raw.toml:5:1: address_changes is 0"), wrong.getMessage());
        SceneException bits = assertThrows(
                SceneException.class,
                () -> SceneFile.parse(
                        RAW.replace("3.0", "6.0").replace("service_request_state = 4", "service_request_state = 6"),
                        "raw.toml"));
        assertTrue(
                bits.getMessage().contains("on_body is '6.0', allowed is BYTE.BIT, bytes 0 to 5"), bits.getMessage());
        assertTrue(bits.getMessage().contains("service_request_state is 6"), bits.getMessage());
    }

    @Test
    void anAirIsNamedAndItsValuesChanged() throws SceneException {
        assertEquals(RadioModel.OFFICE, SceneFile.parse(ALICE, "x.toml").radio());
        assertEquals(
                RadioModel.VENDOR,
                SceneFile.parse("[radio]\nair = \"vendor\"\n" + ALICE, "x.toml").radio());
        RadioModel changed = SceneFile.parse("[radio]\nair = \"vendor\"\nloss = 0\n" + ALICE, "x.toml")
                .radio();
        assertEquals(-60, changed.meanDbm(0.3));
        assertEquals(0, changed.loss());
    }

    @Test
    void theSceneFileThatIsShippedIsTheBuiltInScene() throws Exception {
        assertEquals(Scenes.worker(), SceneFile.read(Path.of("scenes", "worker.toml")));
    }

    @Test
    void everyStateVerbIsRead() throws SceneException {
        for (String verb :
                List.of("authenticate", "deauthenticate", "put_on", "take_off", "enroll", "unenroll", "vanish")) {
            Scene scene =
                    SceneFile.parse(ALICE + "[[step]]\nat = 1\nband = \"alice\"\ndo = \"" + verb + "\"\n", "x.toml");
            assertEquals(
                    verb.replace("_", ""),
                    scene.steps().get(0).action().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void bandsAreWeakUnlessTheFileSaysOtherwise() throws SceneException {
        assertEquals(
                SceneBand.weak("alice", Scenes.ALICE, 4),
                SceneFile.parse(ALICE, "x.toml").bands().get(0));
    }

    @Test
    void whatIsNoTomlIsSaidWithItsPosition() {
        complains("loop = \n", "1:");
        complains(ALICE + "distance = 5\n", "5:1:");
    }

    @Test
    void aSceneWithoutBandsIsNone() {
        complains("", "1:1: a scene needs at least one [[band]]");
    }

    @Test
    void aWrongValueIsSaidWithWhatIsAllowed() {
        complains("loop = \"long\"\n" + ALICE, "1:1: loop is long, allowed is a number from 1.0 to 86400.0");
        complains(ALICE + "interval = 0.01\n", "5:1: interval is 0.01, allowed is a number from 0.02 to 10.24");
        complains(ALICE + "enrolled = 1\n", "5:1: enrolled is 1, allowed is true or false");
        complains(ALICE + "version = 1.5\n", "5:1: version is 1.5, allowed is a whole number from 0 to 255");
        complains(ALICE + "payload = \"elsewhere\"\n", "5:1: payload is 'elsewhere', allowed are advertisement, scan");
        complains("[radio]\nloss = 2\n" + ALICE, "2:1: loss is 2, allowed is a number from 0.0 to 1.0");
        complains("[radio]\nair = \"sea\"\n" + ALICE, "2:1: air is 'sea', allowed are office, vendor");
        complains("band = 3\n", "1:1: band is written as [[band]]");
        complains("radio = 3\n" + ALICE, "1:1: radio is written as [radio]");
    }

    @Test
    void aKeyThatNobodyKnowsIsSaid() {
        complains("lop = 40\n" + ALICE, "1:1: unknown key 'lop'; allowed are ");
        complains(ALICE + "color = \"red\"\n", "5:1: unknown key 'color'");
        complains(ALICE + "[[step]]\nat=1\nband=\"alice\"\ndo=\"vanish\"\nto=3\n", "9:1: unknown key 'to'");
    }

    @Test
    void whatIsMissingIsSaidAtItsTable() {
        complains("[[band]]\nid = \"a\"\ndistance = 1\n", "1:1: 'address' is missing");
        complains(ALICE + "[[step]]\nat = 1\nband = \"alice\"\ndo = \"walk\"\nto = 2\n", "5:1: 'over' is missing");
    }

    @Test
    void bandsMustDifferAndStepsMustNameOne() {
        complains(ALICE + ALICE, "6:1: another band is called 'alice'", "7:1: another band has the address");
        complains(
                ALICE + "[[step]]\nat = 1\nband = \"carol\"\ndo = \"vanish\"\n",
                "7:1: there is no band 'carol'; there are [alice]");
        complains(
                ALICE + "[[step]]\nat = 1\nband = \"alice\"\ndo = \"dance\"\n",
                "8:1: unknown action 'dance'; allowed are authenticate,");
        complains(
                "loop = 10\n" + ALICE + "[[step]]\nat = 10\nband = \"alice\"\ndo = \"vanish\"\n",
                "7:1: at is 10.0, but the scene starts again after 10.0 s");
        complains(ALICE.replace("C2:FA", "C2FA"), "3:1: 'C2FA:D7:F0:D7:96' is no Bluetooth address");
    }

    @Test
    void allProblemsAreSaidAtOnceInTheOrderOfTheFile() {
        complains("loop = 0\nfoo = 1\n" + ALICE + "silent = \"no\"\n", "1:1:", "2:1:", "7:1:");
    }
}
