package nbe.agent.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import org.junit.jupiter.api.Test;

/** Heartbeats, and a WebSocket that is closed, aborted or from before sleep. */
class PhoenixHeartbeatTest extends PhoenixRig {
    @Test
    void afterSleepAWebSocketThatWasKeptIsNotUsed() {
        joined();
        cause(hears("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_error\",{}]"));
        link.onResume();
        assertEquals("abort 1", asked.get(asked.size() - 1));
        link.connect(6);
        assertEquals("connect 2", asked.get(asked.size() - 1));
    }

    @Test
    void aPingIsAHeartbeatAndItsAnswerIsSwallowed() {
        joined();
        link.ping(5);
        assertEquals(List.of("1 [null,\"2\",\"phoenix\",\"heartbeat\",{}]"), asked);
        assertEquals(List.of(), hears(new Sent(1)));
        assertEquals(List.of(), hears("[null,\"2\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]"));
        link.ping(5);
        assertTrue(asked.get(asked.size() - 1).contains("heartbeat"), asked.toString());
        assertEquals(List.of(), link.onTime(now));
    }

    @Test
    void aHeartbeatWithoutAnAnswerUntilTheNextIsALoss() {
        joined();
        link.ping(5);
        hears(new Sent(1));
        assertEquals(Long.MAX_VALUE, link.deadlineNanos());
        link.ping(5);
        assertEquals(now, link.deadlineNanos());
        LinkCause cause = cause(link.onTime(now));
        assertEquals(new LinkCause(Kind.SILENT, "no answer to a Phoenix heartbeat for 20 s"), cause);
        assertEquals("close 1 1001", asked.get(asked.size() - 1));
    }

    @Test
    void oneFrameIsOnItsWayAtATime() {
        joined();
        link.ping(5);
        link.send(5, INTENT);
        assertEquals(1, asked.size(), asked.toString());
        assertEquals(List.of(), hears(new Sent(1)), "that was the heartbeat");
        assertEquals(2, asked.size());
        assertTrue(asked.get(1).contains("\"intent\""));
        link.ping(5);
        assertEquals(2, asked.size(), "the second heartbeat was not sent: the first is unanswered");
        assertEquals(List.of(new Sent(5)), hears(new Sent(1)));
    }

    @Test
    void aHeartbeatWaitsBehindAMessage() {
        joined();
        link.send(5, INTENT);
        link.ping(5);
        assertEquals(1, asked.size(), asked.toString());
        assertEquals(List.of(new Sent(5)), hears(new Sent(1)));
        assertTrue(asked.get(1).contains("heartbeat"), asked.toString());
        assertEquals(List.of(), hears(new Sent(1)));
    }

    @Test
    void aMessageThatWaitedBehindAHeartbeatIsNotSentOnceTheChannelIsLost() {
        joined();
        link.ping(5);
        link.send(5, INTENT);
        cause(hears("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_close\",{}]"));
        asked.clear();
        hears(new Sent(1));
        link.connect(6);
        assertEquals(List.of("connect 2"), asked, "and nothing of the intent");
    }

    @Test
    void aCloseIsThatOfTheWebSocket() {
        joined();
        link.close(5, 1000, "stop");
        assertEquals(List.of("close 1 1000"), asked);
        assertEquals(List.of(), hears("[null,null,\"endpoint:desk-7\",\"presence\",{}]"));
        assertEquals(List.of(new Lost(5, AgentMachine.STOPPED)), hears(new Lost(1, AgentMachine.STOPPED)));
    }

    @Test
    void anAbortIsThatOfTheWebSocketAndWhatItStillSaysIsNothing() {
        joined();
        link.abort(5, AgentMachine.SLEPT);
        assertEquals(List.of("abort 1"), asked);
        assertEquals(List.of(), hears(new Lost(1, AgentMachine.SLEPT)));
        link.send(5, INTENT);
        link.ping(5);
        link.readOn(5);
        assertEquals(List.of("abort 1"), asked);
    }

    @Test
    void whatAnEarlierWebSocketSaysIsNothing() {
        joined();
        link.abort(5, AgentMachine.SLEPT);
        link.connect(6);
        assertEquals(List.of(), hears(new Opened(1, "late")));
        assertEquals(List.of(), hears(new Lost(1, AgentMachine.SLEPT)));
        assertEquals(List.of(), link.onEvent(new Opened(2, "there"), now));
        assertTrue(asked.get(asked.size() - 1).startsWith("2 [\"2\",\"2\""), asked.toString());
    }
}
