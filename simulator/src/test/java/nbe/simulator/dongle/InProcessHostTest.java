package nbe.simulator.dongle;

import static nbe.simulator.dongle.Bench.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.Air;
import nbe.simulator.air.RadioModel;
import nbe.simulator.scene.ExpectedTap;
import nbe.simulator.scene.Scene;
import nbe.simulator.scene.ScenePlayer;
import nbe.simulator.scene.Scenes;
import org.junit.jupiter.api.Test;

class InProcessHostTest {
    private record Heard(long address, int rssiDbm, long atNanos) {}

    private final Air air = new Air(RadioModel.OFFICE, new SplittableRandom(5));
    private final SimulatedAdapter adapter = SimulatedAdapter.on(air, 5);
    private final List<Heard> heard = new ArrayList<>();
    private final InProcessHost host = new InProcessHost(adapter, 3, (number, view, atNanos) -> {
        assertEquals(3, number);
        heard.add(new Heard(view.address(), view.rssiDbm(), atNanos));
    });

    @Test
    void aTapOfTheSceneIsHeardAtTheDongleWhenItHappens() {
        Scene scene = Scenes.randomDesk(200, 0.1, RadioModel.OFFICE, new SplittableRandom(8));
        ScenePlayer.start(scene, air, 0, 1, event -> {});
        host.start(0);
        host.advance(Scene.nanos(scene.durationSeconds()));
        host.stop(Scene.nanos(scene.durationSeconds()));
        for (ExpectedTap tap : scene.taps()) {
            double mean = heard.stream()
                    .filter(some -> some.atNanos() >= Scene.nanos(tap.arriveSeconds())
                            && some.atNanos() <= Scene.nanos(tap.leaveSeconds()))
                    .mapToInt(Heard::rssiDbm)
                    .average()
                    .orElseThrow(() -> new AssertionError("nothing heard in " + tap));
            assertTrue(mean > -47, () -> mean + " dBm in " + tap);
        }
        double far = heard.stream()
                .filter(some -> some.atNanos() < Scene.nanos(scene.taps().get(0).openSeconds()))
                .mapToInt(Heard::rssiDbm)
                .average()
                .orElseThrow();
        assertTrue(far < -42, "at the desk " + far);
    }

    @Test
    void packetsCarryTheirSimulatedTime() {
        ScenePlayer.start(Scenes.worker(), air, 0, 1, event -> {});
        host.start(0);
        host.advance(3600 * SECONDS);
        long last = 0;
        for (Heard some : heard) {
            assertTrue(some.atNanos() >= last);
            last = some.atNanos();
        }
        assertTrue(last > 3599 * SECONDS && last <= 3600 * SECONDS, "last at " + last);
        assertTrue(heard.size() > 30_000, () -> "heard " + heard.size());
    }

    @Test
    void anAdapterThatRefusesIsSaidSo() {
        adapter.faults().refuseDiscover(ResultCode.OUT_OF_MEMORY);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> host.start(0));
        assertTrue(refused.getMessage().contains("0x182"), refused.getMessage());
    }
}
