package nbe.bgapi.adapter;

import java.util.concurrent.atomic.LongAdder;
import nbe.bgapi.machine.Happening;
import nbe.bgapi.wire.Framer;

/** What one adapter has been through. Written by its thread, readable from any. All counts only grow. */
public final class AdapterCounters {
    private final LongAdder bytes = new LongAdder();
    private final LongAdder advertisements = new LongAdder();
    private final LongAdder staleBytes = new LongAdder();
    private final LongAdder resets = new LongAdder();
    private final LongAdder reopens = new LongAdder();
    private final LongAdder helloTimeouts = new LongAdder();
    private final LongAdder dongleRestarts = new LongAdder();
    private final LongAdder falseBoots = new LongAdder();
    private final LongAdder protocolErrors = new LongAdder();
    private final LongAdder faults = new LongAdder();
    // copied from the framer after each read; written by the adapter's thread alone
    private volatile long packets;
    private volatile long skippedBytes;
    private volatile long badHeaders;
    private volatile long unknownPackets;

    AdapterCounters() {}

    void received(int count, Framer framer) {
        bytes.add(count);
        packets = framer.packets();
        skippedBytes = framer.skippedBytes();
        badHeaders = framer.badHeaders();
        unknownPackets = framer.unknownPackets();
    }

    void advertisement() {
        advertisements.increment();
    }

    void stale(long count) {
        staleBytes.add(count);
    }

    void fault() {
        faults.increment();
    }

    void count(Happening happening) {
        switch (happening) {
            case RESET -> resets.increment();
            case REOPEN -> reopens.increment();
            case HELLO_TIMEOUT -> helloTimeouts.increment();
            case DONGLE_RESTART -> dongleRestarts.increment();
            case FALSE_BOOT -> falseBoots.increment();
            case PROTOCOL_ERROR -> protocolErrors.increment();
        }
    }

    /** Bytes read. */
    public long bytes() {
        return bytes.sum();
    }

    /** Packets of any kind. */
    public long packets() {
        return packets;
    }

    /** Advertisements handed to the sink. */
    public long advertisements() {
        return advertisements.sum();
    }

    /** Bytes that belonged to no packet. */
    public long skippedBytes() {
        return skippedBytes;
    }

    /** How often the stream lost its step. */
    public long badHeaders() {
        return badHeaders;
    }

    /** Packets that the table does not know. */
    public long unknownPackets() {
        return unknownPackets;
    }

    /** Bytes thrown away because nobody knows how old they were. */
    public long staleBytes() {
        return staleBytes.sum();
    }

    /** Resets sent to the dongle. */
    public long resets() {
        return resets.sum();
    }

    /** How often the port was closed and opened again because the dongle did not answer. */
    public long reopens() {
        return reopens.sum();
    }

    /** How often a scanning dongle did not answer hello. */
    public long helloTimeouts() {
        return helloTimeouts.sum();
    }

    /** How often the dongle restarted by itself. */
    public long dongleRestarts() {
        return dongleRestarts.sum();
    }

    /** Boot events that were none. */
    public long falseBoots() {
        return falseBoots.sum();
    }

    /** Commands that the dongle says it did not understand. */
    public long protocolErrors() {
        return protocolErrors.sum();
    }

    /** Faults of our own on the adapter's thread. */
    public long faults() {
        return faults.sum();
    }

    @Override
    public String toString() {
        return "bytes=" + bytes() + " packets=" + packets + " advertisements=" + advertisements() + " skipped_bytes="
                + skippedBytes + " bad_headers=" + badHeaders + " unknown=" + unknownPackets + " stale_bytes="
                + staleBytes() + " resets=" + resets() + " reopens=" + reopens() + " hello_timeouts="
                + helloTimeouts() + " dongle_restarts=" + dongleRestarts() + " false_boots=" + falseBoots()
                + " protocol_errors=" + protocolErrors() + " faults=" + faults();
    }
}
