package nbe.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many devices were heard within a minute. */
class DeviceTableTest {
    private final DeviceTable table = new DeviceTable();

    @Test
    void countsADeviceOnceAndForgetsItAfterAMinute() {
        table.onSecond(100);
        table.heard(0xC2FAD7F0D796L, true);
        table.heard(0xC2FAD7F0D796L, true);
        table.heard(0xC2FAD7F0D796L, false);
        assertEquals(2, devices(100), "the same 48 bits, public and random, are two devices");
        assertEquals(2, devices(160));
        assertEquals(0, devices(161));
    }

    @Test
    void anEntryDoesNotComeBackWhenItsNumberOfSecondComesRound() {
        table.onSecond(5);
        table.heard(7, true);
        for (long second = 6; second < 5 + 0x4000; second++) {
            table.onSecond(second);
            table.heard(8, true);
        }
        table.onSecond(5 + 0x4000);
        assertEquals(1, devices(5 + 0x4000), "device 8 alone");
        table.onSecond(5 + 0x4000 + 0x4000);
        assertEquals(0, devices(5 + 0x4000 + 0x4000), "after a silence of that length");
    }

    @Test
    void countsExactlyInABusyPlaceAndSaysWhenItCountsTooFew() {
        SplittableRandom chance = new SplittableRandom(1);
        table.onSecond(1_000);
        for (int i = 0; i < 1_000; i++) {
            table.heard(chance.nextLong(1L << 48), true);
        }
        assertEquals(1_000, devices(1_000));
        assertFalse(table.countsTooFew(1_000));

        for (int i = 0; i < 20_000; i++) {
            table.heard(chance.nextLong(1L << 48), true);
        }
        assertTrue(table.countsTooFew(1_000));
        assertTrue(devices(1_000) > 0.95 * DeviceTable.SLOTS, devices(1_000) + " of " + DeviceTable.SLOTS);
        assertFalse(table.countsTooFew(1_061), "a minute later");
    }

    @Test
    void ofFourThousandDevicesAboutOneInAHundredHasNoRoom() {
        SplittableRandom chance = new SplittableRandom(2);
        table.onSecond(1);
        for (int i = 0; i < 4_000; i++) {
            table.heard(chance.nextLong(1L << 48), true);
        }
        assertTrue(table.evicted() < 60, table.evicted() + " evicted");
    }

    private int devices(long now) {
        AtomicInteger count = new AtomicInteger();
        table.forEachRecent(now, entry -> count.incrementAndGet());
        return count.get();
    }
}
