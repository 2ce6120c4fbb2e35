package nbe.pcsc.smartcardio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import nbe.pcsc.binding.PcscCard;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.ReaderStatus;
import nbe.pcsc.binding.ServiceText;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(60)
class SmartcardioContextTest {
    private static final String R = "reader 00 00";
    private static final int LONG = 30_000;

    private final ScriptedProvider provider = new ScriptedProvider();
    private long now = 1_000_000_000L;
    private final PcscContext context = new SmartcardioContext(new SharedConnection(provider.terminals()), () -> now);

    @AfterEach
    void takeProviderAway() {
        provider.close();
    }

    private static ReaderStatus state(int flags) {
        return new ReaderStatus(R, flags, null);
    }

    private static PcscCode codeOf(Executable call) {
        return assertThrows(PcscException.class, call).code();
    }

    @Test
    void theFirstLookGivesTheStateAndTheNextWaitsForAChange() throws PcscException {
        provider.cards.put(R, false);
        assertEquals(List.of(R), context.readers());
        List<ReaderStatus> first = context.awaitChange(List.of(ReaderStatus.unaware(R)), 0);
        assertEquals(List.of(state(ReaderStatus.EMPTY)), first);
        assertEquals(List.of(), context.awaitChange(first, 0));
        provider.atEachLook = () -> provider.cards.put(R, provider.looks > 4);
        assertEquals(List.of(state(ReaderStatus.PRESENT)), context.awaitChange(first, LONG));
        assertEquals(5, provider.looks);
        assertTrue(state(ReaderStatus.PRESENT).readable());
    }

    @Test
    void aWaitTakesAsManyLooksAsFitIntoIt() throws PcscException {
        provider.cards.put(R, false);
        assertEquals(List.of(), context.awaitChange(List.of(state(ReaderStatus.EMPTY)), 120));
        assertEquals(4, provider.looks, "at 0, 50, 100 and 120 ms");
    }

    @Test
    void afterACardHasLeftTheLooksComeQuickerForAWhile() throws PcscException {
        provider.cards.put(R, false);
        List<ReaderStatus> empty = context.awaitChange(List.of(state(ReaderStatus.PRESENT)), 0);
        provider.looks = 0;
        assertEquals(List.of(), context.awaitChange(empty, 30));
        assertEquals(4, provider.looks, "at 0, 10, 20 and 30 ms");
        assertEquals(List.of(), context.awaitChange(empty, 700));
        provider.looks = 0;
        assertEquals(List.of(), context.awaitChange(empty, 50));
        assertEquals(2, provider.looks, "at 0 and 50 ms");
    }

    @Test
    void afterAPauseACardOfUnknownAgeIsFirstReportedOutOfReach() throws PcscException {
        provider.cards.put(R, false);
        List<ReaderStatus> empty = List.of(state(ReaderStatus.EMPTY));
        context.awaitChange(empty, 0);
        now += SmartcardioContext.BLIND_NANOS;
        assertEquals(List.of(), context.awaitChange(empty, 0));
        provider.cards.put(R, true);
        now += SmartcardioContext.BLIND_NANOS + 1;
        List<ReaderStatus> blind = context.awaitChange(empty, 0);
        assertEquals(List.of(state(ReaderStatus.UNAVAILABLE)), blind);
        assertEquals(List.of(state(ReaderStatus.PRESENT)), context.awaitChange(blind, 0));
    }

    @Test
    void thePseudoReaderIsRefusedAsWhereThereIsNoRoomForIt() {
        assertEquals(
                PcscCode.INVALID_PARAMETER,
                codeOf(() -> context.awaitChange(List.of(ReaderStatus.unaware(ReaderStatus.PNP)), 0)));
    }

    @Test
    void aReaderThatIsGoneHasTheListReadAgain() throws PcscException {
        provider.cards.put(R, false);
        context.readers();
        provider.cards.clear();
        assertEquals(PcscCode.UNKNOWN_READER, codeOf(() -> context.awaitChange(List.of(state(0)), 0)));
        assertEquals(PcscCode.UNKNOWN_READER, codeOf(() -> context.connect("another")));
    }

    @Test
    void aServiceWithoutReadersListsNone() throws PcscException {
        provider.failure = "SCARD_E_NO_READERS_AVAILABLE";
        assertEquals(List.of(), context.readers());
        provider.failure = "SCARD_E_SERVICE_STOPPED";
        assertEquals(PcscCode.SERVICE_STOPPED, codeOf(context::readers));
    }

    @Test
    void anotherThreadEndsAWaitAndOnlyOneThatIsUnderWay() throws Exception {
        provider.cards.put(R, false);
        List<ReaderStatus> empty = List.of(state(ReaderStatus.EMPTY));
        context.cancel();
        assertEquals(List.of(), context.awaitChange(empty, 0));
        AtomicBoolean ended = new AtomicBoolean();
        Thread other = new Thread(() -> Await.until("the wait's end", () -> {
            context.cancel();
            return ended.get();
        }));
        other.start();
        assertEquals(PcscCode.CANCELLED, codeOf(() -> context.awaitChange(empty, LONG)));
        ended.set(true);
        other.join();
    }

    @Test
    void anInterruptEndsAWait() {
        provider.cards.put(R, false);
        Thread.currentThread().interrupt();
        assertEquals(PcscCode.CANCELLED, codeOf(() -> context.awaitChange(List.of(state(ReaderStatus.EMPTY)), LONG)));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aCardIsConnectedToByAnyProtocolAndItsErrorsAreCodes() {
        provider.cards.put(R, true);
        assertEquals(PcscCode.UNRESPONSIVE_CARD, codeOf(() -> context.connect(R)));
        provider.cards.put(R, false);
        assertEquals(PcscCode.NO_SMARTCARD, codeOf(() -> context.connect(R)));
        assertEquals(List.of("*", "*"), provider.protocols);
    }

    @Test
    void aCardThatIsGoneIsACodeToo() {
        try (PcscCard gone = new SmartcardioCard(ScriptedProvider.card(null))) {
            assertEquals(PcscCode.REMOVED_CARD, codeOf(() -> gone.transmit(null)));
        }
    }

    @Test
    void anotherProviderThatLosesItsConnectionSaysWhatToDo() throws PcscException {
        SmartcardioPcsc pcsc = (SmartcardioPcsc) SmartcardioPcsc.load(Optional.empty(), () -> now);
        provider.cards.put(R, true);
        assertEquals(List.of(R), pcsc.newContext().readers());
        provider.failure = "SCARD_E_NO_SERVICE";
        PcscException lost = assertThrows(PcscException.class, pcsc::newContext);
        assertEquals(
                "the connection to the PC/SC service is lost, and this Java runtime cannot make another: restart the endpoint,"
                        + " or write [nfc] binding = \"native\" (CardTerminals.list: SCARD_E_NO_SERVICE)",
                ServiceText.of(lost));
        provider.failure = "no service";
        assertEquals(PcscCode.NO_SERVICE, codeOf(pcsc::newContext), "a factory that cannot be made tells it as it is");
    }
}
