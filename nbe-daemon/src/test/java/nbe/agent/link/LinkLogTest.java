package nbe.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.util.List;
import nbe.agent.link.AgentEffect.ConnectFailed;
import nbe.agent.link.AgentEffect.LinkLost;
import nbe.agent.link.AgentEffect.Opened;
import nbe.agent.link.AgentEffect.Settled;
import nbe.agent.link.LinkCause.Kind;
import nbe.testing.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkLogTest {
    private static final long SECOND = 1_000_000_000L;
    private static final LinkCause REFUSED = new LinkCause(Kind.REFUSED, "127.0.0.1:9120: connection refused");

    private final LogLines lines = LogLines.of("agent");
    private final LinkLog log = new LinkLog();
    private long now = -5 * SECOND;

    @AfterEach
    void close() {
        lines.close();
    }

    private void fails(LinkCause cause) {
        log.note(new ConnectFailed(1, cause, 30 * SECOND), now);
    }

    private List<String> told() {
        return lines.from(Level.INFO);
    }

    @Test
    void aConnectionIsToldWithItsAddress() {
        log.note(new Opened(1, "10.0.0.5:443, TLSv1.3 TLS_AES_128_GCM_SHA256"), now);
        assertEquals(List.of("INFO connected to 10.0.0.5:443, TLSv1.3 TLS_AES_128_GCM_SHA256"), told());
    }

    @Test
    void aLostConnectionIsToldWithCauseAndDurationAndNextAttempt() {
        log.note(new Opened(1, "here"), now);
        log.note(
                new LinkLost(1, new LinkCause(Kind.SILENT, "nothing received for 60 s"), 3_725 * SECOND, SECOND / 2),
                now);
        assertEquals(
                "WARN connection lost after 62 min 5 s: nothing received for 60 s; next attempt in 0.5 s",
                told().get(1));
    }

    @Test
    void anAgentThatIsNotThereIsToldOnceAndItsReturnOnce() {
        for (int i = 0; i < 10; i++, now += 30 * SECOND) {
            fails(REFUSED);
        }
        log.note(new Opened(11, "127.0.0.1:9120"), now);
        assertEquals(
                List.of(
                        "WARN cannot connect: 127.0.0.1:9120: connection refused; next attempt in 30.0 s",
                        "INFO connected to 127.0.0.1:9120, after 10 failures in 5 min 0 s"),
                told());
        assertEquals(9, lines.of(Level.DEBUG).size(), "the repeats");
    }

    @Test
    void itIsToldAgainOnceAnHour() {
        for (int i = 0; i < 3 * 120; i++, now += 30 * SECOND) {
            fails(REFUSED);
        }
        assertEquals(3, told().size(), told().toString());
        assertTrue(told().get(1).endsWith("next attempt in 30.0 s; 120 failures in 60 min 0 s so far"), told().get(1));
    }

    @Test
    void anotherCauseIsToldButOnceAMinuteAtMost() {
        fails(REFUSED);
        now += 10 * SECOND;
        fails(new LinkCause(Kind.NAME_UNKNOWN, "the name agent is unknown"));
        assertEquals(1, told().size());
        now += 60 * SECOND;
        fails(new LinkCause(Kind.NAME_UNKNOWN, "the name agent is unknown"));
        assertEquals(2, told().size());
        now += 60 * SECOND;
        fails(new LinkCause(Kind.NAME_UNKNOWN, "the name agent is unknown"));
        assertEquals(2, told().size());
    }

    @Test
    void anotherStatusOrCloseCodeIsAnotherCause() {
        fails(new LinkCause(Kind.HANDSHAKE, "status 404", "10.0.0.5:443: the agent answers 404 Not Found"));
        now += 61 * SECOND;
        fails(new LinkCause(Kind.HANDSHAKE, "status 503", "10.0.0.5:443: the agent answers 503 Service Unavailable"));
        now += 61 * SECOND;
        fails(new LinkCause(Kind.CLOSED_BY_AGENT, "closed by the agent, 1012"));
        now += 61 * SECOND;
        fails(new LinkCause(Kind.CLOSED_BY_AGENT, "closed by the agent, 1013"));
        assertEquals(4, told().size(), told().toString());
        assertTrue(told().get(1).contains("503 Service Unavailable"), told().get(1));
    }

    @Test
    void anotherAddressOfTheSameNameIsNoOtherCause() {
        fails(new LinkCause(Kind.HANDSHAKE, "status 503", "[fd00::a]:443: the agent answers 503: request 8f3a"));
        now += 120 * SECOND;
        fails(new LinkCause(Kind.HANDSHAKE, "status 503", "[fd00::b]:443: the agent answers 503: request 91bc"));
        assertEquals(1, told().size(), told().toString());
    }

    @Test
    void anotherTimeInTheTextIsNoOtherCause() {
        fails(new LinkCause(Kind.TLS, "expired; the clock shows 2026-11-22T10:15:30Z"));
        now += 120 * SECOND;
        fails(new LinkCause(Kind.TLS, "expired; the clock shows 2026-11-22T10:17:30Z"));
        assertEquals(1, told().size());
    }

    @Test
    void connectionsThatDoNotLastAreOneTroubleWhoseEndIsToldWhenOneHasLasted() {
        for (int i = 0; i < 20; i++, now += 30 * SECOND) {
            log.note(new Opened(i, "here"), now);
            log.note(
                    new LinkLost(
                            i,
                            new LinkCause(Kind.CLOSED_BY_AGENT, "closed by the agent, 1013"),
                            SECOND / 10,
                            30 * SECOND),
                    now);
        }
        log.note(new Opened(21, "here"), now);
        now += 10 * SECOND;
        log.note(new Settled(21), now);
        assertEquals(
                List.of(
                        "INFO connected to here",
                        "WARN connection lost after 0.1 s: closed by the agent, 1013; next attempt in 30.0 s",
                        "INFO connected, and for 10.0 s now; after 20 failures in 10 min 10 s"),
                told());
    }

    @Test
    void thatAnotherDaemonTakesTheAgentAwayIsToldOnceAMinute() {
        for (int i = 0; i < 5; i++, now += 20 * SECOND) {
            log.note(
                    new LinkLost(
                            i,
                            new LinkCause(Kind.CLOSED_BY_AGENT, "closed by the agent, 1000: replaced: connected again"),
                            SECOND,
                            SECOND),
                    now);
        }
        String rival =
                "closed by the agent, 1000: replaced: connected again; another daemon with the same endpoint_id takes"
                        + " the agent from this one, process "
                        + ProcessHandle.current().pid();
        assertEquals(
                List.of(
                        "WARN connection lost after 1.0 s: " + rival + "; next attempt in 1.0 s",
                        "WARN connection lost after 1.0 s: " + rival
                                + "; next attempt in 1.0 s; 3 failures in 1 min 0 s so far"),
                told());
    }

    @Test
    void ourOwnCloseIsNoTrouble() {
        log.note(new Opened(1, "here"), now);
        log.note(new LinkLost(1, AgentMachine.STOPPED, 5 * SECOND, 0), now);
        assertEquals("INFO disconnected after 5.0 s: the endpoint stops", told().get(1));
    }
}
