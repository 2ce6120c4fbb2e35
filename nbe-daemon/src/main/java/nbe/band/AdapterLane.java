package nbe.band;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one adapter's thread has to itself in a {@link BandFilter}: parser and counters. Written by its owner alone, so that
 * counting takes neither a lock nor a thread-local; read by any thread.
 */
final class AdapterLane {
    private static final VarHandle FOREIGN = counter("foreign");
    private static final VarHandle DAMAGED = counter("damaged");

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

    private static VarHandle counter(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(AdapterLane.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    void countForeign() {
        FOREIGN.setOpaque(this, foreign + 1);
    }

    void countDamaged() {
        DAMAGED.setOpaque(this, damaged + 1);
    }

    long foreign() {
        return (long) FOREIGN.getOpaque(this);
    }

    long damaged() {
        return (long) DAMAGED.getOpaque(this);
    }
}
