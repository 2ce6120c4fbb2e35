package nbe.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import nbe.agent.link.AgentEffect.Close;
import nbe.agent.link.AgentEffect.Connect;
import nbe.agent.link.AgentEffect.ConnectFailed;
import nbe.agent.link.AgentEffect.LinkLost;
import nbe.agent.link.AgentEffect.Ping;
import nbe.agent.link.LinkCause.Kind;
import org.junit.jupiter.api.Test;

class AgentMachineTest extends AgentMachineRig {
    @Test
    void connectsAtOnceAtTheStart() {
        assertEquals(List.of("0.0 Connect 1"), run(0));
    }

    @Test
    void anAgentThatIsNotThereIsRetriedAfterHalfASecondDoublingTo30Seconds() {
        run(0);
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            assertEquals(1, lost().size());
            delays.add((machine.deadlineNanos() - now) / (double) SECOND);
            run(delays.get(i));
            assertEquals(i + 2, link());
        }
        assertEquals(List.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0), delays);
    }

    @Test
    void anAgentThatAcceptsAndClosesAfter100MillisecondsIsRetriedEverMoreSlowly() {
        run(0);
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            opened();
            run(0.1);
            LinkLost lost = (LinkLost) lost().get(0);
            delays.add(lost.retryInNanos() / (double) SECOND);
            run(delays.get(i));
        }
        assertEquals(List.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0), delays);
    }

    @Test
    void aConnectionThatLasted10SecondsPutsTheDelayBackToHalfASecond() {
        run(0);
        for (int i = 0; i < 5; i++) {
            lost();
            run((machine.deadlineNanos() - now) / (double) SECOND);
        }
        opened();
        assertEquals(List.of("10.0 Settled 6"), run(10));
        assertEquals(SECOND / 2, ((LinkLost) lost().get(0)).retryInNanos());
    }

    @Test
    void aConnectionThatLastedALittleLessDoesNot() {
        run(0);
        for (int i = 0; i < 5; i++) {
            lost();
            run((machine.deadlineNanos() - now) / (double) SECOND);
        }
        opened();
        assertEquals(List.of(), run(9.999));
        assertEquals(16 * SECOND, ((LinkLost) lost().get(0)).retryInNanos());
    }

    @Test
    void theDelayIsSpreadByChance() {
        AgentMachine spread = new AgentMachine(new Random(1), now);
        Set<Long> delays = new java.util.TreeSet<>();
        for (int i = 0; i < 100; i++) {
            spread.onResume(now); // back to the first delay
            spread.onEvent(new LinkEvent.Lost(spread.state().link(), CAUSE), now);
            delays.add((spread.deadlineNanos() - now) / 1_000_000);
        }
        assertTrue(delays.iterator().next() >= 400, delays.toString());
        assertTrue(delays.stream().allMatch(d -> d <= 600), delays.toString());
        assertTrue(delays.size() > 50, delays.toString());
    }

    @Test
    void pingsEvery20SecondsWhateverElseHappens() {
        run(0);
        opened();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            told.addAll(run(7));
            heard();
            machine.onEvent(new LinkEvent.Sent(link()), now);
        }
        assertEquals(4, told.size(), told.toString());
        assertTrue(told.stream().allMatch(t -> t.endsWith(" Ping 1")), told.toString());
        // the 20th, 40th, 60th and 80th second, within steps of seven
        assertEquals(
                List.of("6.0", "5.0", "4.0", "3.0"),
                told.stream().map(t -> t.substring(0, t.indexOf(' '))).toList());
    }

    @Test
    void nothingReceivedFor60SecondsClosesAndConnectsAgain() {
        run(0);
        opened();
        run(20);
        heard();
        assertEquals(List.of("20.0 Ping 1", "40.0 Ping 1"), run(59.9));
        List<AgentEffect> effects = machine.onTime(now + SECOND / 10);
        assertEquals(List.of("Close 1", "LinkLost 1"), names(effects));
        assertEquals(Kind.SILENT, ((LinkLost) effects.get(1)).cause().kind());
        assertFalse(machine.isOpen());
        now += SECOND / 10;
        lost();
        assertEquals(List.of("0.5 Connect 2"), run(0.5));
    }

    @Test
    void anAgentThatIsSilentFromTheStartIsClosedAt60Seconds() {
        run(0);
        opened();
        assertEquals(
                List.of(
                        "20.0 Ping 1",
                        "40.0 Ping 1",
                        "60.0 Close 1",
                        "60.0 LinkLost 1",
                        "61.5 Abort 1",
                        "62.0 Connect 2"),
                run(62));
    }

    @Test
    void afterAJumpOfTheClockOnePingIsSentNotMany() {
        run(0);
        opened();
        now += 58 * SECOND;
        assertEquals(List.of("Ping 1"), names(machine.onTime(now)));
        heard();
        assertEquals(List.of("20.0 Ping 1", "40.0 Ping 1"), run(40));
    }

    @Test
    void anAttemptOfWhichNothingIsHeardIsGivenUpAfter11Seconds() {
        run(0);
        assertEquals(List.of("11.0 Abort 1", "11.0 ConnectFailed 1", "11.5 Connect 2"), run(11.5));
    }

    @Test
    void eventsOfEarlierConnectionsAreIgnored() {
        run(0);
        lost();
        run(0.5);
        assertEquals(2, link());
        opened();
        AgentState before = machine.state();
        for (LinkEvent event : List.of(
                new LinkEvent.Opened(1, ""),
                new LinkEvent.Heard(1),
                new LinkEvent.Text(1, "{}"),
                new LinkEvent.Sent(1),
                new LinkEvent.Confirmed(1, 1),
                new LinkEvent.Lost(1, CAUSE))) {
            assertEquals(List.of(), machine.onEvent(event, now + SECOND));
            assertSame(before, machine.state());
        }
    }

    @Test
    void aMessageCountsAsHeardAndIsPassedOn() {
        run(0);
        opened();
        run(59);
        assertEquals(List.of(new AgentEffect.Received(1, "{}")), machine.onEvent(new LinkEvent.Text(1, "{}"), now));
        assertEquals(List.of("1.0 Ping 1", "21.0 Ping 1", "41.0 Ping 1"), run(59));
    }

    @Test
    void afterSleepAnOpenLinkIsAbortedAndTheNextBeginsAtOnce() {
        run(0);
        opened();
        run(1);
        assertEquals(List.of("Abort 1", "LinkLost 1", "Connect 2"), names(machine.onResume(now)));
        opened();
        assertTrue(machine.isOpen());
        assertEquals(2, link());
    }

    @Test
    void afterSleepAWaitIsCutShort() {
        run(0);
        for (int i = 0; i < 6; i++) {
            lost();
            run((machine.deadlineNanos() - now) / (double) SECOND);
        }
        lost();
        assertEquals(List.of("Connect 8"), names(machine.onResume(now)));
        assertEquals(SECOND / 2, ((ConnectFailed) lost().get(0)).retryInNanos(), "and begins anew");
    }

    @Test
    void aLinkThatTheCoreGivesUpIsAbortedAndRetried() {
        run(0);
        opened();
        run(20);
        LinkCause stuck = new LinkCause(Kind.STUCK, "half an intent for 2 s");
        List<AgentEffect> effects = machine.giveUp(stuck, now);
        assertEquals(List.of("Abort 1", "LinkLost 1"), names(effects));
        assertEquals(stuck, ((LinkLost) effects.get(1)).cause());
        assertEquals(List.of(), lost(), "the transport's own word of it is old news");
        assertEquals(List.of("0.5 Connect 2"), run(0.5));
    }

    @Test
    void aStopClosesWith1000AndWaitsForTheEnd() {
        run(0);
        opened();
        List<AgentEffect> effects = machine.stop(now);
        assertEquals(new Close(1, 1000, "the endpoint stops"), effects.get(0));
        assertEquals("LinkLost 1", name(effects.get(1)));
        assertFalse(machine.isStopped());
        lost();
        assertTrue(machine.isStopped());
        assertEquals(Long.MAX_VALUE, machine.deadlineNanos());
    }

    @Test
    void aStopDoesNotWaitLongForAnAgentThatDoesNotAnswer() {
        run(0);
        opened();
        machine.stop(now);
        assertEquals(List.of("1.5 Abort 1"), run(2));
        assertTrue(machine.isStopped());
    }

    @Test
    void aStopInTheMiddleOfAnAttemptIsTheEndAtOnce() {
        run(0);
        assertEquals(List.of("Abort 1"), names(machine.stop(now)));
        assertTrue(machine.isStopped());
        assertEquals(List.of(), lost());
    }

    @Test
    void effectsForTheTransportReachIt() {
        List<String> calls = new ArrayList<>();
        AgentTransport transport = new AgentTransport() {
            @Override
            public void connect(long link) {
                calls.add("connect " + link);
            }

            @Override
            public void send(long link, Frame frame) {
                calls.add("send " + link);
            }

            @Override
            public void ping(long link) {
                calls.add("ping " + link);
            }

            @Override
            public void readOn(long link) {
                calls.add("readOn " + link);
            }

            @Override
            public void close(long link, int code, String reason) {
                calls.add("close " + link + " " + code + " " + reason);
            }

            @Override
            public void abort(long link, LinkCause cause) {
                calls.add("abort " + link + " " + cause.text());
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
        CommandsOnly commands = new CommandsOnly(transport);
        for (AgentEffect effect : List.of(
                new Connect(1),
                new Ping(2),
                new Close(3, 1000, "bye"),
                new AgentEffect.Abort(4, CAUSE),
                new AgentEffect.Opened(5, ""),
                new AgentEffect.Settled(5),
                new AgentEffect.Received(5, ""),
                new AgentEffect.Sent(5),
                new AgentEffect.Confirmed(5, 1),
                new LinkLost(5, CAUSE, 1, 1),
                new ConnectFailed(5, CAUSE, 1))) {
            effect.on(commands, now);
        }
        assertEquals(List.of("connect 1", "ping 2", "close 3 1000 bye", "abort 4 gone"), calls);
    }
}
