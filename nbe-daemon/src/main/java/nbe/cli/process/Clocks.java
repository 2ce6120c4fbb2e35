package nbe.cli.process;

import java.util.function.LongSupplier;
import nbe.base.OutsideWorld;

/** The daemon's monotonic clock. */
@OutsideWorld("the one place where the daemon's monotonic clock comes from")
public final class Clocks {
    /** Monotonic nanoseconds. */
    public static final LongSupplier MONOTONIC = System::nanoTime;

    private Clocks() {}
}
