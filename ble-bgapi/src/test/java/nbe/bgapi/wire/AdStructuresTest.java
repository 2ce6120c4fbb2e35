package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdStructuresTest {
    private static List<String> walk(String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        byte[] buffer = new byte[data.length + 5];
        java.util.Arrays.fill(buffer, (byte) 0x01); // what lies around must not be read
        System.arraycopy(data, 0, buffer, 3, data.length);
        AdStructures ad = new AdStructures();
        ad.over(buffer, 3, data.length);
        List<String> found = new ArrayList<>();
        while (ad.next()) {
            found.add(String.format("%02x:", ad.type())
                    + HexFormat.of().formatHex(buffer, ad.valueOffset(), ad.valueOffset() + ad.valueLength()));
        }
        if (ad.isCut()) {
            found.add("cut");
        }
        return found;
    }

    @Test
    void structuresComeOneAfterAnother() {
        assertEquals(List.of("01:06", "ff:b201010700"), walk("020106" + "06ffb201010700"));
        assertEquals(List.of(), walk(""));
    }

    @Test
    void aStructureThatRunsPastTheEndTakesBackNothingBeforeIt() {
        assertEquals(List.of("ff:b201010700", "cut"), walk("06ffb201010700" + "1f09"));
        assertEquals(List.of("cut"), walk("1fffb201010700"));
        assertEquals(List.of("cut"), walk("01"));
        assertEquals(List.of("cut"), walk("ff".repeat(31)));
    }

    @Test
    void aLengthOfZeroEndsTheDataEarly() {
        assertEquals(List.of("01:06"), walk("020106" + "00" + "06ffb201010700"));
        assertEquals(List.of(), walk("00000000"));
    }

    @Test
    void aStructureMayHaveNoValue() {
        assertEquals(List.of("ff:", "ff:"), walk("01ff01ff"));
    }

    @Test
    void integersAreReadInsideTheValueOnly() {
        AdStructures ad = new AdStructures();
        ad.over(HexFormat.of().parseHex("04ffb20180"), 0, 5);
        assertTrue(ad.next());
        assertEquals(0x01B2, ad.u16(0));
        assertEquals(0x80, ad.u8(2));
        assertThrows(IndexOutOfBoundsException.class, () -> ad.u8(3));
        assertThrows(IndexOutOfBoundsException.class, () -> ad.u16(2));
        assertThrows(IndexOutOfBoundsException.class, () -> ad.u8(-1));
        assertFalse(ad.next());
    }

    @Test
    void askingForOneCompanyFindsWhatALoopOverAllFinds() {
        long seed = 20261123;
        Random random = new Random(seed);
        byte[] likely = {0, 2, 2, 2, 3, 3, 3, 3, 6, -1, -1, -1};
        int found = 0;
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(32)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = likely[random.nextInt(likely.length)];
            }
            AdStructures all = new AdStructures();
            AdStructures one = new AdStructures();
            all.over(bytes, 0, bytes.length);
            one.over(bytes, 0, bytes.length);
            String where = "seed " + seed + " round " + round;
            while (all.next()) {
                if (all.type() == AdStructures.MANUFACTURER_SPECIFIC
                        && all.valueLength() >= 2
                        && all.u16(0) == 0x0302) {
                    found++;
                    assertTrue(one.nextOfCompany(0x0302), where);
                    assertEquals(AdStructures.MANUFACTURER_SPECIFIC, one.type(), where);
                    assertEquals(all.valueOffset(), one.valueOffset(), where);
                    assertEquals(all.valueLength(), one.valueLength(), where);
                }
            }
            assertFalse(one.nextOfCompany(0x0302), where);
            assertEquals(all.isCut(), one.isCut(), where);
        }
        assertTrue(found > 1000, "structures of that company: " + found);
    }

    @Test
    void anyBytesAreSurvived() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            int offset = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            AdStructures ad = new AdStructures();
            ad.over(bytes, offset, bytes.length - offset);
            int steps = 0;
            while (ad.next()) {
                steps++;
                assertTrue(ad.valueOffset() + ad.valueLength() <= bytes.length, "seed " + seed + " round " + round);
            }
            assertTrue(steps <= 60, "seed " + seed + " round " + round);
        }
    }
}
