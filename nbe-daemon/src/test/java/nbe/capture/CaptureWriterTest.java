package nbe.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import nbe.bgapi.wire.Octets;
import org.junit.jupiter.api.Test;

class CaptureWriterTest {
    private static final HexFormat HEX = HexFormat.of();

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private static CapturedAdvertisement advertisement(int adapter, String data) {
        return new CapturedAdvertisement(
                1_795_000_000_123_456_789L,
                adapter,
                AdvertisingType.SCANNABLE,
                true,
                0xC2FAD7F0D796L,
                Octets.of(HEX.parseHex(data)),
                -61);
    }

    /** Core Specification, volume 4, part E, section 7.7.65.2. */
    @Test
    void anAdvertisementBecomesAnLeAdvertisingReport() {
        assertEquals(
                "04" + "3e0f" + "0201" + "02" + "01" + "96d7f0d7fac2" + "03" + "020106" + "c3",
                HEX.formatHex(AdvertisingReport.encode(advertisement(0, "020106"))));
    }

    @Test
    void dataThatNoEventHoldsIsCut() {
        byte[] report = AdvertisingReport.encode(advertisement(0, "aa".repeat(255)));
        assertEquals(255, report[2] & 0xFF);
        assertEquals(243, report[13] & 0xFF);
        assertEquals(3 + 255, report.length);
        assertEquals(-61, report[report.length - 1]);
    }

    @Test
    void btsnoopHasTheSumOfTheDrops() throws IOException {
        BtsnoopWriter writer = new BtsnoopWriter(file);
        writer.begin();
        for (long dropped : new long[] {0, 3, Long.MAX_VALUE / 2}) {
            writer.write(new CapturePacket(advertisement(0, ""), "is left out", dropped));
        }
        writer.flush();
        String report = "043e0c0201020196d7f0d7fac200c3";
        String time = HEX.toHexDigits(1_795_000_000_123_456L + 0x00DCDDB30F2F8000L);
        assertEquals(
                "6274736e6f6f7000" + "00000001" + "000003ea"
                        + ("0000000f0000000f00000003" + "00000000" + time + report)
                        + ("0000000f0000000f00000003" + "00000003" + time + report)
                        + ("0000000f0000000f00000003" + "ffffffff" + time + report),
                HEX.formatHex(file.toByteArray()));
    }

    @Test
    void pcapngDescribesEachAdapterBeforeItsFirstPacket() throws IOException {
        PcapngWriter writer = new PcapngWriter(file, "nbe 1", adapter -> "/dev/ttyACM" + adapter);
        writer.begin();
        for (int adapter : new int[] {0, 7, 7, 0}) {
            writer.write(CapturePacket.of(advertisement(adapter, "020106")));
        }
        writer.flush();
        assertEquals("SHB IDB EPB:0 IDB EPB:1 EPB:1 EPB:0", blocks());
        assertTrue(new String(file.toByteArray(), StandardCharsets.ISO_8859_1).contains("/dev/ttyACM7"));
    }

    @Test
    void aLongCommentIsCutBetweenCharacters() throws IOException {
        PcapngWriter writer = new PcapngWriter(file, "nbe 1", adapter -> "\uD83D\uDE00".repeat(1000));
        writer.begin();
        writer.write(new CapturePacket(advertisement(0, ""), "x" + "\uD83D\uDE00".repeat(20_000), 1));
        assertEquals("SHB IDB EPB:0", blocks());
        String text = new String(file.toByteArray(), StandardCharsets.UTF_8);
        String comment = text.substring(text.indexOf('x'));
        assertTrue(comment.codePoints().filter(c -> c == 0x1F600).count() > 1000, comment);
        assertArrayEquals(
                "x\uD83D\uDE00".getBytes(StandardCharsets.UTF_8),
                comment.substring(0, 3).getBytes(StandardCharsets.UTF_8));
    }

    /** The blocks' names by a plain walk over their lengths, which are checked at both ends. */
    private String blocks() {
        ByteBuffer bytes = ByteBuffer.wrap(file.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder names = new StringBuilder();
        while (bytes.hasRemaining()) {
            int from = bytes.position();
            int type = bytes.getInt();
            int length = bytes.getInt();
            assertEquals(length, bytes.getInt(from + length - 4));
            names.append(
                    type == 0x0A0D0D0A
                            ? "SHB "
                            : type == 1 ? "IDB " : type == 6 ? "EPB:" + bytes.getInt() + ' ' : "? ");
            bytes.position(from + length);
        }
        return names.toString().strip();
    }
}
