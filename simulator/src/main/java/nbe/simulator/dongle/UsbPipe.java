package nbe.simulator.dongle;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Bytes on their way from the dongle to the host, and what happens to them there. A host that does not read loses events:
 * above {@link #EVENT_BOUND} waiting bytes they are dropped and counted; responses always find room.
 */
final class UsbPipe {
    /** Bytes of events that wait at most. The real thing holds far less; this spares a host on a busy machine. */
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

    /** An event, which is lost if too much is waiting. */
    void event(byte[] packet) {
        if (waiting() + packet.length > EVENT_BOUND) {
            droppedEvents++;
        } else {
            packet(packet);
        }
    }

    /** A packet that always finds room. */
    void packet(byte[] packet) {
        if (faults.garbageShare() > 0 && chance.nextDouble() < faults.garbageShare()) {
            byte[] garbage = new byte[1 + chance.nextInt(faults.garbageBytes())];
            chance.nextBytes(garbage);
            raw(garbage, garbage.length);
        }
        raw(packet, faults.cut(packet.length));
    }

    /** Bytes as they are. */
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

    /** How many bytes wait. */
    int waiting() {
        return end - start;
    }

    /** Events that were lost because the host did not read. */
    long droppedEvents() {
        return droppedEvents;
    }

    /** Copies what may be handed over now, without taking it out; see {@link #taken}. */
    int peek(byte[] target, long nowNanos) {
        int length = Math.min(target.length, waiting());
        if (faults.bytewisePauseNanos() >= 0 && length > 0) {
            length = nowNanos >= nextByteNanos ? 1 : 0;
        }
        System.arraycopy(bytes, start, target, 0, length);
        return length;
    }

    /** The host has taken so many bytes of what {@link #peek} gave. */
    void taken(int length, long nowNanos) {
        start += length;
        if (length > 0 && faults.bytewisePauseNanos() >= 0) {
            nextByteNanos = nowNanos + faults.bytewisePauseNanos();
        }
    }

    /** When there is something to hand over; {@link Long#MAX_VALUE} if nothing waits. */
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
