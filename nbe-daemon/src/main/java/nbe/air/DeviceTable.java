package nbe.air;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The devices that one adapter heard within the last {@value #WINDOW} s: an open-addressed table of {@value #SLOTS} slots of 8 bytes.
 * A device may lie in {@value #WAYS} of them. If all of these hold devices of the last minute, the newcomer evicts the one that was
 * silent longest, and the table counts too few: {@link #evicted} says that it did. With 4,000 devices it evicts about 1 in 100.
 *
 * <p>Only the adapter's thread writes, without lock or barrier; other threads may read slightly stale values. A slot is one long, so
 * they never read half of one.
 */
final class DeviceTable {
    /** Seconds for which a device counts. */
    static final int WINDOW = 60;

    static final int SLOTS = 8_192;
    static final int WAYS = 8;

    private static final int BUCKETS = SLOTS / WAYS;

    // A slot: 48 bits of address, one for a random address, one to spare, and the second in which the device was heard
    // last.
    private static final long RANDOM = 1L << 48;
    private static final long DEVICE = (1L << 49) - 1;
    private static final int SECOND_SHIFT = 50;
    private static final int SECOND_MASK = 0x3FFF;

    /** A reader's clock may be this many seconds behind the writer's. */
    private static final int AHEAD = 2;

    /** 2 to the 64 divided by the golden ratio: its product spreads neighbouring addresses over the table (Fibonacci hashing). */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final long[] slots = new long[SLOTS];
    private long second;
    private int swept;
    private long evicted;
    private long lastEviction = Long.MIN_VALUE;

    /**
     * The second has changed. Clears what is too old in one bucket for each second that passed, so that no entry lives until its
     * second, a number of 14 bits, comes round again.
     *
     * @param now seconds of the monotonic clock
     */
    void onSecond(long now) {
        long passed = now - second;
        second = now;
        for (long i = 0; i < Math.min(passed, BUCKETS); i++) {
            int bucket = swept++ % BUCKETS * WAYS;
            for (int slot = bucket; slot < bucket + WAYS; slot++) {
                if (!isRecent(slots[slot], now)) {
                    slots[slot] = 0;
                }
            }
        }
        if (passed < 0 || passed > BUCKETS) {
            Arrays.fill(slots, 0);
        }
    }

    /** A device was heard, in the second of the last {@link #onSecond}. */
    void heard(long address, boolean random) {
        long device = address | (random ? RANDOM : 0);
        long stamped = device | (second & SECOND_MASK) << SECOND_SHIFT;
        int bucket = (int) (device * SPREAD >>> 54) * WAYS;
        for (int slot = bucket; slot < bucket + WAYS; slot++) {
            long entry = slots[slot];
            if ((entry & DEVICE) == device && entry != 0) {
                if (stamped != entry) {
                    slots[slot] = stamped;
                }
                return;
            }
        }
        insert(stamped, bucket);
    }

    private void insert(long entry, int bucket) {
        int oldest = bucket;
        for (int slot = bucket; slot < bucket + WAYS; slot++) {
            if (!isRecent(slots[slot], second)) {
                slots[slot] = entry;
                return;
            }
            if (age(slots[slot], second) > age(slots[oldest], second)) {
                oldest = slot;
            }
        }
        slots[oldest] = entry;
        evicted++;
        lastEviction = second;
    }

    /** Passes on each device of the last {@value #WINDOW} s: {@link #device} reads it. Any thread. */
    void forEachRecent(long now, LongConsumer devices) {
        for (long entry : slots) {
            if (isRecent(entry, now)) {
                devices.accept(entry);
            }
        }
    }

    /** What tells one device of {@link #forEachRecent} from another: its address and the type of it. */
    static long device(long entry) {
        return entry & DEVICE;
    }

    /** How many devices of the last minute were evicted since the start. */
    long evicted() {
        return evicted;
    }

    /** Whether the table counted too few within the last {@value #WINDOW} s. */
    boolean countsTooFew(long now) {
        return evicted > 0 && now - lastEviction <= WINDOW;
    }

    private static boolean isRecent(long entry, long now) {
        int age = age(entry, now);
        return entry != 0 && (age <= WINDOW || age > SECOND_MASK - AHEAD);
    }

    private static int age(long entry, long now) {
        return (int) (now - (entry >>> SECOND_SHIFT)) & SECOND_MASK;
    }
}
