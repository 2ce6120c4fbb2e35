package nbe.agent.phoenix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkEvent.Confirmed;
import nbe.agent.link.LinkEvent.Heard;
import nbe.agent.link.LinkEvent.Lost;
import nbe.agent.link.LinkEvent.Opened;
import nbe.agent.link.LinkEvent.Sent;
import nbe.agent.link.LinkEvent.Text;
import nbe.testing.LogLines;
import org.junit.jupiter.api.Test;

/** Phoenix channels as a client has to speak them, against frames as Phoenix writes them. */
class PhoenixLinkTest extends PhoenixRig {

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

    @Test
    void aMessageIsAnEventOfTheTopicAndItsPayloadTheEnvelope() {
        joined();
        link.send(5, INTENT);
        assertEquals(List.of("1 [\"1\",\"2\",\"endpoint:desk-7\",\"intent\"," + INTENT.text() + "]"), asked);
        assertEquals(List.of(new Sent(5)), hears(new Sent(1)));
    }

    @Test
    void aMessageThatIsToBeConfirmedHasThePingBehindItThoughItHadToWaitForAHeartbeat() {
        joined();
        link.ping(5);
        link.send(5, new Frame("intent", INTENT.text(), OptionalLong.of(7)));
        assertEquals(1, asked.size(), "the heartbeat is on its way");
        assertEquals(List.of(), hears(new Sent(1)));
        assertEquals("1 [\"1\",\"3\",\"endpoint:desk-7\",\"intent\"," + INTENT.text() + "] ping 7", asked.get(1));
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
        try (LogLines lines = LogLines.of("agent")) {
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
}
