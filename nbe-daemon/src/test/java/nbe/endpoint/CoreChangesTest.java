package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nbe.agent.AgentLinks;
import nbe.agent.link.LinkEvent;
import nbe.agent.net.LinkTarget;
import nbe.agent.tls.TlsSettings;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.Test;

/** Changes of the configuration reach the core while taps are on their way. */
class CoreChangesTest extends CoreRig {
    /** Marks count from the first frame of a connection, which has one. */
    private static final long OF_THE_INTENT = 2;

    private void otherAgent() {
        LinkTarget target = LinkTarget.direct(URI.create("ws://127.0.0.1:10/"), TlsSettings.NONE);
        inbox.post(new CoreEvent.Changed(new CoreChange.Agent(
                new Identity("moved", "1.0", "Linux"),
                numbers -> AgentLinks.after(numbers, transport, target, () -> nanos, operation -> {}))));
    }

    @Test
    void anIntentOnItsWayIsConfirmedBeforeTheConnectionEndsAndTheNextOneGoesToTheOtherAgent() throws Exception {
        opened(1);
        transport.confirms = false;
        card();
        assertEquals(List.of("intent"), frames(1, 1));
        otherAgent();
        pass(Duration.ofMillis(100));
        card();
        idle();
        assertTrue(transport.asked.isEmpty(), transport.asked::toString);
        fromLink(new LinkEvent.Confirmed(1, OF_THE_INTENT));
        assertEquals("close 1 1000", transport.next());
        assertEquals("connect 2", transport.next());
        transport.confirms = true;
        fromLink(new LinkEvent.Opened(2, "there"));
        String endpoint = transport.next();
        assertTrue(endpoint.startsWith("2 ") && endpoint.contains("\"moved\""), endpoint);
        assertEquals(List.of("ble_ready", "intent"), frames(2, 2));
        idle();
        assertEquals(Optional.empty(), counters.increases());
    }

    @Test
    void anAgentThatConfirmsNothingIsWaitedForHalfASecond() throws Exception {
        opened(1);
        transport.confirms = false;
        card();
        assertEquals(List.of("intent"), frames(1, 1));
        otherAgent();
        pass(Duration.ofMillis(499));
        band();
        idle();
        assertTrue(transport.asked.isEmpty(), transport.asked::toString);
        pass(Duration.ofMillis(1));
        band();
        assertEquals("close 1 1000", transport.next());
        assertEquals("connect 2", transport.next());
        idle();
        assertTrue(counters.increases().orElse("").contains("so that it may have arrived) 1"));
    }

    @Test
    void withoutAConnectionTheOtherAgentIsConnectedToAtOnceWhateverTheBackOff() throws Exception {
        for (int link = 1; link <= 6; link++) {
            fromLink(new LinkEvent.Lost(link, GONE));
            idle();
            pass(Duration.ofSeconds(40));
            band(); // wakes the loop
            assertEquals("connect " + (link + 1), transport.next());
        }
        fromLink(new LinkEvent.Lost(7, GONE));
        otherAgent();
        assertEquals("connect 8", transport.next());
        otherAgent();
        assertEquals("abort 8", transport.next());
        assertEquals("connect 9", transport.next());
        opened(9);
        assertEquals(List.of("presence"), frames(9, 1));
        onlyANewTapFollows(9);
    }

    @Test
    void aShorterAbsenceIsToldInTheSameTurn() throws Exception {
        opened(1);
        band();
        assertEquals(List.of("presence"), frames(1, 1));
        for (int second = 0; second < 10; second++) {
            pass(Duration.ofSeconds(1));
            fromLink(new LinkEvent.Heard(1)); // the loop turns: nothing stands still
            idle();
        }
        inbox.post(new CoreEvent.Changed(new CoreChange.Bands(
                new TapSettings(TapSettings.DEFAULTS.rule(), 10, 50, -42, -60, -64, Duration.ofSeconds(5)))));
        String absent = transport.next();
        assertTrue(absent.contains("\"absent\""), absent);
        onlyANewTapFollows(1);
    }

    @Test
    void proximityThatIsSwitchedOffIsToldToTheAgentAtOnceAlsoOfABandThatIsSilent() throws Exception {
        opened(1);
        for (int sighting = 0; sighting < 10; sighting++) {
            band();
            idle();
            pass(Duration.ofMillis(100));
        }
        assertEquals(List.of("presence", "presence"), frames(1, 2), "unknown, then far");
        pass(Duration.ofSeconds(1)); // the outbox lets a band's presences go one by one
        inbox.post(new CoreEvent.Changed(new CoreChange.Bands(new TapSettings(
                TapSettings.DEFAULTS.rule(), 10, 50, -42, TapSettings.NO_PROXIMITY, -83, Duration.ofSeconds(30)))));
        String presence = transport.next();
        assertTrue(presence.contains("\"presence\"") && presence.contains("\"unknown\""), presence);
        onlyANewTapFollows(1);
    }
}
