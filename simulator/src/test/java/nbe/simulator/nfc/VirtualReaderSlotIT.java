package nbe.simulator.nfc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import nbe.testing.Pcscd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real pcscd and its vpcd driver, seen through the JDK's own PC/SC client. Needs root and namespaces of its own. */
@Timeout(60)
class VirtualReaderSlotIT {
    private static final String UID = "04a1b2c3d4e5f6";
    private static final CommandAPDU GET_UID = new CommandAPDU(0xFF, 0xCA, 0, 0, 256);
    private static final long CHANGE_MILLIS = 5000;

    private static Pcscd pcscd;
    private static List<CardTerminal> terminals;

    private VirtualReaderSlot slot;

    @BeforeAll
    static void startPcscd() throws Exception {
        Pcscd.require();
        System.setProperty("sun.security.smartcardio.library", "/usr/lib/x86_64-linux-gnu/libpcsclite.so.1");
        pcscd = new Pcscd(Path.of("target", "pcscd.log"));
        pcscd.start();
        terminals = TerminalFactory.getInstance("PC/SC", null).terminals().list();
    }

    @AfterAll
    static void stopPcscd() throws Exception {
        if (pcscd != null) {
            pcscd.close();
        }
    }

    @BeforeEach
    void emptyReader() throws CardException {
        slot = new VirtualReaderSlot(0);
        assertTrue(reader(0).waitForCardAbsent(CHANGE_MILLIS));
    }

    @AfterEach
    void takeAway() {
        if (slot != null) {
            slot.close();
        }
    }

    private static CardTerminal reader(int number) {
        return terminals.stream()
                .filter(terminal -> terminal.getName().equals("Virtual PCD 00 0" + number))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such reader: " + terminals));
    }

    private static Card awaitCard(int number) throws CardException {
        assertTrue(reader(number).waitForCardPresent(CHANGE_MILLIS), "the card is seen");
        return reader(number).connect("*");
    }

    private static String ask(Card card) throws CardException {
        return HexFormat.of().formatHex(card.getBasicChannel().transmit(GET_UID).getBytes());
    }

    @Test
    void aCardIsSeenReadAndTakenAway() throws Exception {
        slot.insert(VirtualCard.of(UID));
        Card card = awaitCard(0);
        assertEquals(UID + "9000", ask(card));
        assertEquals(
                HexFormat.of().formatHex(VirtualCard.of(UID).atr()),
                HexFormat.of().formatHex(card.getATR().getBytes()));
        assertEquals(1, slot.apdus());
        card.disconnect(false);
        slot.remove();
        assertTrue(reader(0).waitForCardAbsent(CHANGE_MILLIS));
    }

    @Test
    void bothSlotsHoldACard() throws Exception {
        try (VirtualReaderSlot second = new VirtualReaderSlot(1)) {
            slot.insert(VirtualCard.of(UID));
            second.insert(VirtualCard.of("08010203"));
            assertEquals(UID + "9000", ask(awaitCard(0)));
            assertEquals("080102039000", ask(awaitCard(1)));
        }
        assertTrue(reader(1).waitForCardAbsent(CHANGE_MILLIS));
    }

    @Test
    void aBusyCardAnswersInTheEnd() throws Exception {
        slot.insert(VirtualCard.of(UID).busyFor(2).slowBy(Duration.ofMillis(50)));
        Card card = awaitCard(0);
        assertEquals("6300", ask(card));
        assertEquals("6300", ask(card));
        assertEquals(UID + "9000", ask(card));
        card.disconnect(false);
    }

    @Test
    void aTornCardNeverGivesItsUidAndIsGone() throws Exception {
        slot.insert(VirtualCard.of(UID).torn());
        Card card = awaitCard(0);
        assertNotEquals(UID + "9000", tornAnswer(card));
        assertTrue(reader(0).waitForCardAbsent(CHANGE_MILLIS));
    }

    /** vpcd hands the two bytes on as if they were the whole answer; another driver would report an error. */
    private static String tornAnswer(Card card) {
        try {
            return ask(card);
        } catch (CardException e) {
            return e.toString();
        }
    }
}
