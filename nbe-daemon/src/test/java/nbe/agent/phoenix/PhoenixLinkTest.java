package nbe.agent.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkEvent.Confirmed;
import nbe.agent.link.LinkEvent.Heard;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;
import nbe.agent.link.LogLines;
import org.junit.jupiter.api.Test;

/** Phoenix channels as a client has to speak them, against frames as Phoenix writes them. */
class PhoenixLinkTest {
    private static final String TOPIC = "endpoint:desk-7";
    private static final String JOIN_OK =
            "[\"1\",\"1\",\"endpoint:desk-7\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]";
    private static final String INTENT =
            "{\"operation\":\"intent\",\"exchange\":null,\"payload\":{\"type\":\"BLE\"},\"status\":0,\"error\":{}}";
    private static final String HELLO =
            "{\"operation\":\"endpoint\",\"exchange\":null,\"payload\":{},\"status\":0,\"error\":{}}";

    /** What was asked of the WebSocket, in order. */
    private final List<String> asked = new ArrayList<>();

    private final List<String> refused = new ArrayList<>();
    private long now = -TimeUnit.SECONDS.toNanos(7);
    private final PhoenixLink link = new PhoenixLink(new Recorder(), TOPIC, () -> now, refused::add);

    private final class Recorder implements AgentTransport {
        @Override
        public void connect(long number) {
            asked.add("connect " + number);
        }

        @Override
        public void send(long number, String text) {
            asked.add(number + " " + text);
        }

        @Override
        public void send(long number, String text, long mark) {
            asked.add(number + " " + text + " ping " + mark);
        }

        @Override
        public void ping(long number) {
            asked.add("ping " + number);
        }

        @Override
        public void readOn(long number) {
            asked.add("readOn " + number);
        }

        @Override
        public void close(long number, int code, String reason) {
            asked.add("close " + number + " " + code);
        }

        @Override
        public void abort(long number, LinkCause cause) {
            asked.add("abort " + number);
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }

    private List<LinkEvent> hears(LinkEvent event) {
        return link.onEvent(event, now);
    }

    private List<LinkEvent> hears(String frame) {
        return hears(new Text(1, frame));
    }

    /** Connected and joined as the machine's connection 5; all that was asked so far is forgotten. */
    private void joined() {
        link.connect(5);
        hears(new Opened(1, "10.0.0.5:443"));
        hears(new Sent(1));
        assertEquals(List.of(new Opened(5, "10.0.0.5:443, channel endpoint:desk-7")), hears(JOIN_OK));
        asked.clear();
    }

    private static LinkCause cause(List<LinkEvent> events) {
        assertEquals(1, events.size(), events.toString());
        return ((Lost) events.get(0)).cause();
    }

    // ---- the join

    @Test
    void theMachineHearsOfAConnectionOnceTheTopicIsJoined() {
        link.connect(5);
        assertEquals(List.of("connect 1"), asked);
        assertEquals(List.of(), hears(new Opened(1, "here")));
        assertEquals("1 [\"1\",\"1\",\"endpoint:desk-7\",\"phx_join\",{}]", asked.get(1));
        assertEquals(List.of(), hears(new Sent(1)), "the machine sent nothing");
        assertEquals(List.of(), hears(new Heard(1)), "nor is anything open");
        assertEquals(List.of(new Opened(5, "here, channel endpoint:desk-7")), hears(JOIN_OK));
        assertEquals("readOn 1", asked.get(2), "whatever is dealt with here is read past");
    }

    @Test
    void aRefusalIsALossWithItsReasonAndTheWebSocketIsClosed() {
        link.connect(5);
        hears(new Opened(1, "here"));
        hears(new Sent(1));
        LinkCause cause = cause(hears("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_reply\","
                + "{\"status\":\"error\",\"response\":{\"reason\":\"unauthorized\"}}]"));
        assertEquals(Kind.JOIN, cause.kind());
        assertTrue(cause.text().contains("refuses the join of endpoint:desk-7: unauthorized"), cause.text());
        assertEquals("close 1 1000", asked.get(asked.size() - 1));
        assertEquals(List.of(), hears(new Lost(1, AgentMachine.STOPPED)), "it is known already");
        link.connect(6);
        assertEquals("connect 2", asked.get(asked.size() - 1));
    }

    @Test
    void aReasonOfAnotherShapeIsTellableToo() {
        link.connect(5);
        hears(new Opened(1, "here"));
        LinkCause cause = cause(hears("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_reply\","
                + "{\"status\":\"error\",\"response\":{\"code\":7,\"text\":\"no\\u0007bell\"}}]"));
        assertTrue(cause.text().contains("{\"code\":7,\"text\":\"no\\u0007bell\"}"), cause.text());
    }

