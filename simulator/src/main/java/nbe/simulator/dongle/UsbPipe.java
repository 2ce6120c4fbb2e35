package nbe.simulator.dongle;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The bytes on their way from the dongle to the host, with the faults of the line. While more than {@link #EVENT_BOUND} bytes wait,
 * events are dropped and counted; responses always find room.
 */
final class UsbPipe {
    /** Waiting bytes at which events are dropped. A real dongle holds far less; this spares a host on a busy machine. */
    static final int EVENT_BOUND = 65_536;

    private final AdapterFaults faults;
    private final RandomGenerator chance;
    private byte[] bytes = new byte[1024];
    private int start;
    private int end;
    private long nextByteNanos = Long.MIN_VALUE;
    private long droppedEvents;

    UsbPipe(AdapterFaults faults, RandomGenerator chance) {
        this.faults = faults;
        this.chance = chance;
    }

    /** Adds an event, or drops it at the bound. */
    void event(byte[] packet) {
        if (waiting() + packet.length > EVENT_BOUND) {
            droppedEvents++;
        } else {
            packet(packet);
        }
    }

    /** Adds a packet that is never dropped. */
    void packet(byte[] packet) {
        if (faults.garbageShare() > 0 && chance.nextDouble() < faults.garbageShare()) {
            byte[] garbage = new byte[1 + chance.nextInt(faults.garbageBytes())];
            chance.nextBytes(garbage);
            raw(garbage, garbage.length);
        }
        raw(packet, faults.cut(packet.length));
    }

    /** Adds bytes without packet faults. */
    void raw(byte[] some, int length) {
        int lost = faults.loses(length);
        if (bytes.length - end < length) {
            System.arraycopy(bytes, start, bytes, 0, waiting());
            end -= start;
            start = 0;
            if (bytes.length - end < length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + length));
            }
        }
        for (int i = 0; i < length; i++) {
            if (i != lost && (faults.lossShare() == 0 || chance.nextDouble() >= faults.lossShare())) {
                bytes[end++] = some[i];
            }
        }
    }

    /** Number of waiting bytes. */
    int waiting() {
        return end - start;
    }

    /** Number of dropped events. */
    long droppedEvents() {
        return droppedEvents;
    }

    /** Copies the bytes that the host may read now, without removing them; see {@link #taken}. */
    int peek(byte[] target, long nowNanos) {
        int length = Math.min(target.length, waiting());
        if (faults.bytewisePauseNanos() >= 0 && length > 0) {
            length = nowNanos >= nextByteNanos ? 1 : 0;
        }
        System.arraycopy(bytes, start, target, 0, length);
        return length;
    }

    /** Removes this number of bytes: the host has read them. */
    void taken(int length, long nowNanos) {
        start += length;
        if (length > 0 && faults.bytewisePauseNanos() >= 0) {
            nextByteNanos = nowNanos + faults.bytewisePauseNanos();
        }
    }

    /** Time at which the host may read the next byte; {@link Long#MAX_VALUE} if no byte waits. */
    long deadline() {
        if (waiting() == 0) {
            return Long.MAX_VALUE;
        }
        return faults.bytewisePauseNanos() >= 0 ? nextByteNanos : Long.MIN_VALUE;
    }

    void clear() {
        start = 0;
        end = 0;
    }
}
