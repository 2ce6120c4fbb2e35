package nbe.simulator.air;

/** Moves devices of an {@link Air} as time passes. Only that air calls it. */
public interface AirScript {
    /** Time of its next step, by the clock that drives the air; {@link Long#MAX_VALUE}: never. */
    long deadline();

    /** Executes all steps up to that time; afterwards the deadline is later. */
    void advance(long nowNanos);
}
