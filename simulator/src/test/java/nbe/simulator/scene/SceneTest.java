package nbe.simulator.scene;

import static nbe.simulator.dongle.Bench.MILLIS;
import static nbe.simulator.dongle.Bench.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nbe.simulator.air.Air;
import nbe.simulator.air.RadioModel;
import nbe.simulator.air.Reception;
import nbe.simulator.air.Scanner;
import nbe.simulator.band.VirtualBand;
import org.junit.jupiter.api.Test;

class SceneTest {
    private static final SceneBand ALICE = SceneBand.weak("alice", Scenes.ALICE, 2);

    private static Scene scene(double loop, SceneStep... steps) {
        return new Scene("test", loop, RadioModel.STILL, 0, List.of(ALICE), List.of(steps));
    }

    @Test
    void theWorkersStoryIsToldInOrder() {
        List<String> alice = Scenes.worker().events().stream()
                .filter(event -> event.band().equals("alice"))
                .map(event -> event.kind().name())
                .toList();
        assertEquals(
                List.of("AUTHENTICATES", "WALKS_UP", "TAPS", "TAPS", "LEAVES", "APPEARS", "TAKES_OFF", "PUTS_ON"),
                alice);
        assertTrue(Scenes.worker().events().stream()
                .noneMatch(event ->
                        event.band().equals("bob") && event.kind().name().startsWith("TAPS")));
    }

    @Test
    void aTapWindowSaysWhenAnIntentIsWanted() {
        Scene scene = scene(0, new SceneStep(10, "alice", new SceneAction.Tap(0.03, 0.5, 2, 0.25)));
        assertEquals(List.of(new ExpectedTap("alice", Scenes.ALICE, 10, 10.5, 12.5, 13, 0.03)), scene.taps());
        assertEquals(12.75, scene.durationSeconds(), 1e-9);
    }

    @Test
    void aBandThatIsNotAuthenticatedTapsInVain() {
        Scene scene = scene(
                0,
                new SceneStep(1, "alice", new SceneAction.TakeOff()),
                new SceneStep(2, "alice", new SceneAction.PutOn()),
                new SceneStep(3, "alice", new SceneAction.Tap(0.03, 0.5, 2, 0.25)),
                new SceneStep(9, "alice", new SceneAction.Authenticate()),
                new SceneStep(10, "alice", new SceneAction.Tap(0.03, 0.5, 2, 0.25)));
        assertEquals(SceneEvent.Kind.TAPS_UNAUTHENTICATED, scene.events().get(2).kind());
        assertEquals(1, scene.taps().size());
        assertEquals(10, scene.taps().get(0).openSeconds());
    }

    @Test
    void stepsAreCarriedOutWhenTheirTimeHasCome() {
        Scene scene = scene(
                0,
                new SceneStep(2, "alice", new SceneAction.Leave(10, 3)),
                new SceneStep(1, "alice", new SceneAction.Deauthenticate()));
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        List<SceneEvent> told = new ArrayList<>();
        ScenePlayer player = ScenePlayer.start(scene, air, 100 * SECONDS, 1, told::add);
        VirtualBand alice = player.band("alice");
        air.skip(101 * SECONDS - 1);
        assertTrue(alice.isWeak());
        air.skip(101 * SECONDS);
        assertEquals(SceneEvent.Kind.LOSES_AUTHENTICATION, told.get(0).kind());
        assertTrue(!alice.isWeak());
        air.skip(104 * SECONDS);
        assertTrue(alice.advertisement(105 * SECONDS - 1).isPresent());
        assertTrue(alice.advertisement(105 * SECONDS).isEmpty());
        assertEquals(Long.MAX_VALUE, player.deadline());
    }

