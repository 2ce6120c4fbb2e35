package nbe.referenceagent.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nbe.referenceagent.message.BandState;
import nbe.referenceagent.message.CardUid;
import nbe.referenceagent.message.Presence;
import nbe.referenceagent.message.Proximity;
import nbe.referenceagent.switchboard.AgentEvent;
import org.junit.jupiter.api.Test;

class EventPrinterTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final CardUid UID = new CardUid("04A2B3C4D5E6F7");

    static final List<AgentEvent> ONE_OF_EACH = List.of(
            new AgentEvent.EndpointConnected(AT, "line-1", "0.1.0", "linux", "127.0.0.1:5", false),
            new AgentEvent.EndpointGone(AT, "line-1", "connection lost"),
            new AgentEvent.AdapterReady(AT, "line-1"),
            new AgentEvent.AdapterTrouble(AT, "line-1", 5000, "No adapter", "Plug it in"),
            new AgentEvent.PresenceChanged(AT, "line-1", new Presence(BAND, BandState.WEAK, Proximity.NEAR, 0), true),
            new AgentEvent.Tap(AT, "line-1", BAND, true, UID, "ACS ACR1252", "2026-11-22T10:15:30.100Z", true),
            new AgentEvent.TapDropped(AT, "line-1", UID, "nobody's"),
            new AgentEvent.EndpointSentInvalid(AT, "line-1", "presence: 'state' is wrong"),
            new AgentEvent.NeaConnected(AT, "127.0.0.1:6"),
            new AgentEvent.NeaSubscribed(AT, "127.0.0.1:6", "line-1"),
            new AgentEvent.NeaLookup(AT, "127.0.0.1:6", false),
            new AgentEvent.NeaGone(AT, "127.0.0.1:6", "connection lost"),
            new AgentEvent.DirectoryLoaded(AT, 2),
            new AgentEvent.DirectoryRefused(AT, List.of("bands.toml:1:1: wrong")),
            new AgentEvent.Skipped(AT, 7));

    private static String line(AgentEvent event) {
        return new EventPrinter(ignored -> {}, false, ZoneOffset.UTC).line(event);
    }

    @Test
    void everyKindOfEventHasItsLine() {
        assertEquals(
                AgentEvent.class.getPermittedSubclasses().length,
                ONE_OF_EACH.stream().map(AgentEvent::getClass).distinct().count());
        for (AgentEvent event : ONE_OF_EACH) {
            String line = line(event);
            assertTrue(line.startsWith("10:15:30.123  "), line);
            assertFalse(line.contains("\n"), line);
        }
    }

    @Test
    void noLineAndNoEventShowsAWholeUid() {
        for (AgentEvent event : ONE_OF_EACH) {
            assertFalse(line(event).contains(UID.hex()), line(event));
            assertFalse(event.toString().contains(UID.hex()), event.toString());
        }
        assertTrue(line(ONE_OF_EACH.get(5)).contains("…E6F7"));
    }

    @Test
    void aTapSaysWhereFromAndWhose() {
        assertEquals(
                "10:15:30.123  line-1            TAP by NFC: band C2:FA:D7:F0:D7:96, card …E6F7 on reader 'ACS ACR1252'"
                        + " (band known from the directory)",
                line(ONE_OF_EACH.get(5)));
    }

    @Test
    void controlCharactersFromOutsideDoNotReachTheTerminal() {
        String line = line(new AgentEvent.EndpointConnected(
                AT, "a\u001b[2J", "1\r\nfake", "x".repeat(5000), "127.0.0.1:5", false));
        assertTrue(line.chars().noneMatch(c -> c < 32 || c == 127), line);
        assertTrue(line.length() < 400, line);
    }

    @Test
    void coloursComeOnlyWhenAskedFor() {
        EventPrinter coloured = new EventPrinter(ignored -> {}, true, ZoneOffset.UTC);
        assertTrue(coloured.line(ONE_OF_EACH.get(5)).contains("\u001b[1;32m"));
        assertTrue(coloured.line(ONE_OF_EACH.get(5)).endsWith("\u001b[0m"));
        assertFalse(line(ONE_OF_EACH.get(5)).contains("\u001b"));
    }
}