    @Test
    void aJoinThatNobodyAnswersEndsTenSecondsAfterTheAttemptBegan() {
        link.connect(5);
        now += TimeUnit.SECONDS.toNanos(4);
        hears(new Opened(1, "here"));
        assertEquals(now + TimeUnit.SECONDS.toNanos(6), link.deadlineNanos());
        now += TimeUnit.SECONDS.toNanos(6) - 1;
        assertEquals(List.of(), link.onTime(now));
        now++;
        LinkCause cause = cause(link.onTime(now));
        assertTrue(cause.text().contains("within 10 s, stuck in the join of endpoint:desk-7"), cause.text());
        assertTrue(cause.text().contains("agent_protocol"), cause.text());
        assertEquals(Long.MAX_VALUE, link.deadlineNanos());
    }

    @Test
    void anAgentThatSpeaksPlainIsToldSo() {
        link.connect(5);
        hears(new Opened(1, "here"));
        LinkCause cause = cause(hears("{\"operation\":\"presence\"}"));
        assertEquals(Kind.JOIN, cause.kind());
        assertTrue(cause.text().contains("agent_protocol = \"plain\""), cause.text());
    }

    @Test
    void aConnectionThatNeverComesAboutIsLostWithItsOwnCause() {
        link.connect(5);
        LinkCause refusal = new LinkCause(Kind.REFUSED, "refused");
        assertEquals(List.of(new Lost(5, refusal)), hears(new Lost(1, refusal)));
    }

    // ---- messages

    @Test
    void aMessageIsAnEventOfTheTopicAndItsPayloadTheEnvelope() {
        joined();
        link.send(5, INTENT);
        assertEquals(List.of("1 [\"1\",\"2\",\"endpoint:desk-7\",\"intent\"," + INTENT + "]"), asked);
        assertEquals(List.of(new Sent(5)), hears(new Sent(1)));
    }

    @Test
    void aMessageThatIsToBeConfirmedHasThePingBehindItThoughItHadToWaitForAHeartbeat() {
        joined();
        link.ping(5);
        link.send(5, INTENT, 7);
        assertEquals(1, asked.size(), "the heartbeat is on its way");
        assertEquals(List.of(), hears(new Sent(1)));
        assertEquals("1 [\"1\",\"3\",\"endpoint:desk-7\",\"intent\"," + INTENT + "] ping 7", asked.get(1));
        assertEquals(List.of(new Sent(5)), hears(new Sent(1)));
        assertEquals(List.of(new Confirmed(5, 7)), hears(new Confirmed(1, 7)));
    }

    @Test
    void anEventOfTheAgentIsAMessageAndTheEventIsItsOperation() {
        joined();
        for (String payload : List.of(
                "{\"operation\":\"presence\",\"exchange\":\"a-1\",\"payload\":{}}",
                "{\"exchange\":\"a-1\",\"payload\":{},\"operation\":\"something else\"}")) {
            List<LinkEvent> told = hears("[null,null,\"endpoint:desk-7\",\"presence\"," + payload + "]");
            String text = ((Text) told.get(0)).text();
            assertTrue(text.contains("\"operation\":\"presence\""), text);
            assertTrue(text.contains("\"exchange\":\"a-1\""), text);
            assertEquals(List.of(), asked, "the core reads on when it has dealt with it");
            link.readOn(5);
            assertEquals(List.of("readOn 1"), asked);
            asked.clear();
        }
        assertEquals(
                List.of(new Text(5, "{\"operation\":\"presence\"}")),
                hears("[null,null,\"endpoint:desk-7\",\"presence\",{}]"));
        assertEquals(
                List.of(new Text(5, "{\"exchange\":\"a-2\",\"operation\":\"open the door\"}")),
                hears("[null,null,\"endpoint:desk-7\",\"open the door\",{\"exchange\":\"a-2\"}]"),
                "an operation that nobody knows: the core's to answer");
        List<LinkEvent> told = hears("[\"1\",null,\"endpoint:desk-7\",\"presence\",7]");
        assertEquals(List.of(new Text(5, "{\"payload\":7,\"operation\":\"presence\"}")), told);
    }