    @Test
    void aLoopBeginsWithEverythingAsItWas() {
        Scene scene = scene(
                10,
                new SceneStep(1, "alice", new SceneAction.Walk(5, 1)),
                new SceneStep(3, "alice", new SceneAction.TakeOff()),
                new SceneStep(4, "alice", new SceneAction.RequestService(7)),
                new SceneStep(5, "alice", new SceneAction.Vanish()));
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        List<SceneEvent> told = new ArrayList<>();
        ScenePlayer player = ScenePlayer.start(scene, air, 0, 1, told::add);
        air.skip(10 * SECONDS);
        VirtualBand alice = player.band("alice");
        assertEquals(2, alice.metres(10 * SECONDS), 1e-9);
        assertEquals(
                "02010606ffb201010700",
                alice.advertisement(10 * SECONDS).orElseThrow().toString());
        air.skip(25 * SECONDS);
        assertEquals(
                List.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2),
                told.stream().map(SceneEvent::round).toList());
        assertEquals(21, told.get(8).atSeconds(), 1e-9);
    }

    @Test
    void speedMovesBandsFasterAndLetsThemAdvertiseAsOften() {
        Scene scene = scene(0, new SceneStep(10, "alice", new SceneAction.Walk(5, 10)));
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        ScenePlayer player = ScenePlayer.start(scene, air, 0, 10, event -> {});
        List<Reception> heard = new ArrayList<>();
        air.listen(2 * SECONDS, Scanner.of(200, 200, false), heard::add);
        assertEquals(3.5, player.band("alice").metres(1500 * MILLIS), 1e-6);
        assertEquals(5, player.band("alice").metres(2 * SECONDS), 1e-6);
        assertEquals(19, heard.size(), 2);
    }

    @Test
    void theLevelFollowsTheStory() {
        Scene scene = scene(0, new SceneStep(5, "alice", new SceneAction.Tap(0.02, 0.4, 2, 0.4)));
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        ScenePlayer.start(scene, air, 0, 1, event -> {});
        List<Reception> heard = new ArrayList<>();
        air.listen(10 * SECONDS, Scanner.of(200, 200, false), heard::add);
        ExpectedTap tap = scene.taps().get(0);
        assertTrue(heard.size() > 80);
        for (Reception reception : heard) {
            double at = reception.atNanos() / 1e9;
            if (at >= tap.arriveSeconds() && at <= tap.leaveSeconds()) {
                assertEquals(-38, reception.rssiDbm(), "at " + at);
            } else if (at < tap.openSeconds() || at > tap.leaveSeconds() + 0.4) {
                assertEquals(-60, reception.rssiDbm(), "at " + at);
            }
        }
    }

    @Test
    void aRandomSceneIsThatOfItsSeed() {
        Scene one = Scenes.randomDesk(20, 0.25, RadioModel.OFFICE, new SplittableRandom(9));
        assertEquals(one, Scenes.randomDesk(20, 0.25, RadioModel.OFFICE, new SplittableRandom(9)));
        assertEquals(20, one.taps().size());
        for (ExpectedTap tap : one.taps()) {
            double hold = tap.leaveSeconds() - tap.arriveSeconds();
            assertTrue(hold >= 0.5 - 1e-9 && hold <= 3 + 1e-9 && tap.metres() <= 0.05, tap::toString);
        }
        for (int i = 1; i < 20; i++) {
            assertTrue(one.taps().get(i).openSeconds() - one.taps().get(i - 1).closeSeconds() > 4);
        }
    }

    @Test
    void bystandersAreAllDifferent() {
        Scene scene = Scenes.worker().withBands(Scenes.bystanders(50, new SplittableRandom(3)));
        assertEquals(52, scene.bands().size());
        assertEquals(
                52, scene.bands().stream().map(SceneBand::address).distinct().count());
    }

    @Test
    void aSceneThatContradictsItselfIsRefused() {
        SceneStep stranger = new SceneStep(1, "carol", new SceneAction.Vanish());
        SceneStep late = new SceneStep(10, "alice", new SceneAction.Vanish());
        assertThrows(IllegalArgumentException.class, () -> scene(0, stranger));
        assertThrows(IllegalArgumentException.class, () -> scene(10, late));
        assertThrows(IllegalArgumentException.class, () -> Scenes.worker().withBands(List.of(ALICE)));
    }
}
