package nbe.pcsc;

import static nbe.pcsc.ScriptedPcsc.failing;
import static nbe.pcsc.ScriptedPcsc.inTurn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UidReadingTest {
    private static final String R = "reader";
    private static final String UID = "04A1B2C3D4E5F6";
    private static final long MS = 1_000_000L;

    private final ScriptedPcsc pcsc = new ScriptedPcsc();
    private final UidRequest request = new UidRequest(R, new Placement(0, false));
    private long nowNanos;
    private final UidReading reading = new UidReading(pcsc, () -> nowNanos, (read, nanos) -> nowNanos += nanos);

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, pcsc.openCards.get(), "a connection outlived its attempt");
        reading.close();
        assertEquals(0, pcsc.openContexts.get());
    }

    private static ScriptedPcsc.Step<byte[]> bytes(String hex) {
        return () -> HexFormat.of().parseHex(hex);
    }

    private UidOutcome.Got got() throws InterruptedException {
        return assertInstanceOf(UidOutcome.Got.class, reading.read(request));
    }

    @Test
    void oneCommandReadsTheUid() throws Exception {
        pcsc.answers.put(R, bytes(UID + "9000"));
        assertEquals(UID, got().uid().hex());
        assertEquals(1, pcsc.commands.size());
        assertArrayEquals(
                HexFormat.of().parseHex("FFCA000000"), pcsc.commands.get(0).getBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"6300", "6A81", "", "90", "9000", "04A1B2C3D49000", "6D00"})
    void threeAttemptsWithin200MillisecondsThenItIsUnread(String answer) throws Exception {
        pcsc.answers.put(R, bytes(answer));
        assertInstanceOf(UidOutcome.Unread.class, reading.read(request));
        assertEquals(3, pcsc.commands.size());
        assertTrue(nowNanos <= 200 * MS, nowNanos + " ns");
    }

    @Test
    void theThirdAnswerCounts() throws Exception {
        pcsc.answers.put(R, inTurn(bytes("6300"), bytes(""), bytes(UID + "9000")));
        assertEquals(UID, got().uid().hex());
    }

    @Test
    void aCardThatNamesTheLengthIsAskedForThatLength() throws Exception {
        pcsc.answers.put(R, inTurn(bytes("6C07"), bytes(UID + "9000")));
        assertEquals(UID, got().uid().hex());
        assertEquals(7, pcsc.commands.get(1).getNe());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "COMM_ERROR",
                "NOT_TRANSACTED",
                "RESET_CARD",
                "UNRESPONSIVE_CARD",
                "UNPOWERED_CARD",
                "PROTO_MISMATCH"
            })
    void anErrorOfTheMomentIsTriedAgainWithANewConnection(PcscCode code) throws Exception {
        pcsc.connect = inTurn(failing(code), () -> true);
        pcsc.answers.put(R, inTurn(failing(code), bytes(UID + "9000")));
        assertEquals(UID, got().uid().hex());
        assertEquals(1, pcsc.contextsMade.get());
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID_HANDLE", "SERVICE_STOPPED", "COMM_DATA_LOST", "UNKNOWN"})
    void aLostContextIsReplaced(PcscCode code) throws Exception {
        pcsc.connect = inTurn(failing(code), () -> true);
        pcsc.answers.put(R, bytes(UID + "9000"));
        assertEquals(UID, got().uid().hex());
        assertEquals(2, pcsc.contextsMade.get());
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_SMARTCARD", "REMOVED_CARD", "READER_UNAVAILABLE", "UNKNOWN_READER"})
    void aCardOrReaderThatHasLeftIsNotTriedAgain(PcscCode code) throws Exception {
        pcsc.connect = failing(code);
        assertInstanceOf(UidOutcome.Unread.class, reading.read(request));
        assertEquals(0, nowNanos);
    }

    @Test
    void aHolderThatLetsGoWithinASecondCostsNoTap() throws Exception {
        pcsc.connect = () -> {
            if (nowNanos < 900 * MS) {
                throw new PcscException("SCardConnect", PcscCode.SHARING_VIOLATION.value());
            }
            return true;
        };
        pcsc.answers.put(R, bytes(UID + "9000"));
        assertEquals(UID, got().uid().hex());
    }

    @Test
    void aHolderThatStaysIsNamedAfterASecond() throws Exception {
        pcsc.connect = failing(PcscCode.SHARING_VIOLATION);
        assertInstanceOf(UidOutcome.Barred.class, reading.read(request));
        assertTrue(nowNanos >= 1000 * MS && nowNanos < 1100 * MS, nowNanos + " ns");
    }

    @Test
    void aRefusalNamesTheRule() throws Exception {
        pcsc.connect = failing(PcscCode.SECURITY_VIOLATION);
        UidOutcome.Barred barred = assertInstanceOf(UidOutcome.Barred.class, reading.read(request));
        assertTrue(barred.why().contains("access_card"), barred.why());
    }

    @Test
    void aRequestThatIsCancelledEndsTheAttempts() throws Exception {
        pcsc.answers.put(R, () -> {
            request.cancel();
            return HexFormat.of().parseHex("6300");
        });
        assertInstanceOf(UidOutcome.Unread.class, reading.read(request));
        assertEquals(1, pcsc.commands.size());
    }
}
