package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.machine.Recovering.Urgency;

/** The dongle answers but refuses to scan, which the machine has reported; it tries again every {@link Timings#REFUSED_AGAIN}. */
record Refused(long againAt) implements PortState {
    /** Not 0: then a single refusal is enough to wait for the next attempt. */
    private static final int REFUSED_BEFORE = 1;

    @Override
    public Step onTime(Snapshot snapshot, History history) {
        return Recovering.begin(Urgency.AGAIN, REFUSED_BEFORE, snapshot.now(), history);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(againAt);
    }
}