    @Test
    void whatIsNoMessageGetsTheAnswerThatIsForThat() {
        joined();
        for (String text : List.of("nonsense", "{\"operation\":\"presence\"}", "[1,2]", "[1,2,3,4,5]", "")) {
            assertEquals(List.of(new Text(5, "[" + text + "]")), hears(text));
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void whatIsForNobodyHereIsPassedOver() {
        joined();
        for (String frame : List.of(
                "[null,null,\"room:lobby\",\"presence\",{}]",
                "[\"0\",null,\"endpoint:desk-7\",\"presence\",{}]",
                "[\"0\",\"0\",\"endpoint:desk-7\",\"phx_error\",{}]",
                "[\"1\",null,\"endpoint:desk-7\",\"phx_leave\",{}]",
                "[\"1\",null,\"endpoint:desk-7\",\"presence_state\",{}]",
                "[\"1\",null,\"endpoint:desk-7\",\"presence_state\",{\"payload\":{\"metas\":[{\"phx_ref\":\"x\"}]}}]",
                "[null,null,\"endpoint:desk-7\",\"presence_diff\",{\"joins\":{},\"leaves\":{}}]",
                "[null,null,\"endpoint:desk-7\",\"welcome\",{}]",
                "[null,null,\"endpoint:desk-7\",\"new_msg\",{\"body\":\"hello\"}]",
                "[null,null,\"endpoint:desk-7\",\"new_msg\",\"exchange\"]",
                "[\"1\",\"99\",\"endpoint:desk-7\",\"phx_reply\",{\"status\":\"error\",\"response\":{}}]",
                "[null,\"99\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]")) {
            assertEquals(List.of(), hears(frame), frame);
            assertEquals(List.of("readOn 1"), asked, frame);
            asked.clear();
        }
    }

    @Test
    void aRefusedIntentIsCountedAndNotSentAgain() {
        joined();
        link.send(5, INTENT);
        hears(new Sent(1));
        asked.clear();
        try (LogLines lines = new LogLines("agent")) {
            assertEquals(
                    List.of(),
                    hears("[\"1\",\"2\",\"endpoint:desk-7\",\"phx_reply\","
                            + "{\"status\":\"error\",\"response\":{\"reason\":\"not now\"}}]"));
            assertEquals(List.of("the agent refuses the message intent: not now"), lines.warnings());
        }
        assertEquals(List.of("intent"), refused);
        assertEquals(List.of("readOn 1"), asked);
    }

    @Test
    void answersThatSayOkAreNothing() {
        joined();
        link.send(5, INTENT);
        hears(new Sent(1));
        assertEquals(
                List.of(),
                hears("[\"1\",\"2\",\"endpoint:desk-7\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]"));
        assertEquals(List.of(), refused);
    }

    // ---- the channel ends

    @Test
    void aChannelThatFailsOrIsClosedIsALossAndTheNextConnectionJoinsOnTheSameWebSocket() {
        long number = 5;
        joined();
        for (String event : List.of("phx_error", "phx_close")) {
            String joinRef = number == 5 ? "1" : "2";
            LinkCause cause =
                    cause(hears("[\"" + joinRef + "\",\"" + joinRef + "\",\"endpoint:desk-7\",\"" + event + "\",{}]"));
            assertEquals(Kind.JOIN, cause.kind());
            assertTrue(cause.text().contains(event), cause.text());
            assertEquals(List.of("readOn 1"), asked);
            assertEquals(List.of(), hears("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_close\",{}]"), "once");
            asked.clear();
            number++;
            link.connect(number);
            String ref = number == 6 ? "2" : "3";
            assertEquals(List.of("1 [\"" + ref + "\",\"" + ref + "\",\"endpoint:desk-7\",\"phx_join\",{}]"), asked);
            hears(new Sent(1));
            assertEquals(
                    List.of(new Opened(number, "10.0.0.5:443, channel endpoint:desk-7")),
                    hears(JOIN_OK.replace("\"1\",\"1\"", "\"" + ref + "\",\"" + ref + "\"")));
            asked.clear();
        }
    }

    @Test
    void withAnIntentOnItsWayTheWebSocketIsBrokenOffSoThatItDoesNotComeLate() {
        joined();
        link.send(5, INTENT);
        cause(hears("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_error\",{}]"));
        assertEquals("abort 1", asked.get(asked.size() - 1));
        assertEquals(List.of(), hears(new Sent(1)), "the machine counts it as uncertain already");
        asked.clear();
        link.connect(6);
        assertEquals(List.of("connect 2"), asked);
    }

    @Test
    void anAnswerThatTheTopicIsNotJoinedIsTheEndOfTheChannelToo() {
        joined();
        link.send(5, HELLO);
        hears(new Sent(1));
        LinkCause cause = cause(hears("[null,\"2\",\"endpoint:desk-7\",\"phx_reply\","
                + "{\"status\":\"error\",\"response\":{\"reason\":\"unmatched topic\"}}]"));
        assertTrue(cause.text().contains("is gone (unmatched topic)"), cause.text());
        assertEquals(List.of("other"), refused);
    }

    @Test
    void aWebSocketThatDiesWhileNothingIsJoinedIsNoSecondLoss() {
        joined();
        cause(hears("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_error\",{}]"));
        assertEquals(List.of(), hears(new Lost(1, new LinkCause(Kind.IO, "gone"))));
        asked.clear();
        link.connect(6);
        assertEquals(List.of("connect 2"), asked);
    }

    @Test
    void afterSleepAWebSocketThatWasKeptIsNotUsed() {
        joined();
        cause(hears("[\"1\",\"1\",\"endpoint:desk-7\",\"phx_error\",{}]"));
        link.onResume();
        assertEquals("abort 1", asked.get(asked.size() - 1));
        link.connect(6);
        assertEquals("connect 2", asked.get(asked.size() - 1));
    }

    // ---- heartbeats

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

    // ---- the end

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
