package nbe.band;

/**
 * What one adapter's thread has to itself in a {@link BandFilter}: parser and counters. Written by its owner alone, so that
 * counting takes neither a lock nor a barrier; read by any thread, to whom a running adapter's are a moment old.
 */
final class AdapterLane {
    /** The only thread that parses and counts here; null: nobody yet. */
    final Thread owner;

    final PayloadParser parser;
    private long foreign;
    private long damaged;

    AdapterLane(Thread owner, PayloadParser parser, long foreign, long damaged) {
        this.owner = owner;
        this.parser = parser;
        this.foreign = foreign;
        this.damaged = damaged;
    }

    void countForeign() {
        foreign++;
    }

    void countDamaged() {
        damaged++;
    }

    long foreign() {
        return foreign;
    }

    long damaged() {
        return damaged;
    }
}
