package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.service.Supervisor;
import nbe.tap.BandTracker;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.Test;

/** What a service manager hears of the core, in time that only the test moves. */
class SupervisionTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<String> told = new ArrayList<>();
    private boolean deaf;
    private long now;

    private final Supervisor supervisor = new Supervisor() {
        @Override
        public boolean ready() {
            told.add(deaf ? "ready, unheard" : "ready");
            return !deaf;
        }

        @Override
        public void status(String line) {
            told.add(line);
        }

        @Override
        public void alive() {
            told.add("alive");
        }

        @Override
        public void stopping() {
            told.add("stopping");
        }
    };

    private static Endpoint endpoint(int adapters) {
        return new Endpoint(
                new Identity("line-3", "1.0", "Linux"),
                adapters,
                new BandTracker(new TapSettings(TapRule.MEAN, 10, 50, -42, -60, -64, Duration.ofSeconds(30))),
                Instant.EPOCH::plusNanos,
                new Counters());
    }

    private List<String> turn(Supervision supervision, Endpoint endpoint, boolean linked) {
        told.clear();
        supervision.turned(endpoint, linked, now);
        return List.copyOf(told);
    }

    @Test
    void theStartIsOverOnceAnAdapterScans() {
        Endpoint endpoint = endpoint(1);
        Supervision supervision = new Supervision(supervisor, () -> true);
        assertEquals(
                List.of("alive", "recovering the adapter; agent not connected; 0 bands here"),
                turn(supervision, endpoint, false));
        endpoint.onStatus(
                new AdapterEvent.Changed(1, new AdapterStatus.Scanning("ttyACM0", "1.3.2", "00:07:80:1A:2B:3C")));
        assertEquals(
                List.of("alive", "scanning; agent connected; 0 bands here", "ready"),
                turn(supervision, endpoint, true));
        assertEquals(List.of("alive"), turn(supervision, endpoint, true));
    }

    @Test
    void theStartIsOverOnceItIsKnownThatThereIsNoAdapter() {
        Endpoint endpoint = endpoint(1);
        endpoint.onStatus(new AdapterEvent.Changed(1, new AdapterStatus.Missing("auto")));
        assertEquals(
                List.of("alive", "No Bluetooth adapter is attached; agent not connected; 0 bands here", "ready"),
                turn(new Supervision(supervisor, () -> true), endpoint, false));
    }

    @Test
    void theStartIsOverAtOnceWhereNoAdapterIsLookedFor() {
        assertEquals(
                List.of("alive", "no Bluetooth ([ble] enabled = false); agent not connected; 0 bands here", "ready"),
                turn(new Supervision(supervisor, () -> true), endpoint(0), false));
    }

    @Test
    void whatWasNotHeardIsSaidAgain() {
        Supervision supervision = new Supervision(supervisor, () -> true);
        deaf = true;
        assertTrue(turn(supervision, endpoint(0), false).contains("ready, unheard"));
        deaf = false;
        assertTrue(turn(supervision, endpoint(0), false).contains("ready"));
        assertEquals(List.of("alive"), turn(supervision, endpoint(0), false));
    }

    @Test
    void aNewLineComesOnceASecondAtMost() {
        Endpoint endpoint = endpoint(0);
        Supervision supervision = new Supervision(supervisor, () -> true);
        turn(supervision, endpoint, false);
        now += SECOND / 2;
        assertEquals(List.of("alive"), turn(supervision, endpoint, true));
        now += SECOND / 2;
        assertEquals(
                List.of("alive", "no Bluetooth ([ble] enabled = false); agent connected; 0 bands here"),
                turn(supervision, endpoint, true));
    }

    @Test
    void noSignOfLifeIsGivenOnceAThreadHasDied() {
        boolean[] allLive = {true};
        Supervision supervision = new Supervision(supervisor, () -> allLive[0]);
        assertTrue(turn(supervision, endpoint(1), false).contains("alive"));
        allLive[0] = false;
        assertFalse(turn(supervision, endpoint(1), false).contains("alive"));
    }
}
