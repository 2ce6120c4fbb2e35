package nbe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nbe.bgapi.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureReaderTest {
    private static final String PACKET = "00000001" + "04" + CaptureBytes.EVENT;
    private static final long MICROS = 1_795_000_000_123_456L;

    @ParameterizedTest
    @CsvSource({"0xA1B2C3D4, 5000007000", "0xA1B23C4D, 5000000007"})
    void pcapIsReadInBothOrdersAndResolutions(String magic, long unixNanos) {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            CaptureBytes file =
                    CaptureBytes.pcap(order, Long.decode(magic).intValue(), 201).pcapPacket(5, 7, PACKET);
            assertEquals(unixNanos, ReadCapture.of(file).one().unixNanos());
        }
    }

    /** The upper bits of the link type are a matter of the frame check sequence. */
    @Test
    void theLinkTypeOfPcapHasTwentyEightBits() {
        assertEquals(
                1,
                ReadCapture.of(CaptureBytes.pcap(0x40000000 | 201).pcapPacket(5, 7, PACKET))
                        .advertisements()
                        .size());
    }

    @Test
    void eachSectionOfPcapngHasItsOwnOrderAndInterfaces() {
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN)
                .describeInterface(251)
                .describeInterface(201)
                .enhanced(1, MICROS, PACKET)
                .add(CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN)
                        .describeInterface(201)
                        .enhanced(0, MICROS + 1, PACKET)
                        .enhanced(1, MICROS + 1, PACKET));
        ReadCapture read = ReadCapture.of(file);
        assertEquals(
                List.of(MICROS * 1000, (MICROS + 1) * 1000),
                read.advertisements().stream()
                        .map(CapturedAdvertisement::unixNanos)
                        .toList());
        assertEquals(
                List.of(1, 0),
                read.advertisements().stream()
                        .map(CapturedAdvertisement::adapter)
                        .toList());
        assertTrue(read.damage().endsWith("a packet of interface 1; the section has described 1"), read.damage());
    }

    /** if_tsresol (9) and if_tsoffset (14) of an interface. */
    @ParameterizedTest
    @CsvSource({
        "06, 0, 2000001, 2000001000", "09, 0, 2000000001, 2000000001", "00, 0, 7, 7000000000",
        "03, -1, 2001, 1001000000", "0c, 0, 2000000000000, 2000000000", "94, 0, 1572864, 1500000000",
        "80, 1, 3, 4000000000", "13, 0, 9000000000000000000, 900000000", "bf, 0, -9223372036854775808, 1000000000"
    })
    void theTimeCountsAsTheInterfaceSays(String resolution, long offset, long ticks, long unixNanos) {
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN);
        CaptureBytes options = file.body()
                .option(2, file.body().hex("62746d6f6e30"))
                .option(9, file.body().hex(resolution))
                .option(14, file.body().i64(offset))
                .option(0, file.body());
        file.describeInterface(201, options).enhanced(0, ticks, PACKET);
        assertEquals(unixNanos, ReadCapture.of(file).one().unixNanos());
    }

    @ParameterizedTest
    @CsvSource({"14, 0, 1", "c0, 0, 1", "00, 0, 9223372037", "06, 9223372037, 1", "06, -9223372036854775808, 1"})
    void aTimeOutOfRangeEndsTheReading(String resolution, long offset, long ticks) {
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN);
        CaptureBytes options = file.body()
                .option(9, file.body().hex(resolution))
                .option(14, file.body().i64(offset));
        file.describeInterface(201, options).enhanced(0, ticks, PACKET);
        assertTrue(ReadCapture.of(file).damage().endsWith("the time of the packet is out of range"));
    }

    @Test
    void otherBlocksAndOptionsAreSkippedAndCommentsRead() {
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN);
        CaptureBytes options = file.body()
                .comment("first")
                .option(4, file.body().i64(17))
                .option(0x7FFF, file.body().hex("010203"))
                .comment("second\nline");
        file.block(0x0BAD, file.body().hex("00".repeat(2_000_000)))
                .describeInterface(201)
                .block(5, file.body().i32(0).i64(0))
                .enhanced(0, 1, PACKET, options);
        ReadCapture read = ReadCapture.of(file);
        assertEquals("none", read.damage());
        assertEquals(1, read.advertisements().size());
        assertEquals(List.of("first", "second\nline"), read.comments());
    }

    @Test
    void anOptionThatRunsPastItsBlockEndsTheOptionsOnly() {
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN);
        file.describeInterface(201)
                .enhanced(0, 1, PACKET, file.body().i16(1).i16(200))
                .enhanced(0, 2, PACKET);
        assertEquals(2, ReadCapture.of(file).advertisements().size());
        assertEquals("none", ReadCapture.of(file).damage());
    }

    /** A simple packet has the time of the one before it; the obsolete packet block has its own. */
    @Test
    void olderKindsOfPacketsAreRead() {
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN);
        int length = PACKET.length() / 2;
        CaptureBytes padding = file.body().hex("00".repeat(-length & 3));
        CaptureBytes old = file.body()
                .i16(0)
                .i16(9)
                .i32(0)
                .i32(4711)
                .i32(length)
                .i32(length)
                .hex(PACKET)
                .add(padding);
        CaptureBytes simple = file.body().i32(length).hex(PACKET).add(padding);
        ReadCapture read =
                ReadCapture.of(file.describeInterface(201).block(2, old).block(3, simple));
        assertEquals(
                List.of(4_711_000L, 4_711_000L),
                read.advertisements().stream()
                        .map(CapturedAdvertisement::unixNanos)
                        .toList());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        List<CapturedAdvertisement> written = new ArrayList<>();
        ByteArrayOutputStream pcapng = new ByteArrayOutputStream();
        ByteArrayOutputStream btsnoop = new ByteArrayOutputStream();
        List<CaptureWriter> writers =
                List.of(new PcapngWriter(pcapng, "nbe", adapter -> "COM" + adapter), new BtsnoopWriter(btsnoop));
        for (CaptureWriter writer : writers) {
            writer.begin();
        }
        for (AdvertisingType type : AdvertisingType.values()) {
            for (int rssiDbm : new int[] {-127, -103, -1, 0, 20, CapturedAdvertisement.RSSI_UNKNOWN}) {
                CapturedAdvertisement advertisement = new CapturedAdvertisement(
                        (MICROS + written.size()) * 1000,
                        0,
                        type,
                        rssiDbm < 0,
                        written.size() * 0x0102_0304_05L,
                        Octets.of(new byte[written.size()]),
                        rssiDbm);
                written.add(advertisement);
                for (CaptureWriter writer : writers) {
                    writer.write(new CapturePacket(advertisement, rssiDbm == -1 ? "tap " + type : "", 0));
                }
            }
        }
        for (CaptureWriter writer : writers) {
            writer.flush();
        }
        assertEquals(written, ReadCapture.of(pcapng.toByteArray()).advertisements());
        assertEquals(
                Arrays.stream(AdvertisingType.values())
                        .map(type -> "tap " + type)
                        .toList(),
                ReadCapture.of(pcapng.toByteArray()).comments());
        assertEquals(written, ReadCapture.of(btsnoop.toByteArray()).advertisements());
    }

    /** Every beginning of a file: what is whole in it is found, and where it ends is told unless that is between two packets. */
    @Test
    void aFileIsReadAsFarAsItGoes() {
        CaptureBytes pcapng = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN);
        pcapng.describeInterface(201)
                .enhanced(0, 1, PACKET, pcapng.body().comment("x"))
                .block(0x0BAD, pcapng.body().i32(0))
                .enhanced(0, 2, PACKET);
        for (CaptureBytes file : List.of(
                pcapng,
                CaptureBytes.pcap(201).pcapPacket(1, 1, PACKET).pcapPacket(2, 2, PACKET),
                CaptureBytes.btsnoop(1002)
                        .btsnoopPacket(3, 1, "04" + CaptureBytes.EVENT)
                        .btsnoopPacket(3, 2, "04" + CaptureBytes.EVENT))) {
            byte[] whole = file.toArray();
            assertEquals(2, ReadCapture.of(whole).advertisements().size());
            Set<Integer> found = new TreeSet<>();
            int undamaged = 0;
            for (int length = CaptureFormat.HEAD_BYTES; length <= whole.length; length++) {
                ReadCapture read = ReadCapture.of(Arrays.copyOf(whole, length));
                found.add(read.advertisements().size());
                Optional<CaptureDamage> damage = read.summary().damage();
                undamaged += damage.isEmpty() ? 1 : 0;
                int end = length;
                damage.ifPresent(where -> assertTrue(where.offset() <= end, where + " of " + end));
            }
            assertEquals(Set.of(0, 1, 2), found);
            assertTrue(undamaged >= 3 && undamaged <= 5, "ends between packets: " + undamaged);
        }
    }

    @Test
    void damageHasItsPlaceAndWhatIsAllowed() {
        CaptureBytes pcap = CaptureBytes.pcap(201).pcapPacket(1, 1, PACKET);
        int next = pcap.toArray().length;
        assertEquals(
                next + 16 + " a packet has 4294967295 bytes, allowed: at most 1048576",
                ReadCapture.of(pcap.i32(1).i32(1).i32(-1).i32(-1)).damage());
        assertEquals(
                "12 btsnoop data link 1004, allowed: 1001, 1002 and 2001",
                ReadCapture.of(CaptureBytes.btsnoop(1004)).damage());
        assertEquals(
                "28 a block of 13 bytes, allowed: a multiple of 4 from 12",
                ReadCapture.of(CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN).i32(6).i32(13))
                        .damage());
        assertEquals(
                "28 a block of 24 bytes, allowed: a multiple of 4 from 28",
                ReadCapture.of(CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN)
                                .i32(0x0A0D0D0A)
                                .i32(24)
                                .i32(0x1A2B3C4D))
                        .damage());
        assertEquals(
                "28 a block has 12 bytes by its head and 16 by its end",
                ReadCapture.of(CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN)
                                .i32(99)
                                .i32(12)
                                .i32(16))
                        .damage());
        assertEquals(
                "28 a section header without the magic number 1A2B3C4D",
                ReadCapture.of(CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN)
                                .i32(0x0A0D0D0A)
                                .i32(28)
                                .i32(0))
                        .damage());
        assertEquals(
                "28 the file ends within a block: 4 of 8 bytes are there",
                ReadCapture.of(CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN).i32(6)).damage());
    }

    /** The length of a block that is passed over costs no memory, nor does an endless file. */
    @Test
    void aLengthInTheFileReservesNothing() throws IOException {
        CaptureBytes head = CaptureBytes.pcapng(ByteOrder.BIG_ENDIAN).i32(99).i32(0x20000000);
        byte[] bytes = head.toArray();
        InputStream endless = new InputStream() {
            private long at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[(int) at++] & 0xFF : 0;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                if (at < bytes.length) {
                    to[offset] = (byte) read();
                    return 1;
                }
                at += length;
                Arrays.fill(to, offset, offset + length, (byte) 0);
                return length;
            }
        };
        CaptureSummary summary = CaptureReader.read(CaptureFormat.PCAPNG, endless, new CaptureSink() {
            @Override
            public void packet(long unixNanos) {
                throw new AssertionError("a packet");
            }

            @Override
            public void advertisement(CapturedAdvertisement advertisement) {
                throw new AssertionError("an advertisement");
            }

            @Override
            public void comment(String text) {
                throw new AssertionError("a comment");
            }
        });
        assertEquals(
                "a block has 536870912 bytes by its head and 0 by its end",
                summary.damage().orElseThrow().text());
    }

    @Test
    void packetsOfUnknownLinkTypesAreCountedAndNamed() {
        CaptureBytes file = CaptureBytes.pcapng(ByteOrder.LITTLE_ENDIAN)
                .describeInterface(1)
                .describeInterface(201)
                .enhanced(0, 1, "00".repeat(60))
                .enhanced(1, 2, PACKET);
        ReadCapture read = ReadCapture.of(file);
        assertEquals(Set.of(1), read.summary().unknownLinkTypes());
        assertEquals(2, read.summary().packets());
        assertEquals(1, read.advertisements().size());
    }

    @Test
    void theFormatIsToldByTheFirstBytes() {
        HexFormat hex = HexFormat.of();
        assertEquals(Optional.of(CaptureFormat.PCAP), CaptureFormat.of(hex.parseHex("4d3cb2a1")));
        assertEquals(Optional.of(CaptureFormat.BTSNOOP), CaptureFormat.of(hex.parseHex("6274736e6f6f7000")));
        for (String other : List.of("", "0a", "6274736e6f6f70", "1f8b0800", "745f7365636f6e64")) {
            assertEquals(Optional.empty(), CaptureFormat.of(hex.parseHex(other)));
        }
    }
}
