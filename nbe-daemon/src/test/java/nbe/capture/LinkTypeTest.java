package nbe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import nbe.bgapi.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTypeTest {
    private static final String EVENT = CaptureBytes.EVENT;
    private static final String PDU = CaptureBytes.PDU;
    private static final String DATA = "02010606ffb201010700";
    private static final int UNKNOWN = CapturedAdvertisement.RSSI_UNKNOWN;

    private static ReadCapture read(int linkType, String hex) {
        return ReadCapture.of(CaptureBytes.pcap(linkType).pcapPacket(1, 2, hex));
    }

    private static CapturedAdvertisement expected(int adapter, int rssiDbm) {
        return new CapturedAdvertisement(
                1_000_002_000,
                adapter,
                AdvertisingType.CONNECTABLE,
                true,
                0xC2FAD7F0D796L,
                Octets.of(HexFormat.of().parseHex(DATA)),
                rssiDbm);
    }

    @Test
    void hciEventsAreReadInEachWrapping() {
        assertEquals(expected(0, -61), read(187, "04" + EVENT).one());
        assertEquals(expected(0, -61), read(201, "00000001" + "04" + EVENT).one());
        assertEquals(expected(3, -61), read(254, "00030003" + EVENT).one());
        CaptureBytes unencapsulated = CaptureBytes.btsnoop(1001).btsnoopPacket(3, 1_000_002, EVENT);
        assertEquals(expected(0, -61), ReadCapture.of(unencapsulated).one());
        CaptureBytes uart = CaptureBytes.btsnoop(1002).btsnoopPacket(3, 1_000_002, "04" + EVENT);
        assertEquals(expected(0, -61), ReadCapture.of(uart).one());
        CaptureBytes monitor = CaptureBytes.btsnoop(2001).btsnoopPacket(5 << 16 | 3, 1_000_002, EVENT);
        assertEquals(expected(5, -61), ReadCapture.of(monitor).one());
    }

    @Test
    void whatIsNoEventIsPassedOver() {
        assertTrue(read(201, "00000000" + "01" + EVENT).advertisements().isEmpty());
        assertTrue(read(254, "00030002" + EVENT).advertisements().isEmpty());
        for (CaptureBytes other : List.of(
                CaptureBytes.btsnoop(1001).btsnoopPacket(2, 1, EVENT),
                CaptureBytes.btsnoop(1001).btsnoopPacket(1, 1, EVENT),
                CaptureBytes.btsnoop(2001).btsnoopPacket(2, 1, EVENT))) {
            ReadCapture read = ReadCapture.of(other);
            assertTrue(read.advertisements().isEmpty());
            assertEquals("none", read.damage());
            assertEquals(1, read.summary().packets());
        }
    }

    @Test
    void anEventMayHaveSeveralReports() {
        String second = "04" + "00" + "112233445566" + "00" + "7f";
        String event = "3e" + "20" + "0202" + EVENT.substring(8) + second;
        List<CapturedAdvertisement> reports = read(187, "04" + event).advertisements();
        assertEquals(2, reports.size());
        assertEquals(expected(0, -61), reports.get(0));
        assertEquals(AdvertisingType.SCAN_RESPONSE, reports.get(1).type());
        assertEquals(0x665544332211L, reports.get(1).address());
        assertFalse(reports.get(1).random());
        assertEquals(UNKNOWN, reports.get(1).rssiDbm());
    }

    /** Core Specification, volume 4, part E, section 7.7.65.13: legacy PDUs only, which a BLED112 hears as well. */
    @ParameterizedTest
    @CsvSource({
        "0x13, CONNECTABLE",
        "0x15, DIRECTED",
        "0x12, SCANNABLE",
        "0x10, NON_CONNECTABLE",
        "0x1A, SCAN_RESPONSE",
        "0x1B, SCAN_RESPONSE",
        "0x01,",
        "0x00,",
        "0x20,"
    })
    void extendedReportsOfLegacyAdvertisementsAreRead(int eventType, AdvertisingType type) {
        String report = HexFormat.of().toHexDigits((byte) eventType) + "00" + "01" + "96d7f0d7fac2" + "01" + "00" + "ff"
                + "7f" + "c3" + "0000" + "00" + "000000000000" + "0a" + DATA;
        ReadCapture read = read(187, "04" + "3e24" + "0d01" + report);
        assertEquals(
                type == null
                        ? List.of()
                        : List.of(new CapturedAdvertisement(
                                1_000_002_000,
                                0,
                                type,
                                true,
                                0xC2FAD7F0D796L,
                                expected(0, 0).data(),
                                -61)),
                read.advertisements());
        assertEquals(0, read.summary().cut());
    }

    @Test
    void theLinkLayerAloneHasNoRssi() {
        assertEquals(expected(0, UNKNOWN), read(251, PDU).one());
        String withoutCheckSum = PDU.substring(0, PDU.length() - 6);
        assertEquals(expected(0, UNKNOWN), read(251, withoutCheckSum).one());
    }

    /** Flags 0x0001 de-whitened, 0x0002 level valid, 0x0400 check sum checked, 0x0800 and right, 0xC000 PHY. */
    @ParameterizedTest
    @CsvSource({"030c, -61", "0304, ", "0100, 127", "0300, -61", "010c, 127", "034c, ", "038c, "})
    void thePseudoHeaderTellsLevelAndCheckSum(String flags, Integer rssiDbm) {
        ReadCapture read = read(256, "00" + "c3" + "80" + "00" + "d6be898e" + flags + PDU);
        assertEquals(rssiDbm == null ? List.of() : List.of(expected(0, rssiDbm)), read.advertisements());
        assertEquals("0304".equals(flags) ? 1 : 0, read.summary().badCrc());
    }

    /** Board, length, version, counter, id; length, flags, channel, level, event counter, time. */
    @ParameterizedTest
    @CsvSource({
        "beef 06 0100 0000 29 01 25 3d 0000 00000000, -61",
        "00 06 29 01 0100 06 0a 01 25 3d 0000 00000000, -61",
        "00 2900 02 0100 06 0a 01 25 3d 0000 00000000, -61",
        "00 2900 03 0100 02 0a 01 25 3d 0000 00000000, -61",
        "00 2900 03 0100 02 0a 00 25 3d 0000 00000000, ",
        "00 2900 03 0100 02 0a 11 25 3d 0000 00000000, ",
        "00 2900 03 0100 05 0a 01 25 3d 0000 00000000, "
    })
    void nordicsHeaderIsReadInEachVersion(String header, Integer rssiDbm) {
        ReadCapture read = read(272, header.replace(" ", "") + PDU);
        assertEquals(rssiDbm == null ? List.of() : List.of(expected(0, rssiDbm)), read.advertisements());
        assertEquals("none", read.damage());
    }

    @ParameterizedTest
    @CsvSource({
        "0, CONNECTABLE",
        "1, DIRECTED",
        "2, NON_CONNECTABLE",
        "4, SCAN_RESPONSE",
        "6, SCANNABLE",
        "3,",
        "5,",
        "7,"
    })
    void onlyAdvertisingPdusCount(int type, AdvertisingType expected) {
        List<CapturedAdvertisement> found =
                read(251, "d6be898e" + "0" + type + "06" + "96d7f0d7fac2").advertisements();
        assertEquals(
                expected == null ? List.of() : List.of(expected),
                found.stream().map(CapturedAdvertisement::type).toList());
        assertTrue(read(251, "01020304" + PDU.substring(8)).advertisements().isEmpty(), "a data channel");
    }

    /** Every beginning of every packet: nothing is found, nothing is thrown. */
    @Test
    void aPacketThatIsCutIsCounted() {
        for (String[] packet : List.of(
                new String[] {"187", "04" + EVENT},
                new String[] {"201", "00000001" + "04" + EVENT},
                new String[] {"251", PDU.substring(0, PDU.length() - 6)},
                new String[] {"254", "00000003" + EVENT},
                new String[] {"256", "00c38000d6be898e030c" + PDU.substring(0, PDU.length() - 6)},
                new String[] {"272", "002900030100020a01253d000000000000" + PDU.substring(0, PDU.length() - 6)})) {
            for (int length = 0; length < packet[1].length() / 2; length++) {
                ReadCapture read = read(Integer.parseInt(packet[0]), packet[1].substring(0, 2 * length));
                assertTrue(read.advertisements().isEmpty(), packet[0] + " " + length);
                assertEquals(1, read.summary().cut(), packet[0] + " " + length);
            }
        }
    }

    @Test
    void dataLongerThanALegacyAdvertisementIsNoPdu() {
        assertEquals(
                1,
                read(251, "d6be898e" + "4026" + "96d7f0d7fac2" + "00".repeat(32))
                        .summary()
                        .cut());
        assertEquals(
                31,
                read(251, "d6be898e" + "4025" + "96d7f0d7fac2" + "00".repeat(31))
                        .one()
                        .data()
                        .length());
    }
}
