package nbe.simulator.air;

/** Moves devices of an {@link Air} while time passes. Called by that air only. */
public interface AirScript {
    /** When it wants to act next, by the clock that drives the air; {@link Long#MAX_VALUE}: never again. */
    long deadline();

    /** Does what is due at that time; afterwards the deadline is later. */
    void advance(long nowNanos);
}
