package nbe.air.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import nbe.air.Advert;
import nbe.air.HeardAdvertisement;
import nbe.band.ManufacturerPayload;
import nbe.capture.BtsnoopWriter;
import nbe.capture.CaptureFormat;
import nbe.capture.CaptureReader;
import nbe.capture.CaptureSink;
import nbe.capture.CaptureWriter;
import nbe.capture.CapturedAdvertisement;
import nbe.capture.PcapngWriter;
import nbe.control.net.ReplyStream;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;

/** From what is heard to the bytes that a client of {@code GET /v1/capture} gets. */
class CaptureStreamTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Advert BAND = Advert.of("C2:FA:D7:F0:D7:96", -41, "02010606FFB201010700");
    private static final Advert PHONE = Advert.of("5A:00:00:00:00:01", -60, "020106");
    private static final Function<OutputStream, CaptureWriter> PCAPNG =
            out -> new PcapngWriter(out, "test", adapter -> "port " + adapter);

    private final Client client = new Client();
    private long now = millis(5_000);
    private CaptureStream capture = stream(PCAPNG, OptionalLong.empty());

    @Test
    void aPacketIsHeldUntilTheCoreHasDecidedAndTheDecidingOneSaysSo() throws IOException {
        long deciding = now + millis(20);
        hear(BAND, now, 0);
        hear(BAND, deciding, 0);
        hear(PHONE, deciding, 0);
        capture.onDrained();
        assertEquals(List.of(), client.read().packets);
        capture.onTap(new BandEvent.Tapped(BandAddress.parse("C2:FA:D7:F0:D7:96"), deciding, -40, 5, 1, 0));
        now = deciding + millis(CaptureStream.HOLD_MILLIS);
        capture.onDrained();
        Seen seen = client.read();
        assertEquals(3, seen.packets.size());
        CapturedAdvertisement second = seen.packets.get(1);
        assertEquals(0xC2FAD7F0D796L, second.address());
        assertEquals(-41, second.rssiDbm());
        assertEquals(NOON.plusMillis(20), Instant.ofEpochSecond(0, second.unixNanos()));
        assertEquals(List.of("tap C2:FA:D7:F0:D7:96"), seen.comments);
    }

    @Test
    void theTapOfABandThatItsDataNameIsAtItsPacket() throws IOException {
        Sighting sighting = Sighting.of(BandAddress.parse("01:02:03:04:05:06"), -40, 7, 0, now, 0, "tag");
        capture.onAdvertisement(BAND.heard(now, Optional.of(sighting)));
        capture.onTap(new BandEvent.Tapped(sighting.band(), now, -40, 5, 1, 0));
        release();
        assertEquals(List.of("tap 01:02:03:04:05:06"), client.read().comments);
    }

    @Test
    void theCoreMayDecideBeforeThePacketIsHere() throws IOException {
        capture.onTap(new BandEvent.Tapped(BandAddress.parse("C2:FA:D7:F0:D7:96"), now, -40, 5, 1, 0));
        hear(PHONE, now, 0);
        hear(BAND, now, 0);
        release();
        hear(BAND, now, 0);
        release();
        assertEquals(List.of("tap C2:FA:D7:F0:D7:96"), client.read().comments);
        assertEquals(3, client.read().packets.size());
    }

    @Test
    void aClientThatDoesNotReadLosesAndTheNextPacketSaysHowMany() throws IOException {
        hear(BAND, now, 0);
        release();
        client.writable = false;
        for (int i = 0; i < 5; i++) {
            hear(PHONE, now, 0);
        }
        release();
        client.writable = true;
        hear(BAND, now, 0);
        hear(BAND, now, 3);
        release();
        assertEquals(3, client.read().packets.size());
        WholePackets count = count(CaptureFileType.PCAPNG);
        assertEquals(3, count.packets());
        assertEquals(8, count.lost(), "5 of this client and 3 of the feed");
    }

    @Test
    void lossesBeforeTheCaptureBeganAreNotItsOwn() throws IOException {
        hear(BAND, now, 1_000);
        hear(BAND, now, 1_001);
        release();
        assertEquals(1, count(CaptureFileType.PCAPNG).lost());
    }

    @Test
    void inBtsnoopTheDropsAddUp() throws IOException {
        client.bytes.reset();
        capture = stream(BtsnoopWriter::new, OptionalLong.empty());
        hear(BAND, now, 0);
        hear(BAND, now, 2);
        hear(BAND, now, 5);
        release();
        WholePackets count = count(CaptureFileType.BTSNOOP);
        assertEquals(3, count.packets());
        assertEquals(5, count.lost());
    }

    @Test
    void itEndsWithTheLastPacketOfItsTime() throws IOException {
        client.bytes.reset();
        capture = stream(PCAPNG, OptionalLong.of(now + millis(1_000)));
        boolean[] over = {false};
        capture.whenOver(() -> over[0] = true);
        hear(BAND, now + millis(999), 0);
        hear(BAND, now + millis(1_001), 0);
        now += millis(1_000);
        capture.onDrained();
        assertFalse(over[0]);
        release();
        assertTrue(over[0]);
        assertTrue(client.ended);
        assertEquals(1, client.read().packets.size());
    }

    @Test
    void wholePacketsArePassedOnHoweverTheBytesAreCut() throws IOException {
        for (int i = 0; i < 20; i++) {
            hear(BAND, now, 0);
        }
        release();
        byte[] file = client.bytes.toByteArray();
        for (int piece : new int[] {1, 7, 100, file.length}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            WholePackets whole = new WholePackets(CaptureFileType.PCAPNG, out);
            for (int at = 0; at < file.length; at += piece) {
                int length = Math.min(piece, file.length - at);
                whole.add(Arrays.copyOfRange(file, at, at + length), length);
            }
            assertArrayEquals(file, out.toByteArray());
            assertEquals(20, whole.packets());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WholePackets whole = new WholePackets(CaptureFileType.PCAPNG, out);
        whole.add(file, file.length - 1);
        assertEquals(19, whole.packets());
        assertTrue(CaptureReader.read(CaptureFormat.PCAPNG, new ByteArrayInputStream(out.toByteArray()), new Seen())
                .damage()
                .isEmpty());
    }

    private CaptureStream stream(Function<OutputStream, CaptureWriter> format, OptionalLong end) {
        long begun = now;
        return new CaptureStream(client, format, end, at -> NOON.plusNanos(at - begun), () -> now);
    }

    private void hear(Advert advert, long nanos, long lostBefore) {
        capture.onAdvertisement(new HeardAdvertisement(
                0, advert, advert.read(new ManufacturerPayload(0x01B2, true), nanos), nanos, lostBefore));
    }

    private void release() {
        now += millis(CaptureStream.HOLD_MILLIS);
        capture.onDrained();
    }

    private WholePackets count(CaptureFileType type) throws IOException {
        WholePackets count = new WholePackets(type, OutputStream.nullOutputStream());
        byte[] file = client.bytes.toByteArray();
        count.add(file, file.length);
        return count;
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** What a reader finds in the file. */
    private static final class Seen implements CaptureSink {
        private final List<CapturedAdvertisement> packets = new ArrayList<>();
        private final List<String> comments = new ArrayList<>();

        @Override
        public void packet(long unixNanos) {}

        @Override
        public void advertisement(CapturedAdvertisement advertisement) {
            packets.add(advertisement);
        }

        @Override
        public void comment(String text) {
            comments.add(text);
        }
    }

    /** A client in memory. */
    private static final class Client implements ReplyStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean writable = true;
        private boolean ended;

        Seen read() throws IOException {
            Seen seen = new Seen();
            CaptureReader.read(CaptureFormat.PCAPNG, new ByteArrayInputStream(bytes.toByteArray()), seen);
            return seen;
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void write(byte[] more) {
            bytes.writeBytes(more);
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void onClosed(Runnable then) {}

        @Override
        public void onWritable(Runnable then) {}
    }
}
