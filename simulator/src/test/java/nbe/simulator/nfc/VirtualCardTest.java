package nbe.simulator.nfc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class VirtualCardTest {
    private static final String UID = "04a1b2c3d4e5f6";
    private static final String GET_UID = "ffca000000";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String answer(VirtualCard card, String apdu, int earlier) {
        return HexFormat.of().formatHex(card.answer(hex(apdu), earlier));
    }

    @Test
    void itAnswersGetDataWithItsUid() {
        VirtualCard card = VirtualCard.of(UID);
        assertEquals(UID + "9000", answer(card, GET_UID, 0));
        assertEquals(UID + "9000", answer(card, "ffca000007", 0));
        assertEquals("6c07", answer(card, "ffca000004", 0));
        assertEquals("6a81", answer(card, "ffca010000", 0));
        assertEquals("6d00", answer(card, "00a4040000", 0));
    }

    @Test
    void itsAnswerToResetChecksOut() {
        byte[] atr = VirtualCard.of(UID).atr();
        byte check = 0;
        for (int i = 1; i < atr.length; i++) {
            check ^= atr[i];
        }
        assertEquals(0, check);
        assertEquals(5 + (atr[1] & 0xF), atr.length, "TS, T0, TD1, TD2, the historical bytes that T0 counts, TCK");
    }

    @Test
    void aBusyCardAnswersProperlyAfterSoManyTimes() {
        VirtualCard card = VirtualCard.of(UID).busyFor(2);
        assertEquals("6300", answer(card, GET_UID, 0));
        assertEquals("6300", answer(card, GET_UID, 1));
        assertEquals(UID + "9000", answer(card, GET_UID, 2));
    }

    @Test
    void aMuteCardAnswersNothing() {
        assertEquals("", answer(VirtualCard.of(UID).mute(), GET_UID, 5));
    }

    @Test
    void aCardWithoutUidRefusesForEverAndADeadThingCannotBePoweredUp() {
        assertEquals("6a81", answer(VirtualCard.of(UID).uidless(), GET_UID, 5));
        assertEquals(40, VirtualCard.of(UID).dead().atr().length, "vpcd refuses what is longer than 33");
    }

    @Test
    void aUidOfAnotherLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> VirtualCard.of("0401"));
        assertThrows(IllegalArgumentException.class, () -> VirtualCard.of("nonsense"));
    }

    @Test
    void nobodyThereIsSaidWithARemedy() {
        VirtualReaderSlot slot = new VirtualReaderSlot(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        IOException refused = assertThrows(IOException.class, () -> slot.insert(VirtualCard.of(UID)));
        assertEquals(true, refused.getMessage().contains("is pcscd running"), refused.getMessage());
    }

    /** The reader's side of vpcd, to see every byte. */
    private static final class Reader implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final VirtualReaderSlot slot =
                new VirtualReaderSlot(0, (InetSocketAddress) server.getLocalSocketAddress());
        private Socket card;

        Reader() throws IOException {}

        void insert(VirtualCard some) throws IOException {
            slot.insert(some);
            card = server.accept();
            card.setSoTimeout(5000);
        }

        void say(String message) throws IOException {
            DataOutputStream out = new DataOutputStream(card.getOutputStream());
            out.writeShort(message.length() / 2);
            out.write(hex(message));
        }

        String read(int bytes) throws IOException {
            return HexFormat.of().formatHex(new DataInputStream(card.getInputStream()).readNBytes(bytes));
        }

        String reply() throws IOException {
            int length = new DataInputStream(card.getInputStream()).readUnsignedShort();
            return read(length);
        }

        @Override
        public void close() throws IOException {
            slot.close();
            server.close();
            if (card != null) {
                card.close();
            }
        }
    }

    @Test
    void itSpeaksTheProtocolOfVpcd() throws IOException {
        try (Reader reader = new Reader()) {
            reader.insert(VirtualCard.of(UID));
            reader.say("04");
            assertEquals(HexFormat.of().formatHex(VirtualCard.of(UID).atr()), reader.reply());
            reader.say("01");
            reader.say("02");
            reader.say(GET_UID);
            assertEquals(UID + "9000", reader.reply());
            reader.say("00");
            reader.say("04");
            assertEquals(40, reader.reply().length());
            assertEquals(1, reader.slot.apdus());
            reader.slot.remove();
            assertEquals("", reader.read(1), "the connection is closed");
        }
    }

    @Test
    void aTornCardVanishesInTheMiddleOfItsAnswer() throws IOException {
        try (Reader reader = new Reader()) {
            reader.insert(VirtualCard.of(UID).torn());
            reader.say(GET_UID);
            assertEquals("0009" + "04a1", reader.read(100));
        }
    }
}
