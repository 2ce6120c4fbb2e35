package nbe.bgapi.machine;

import java.util.OptionalLong;

/** The dongle answers but will not scan, and that was reported; it is tried again now and then. */
record Refused(long againAt) implements PortState {
    /** More than none: one refusal is enough to wait for the next time. */
    private static final int REFUSED_BEFORE = 1;

    @Override
    public Step onTime(Moment moment, History history) {
        return Ordering.begin(Urgency.AGAIN, REFUSED_BEFORE, moment.now(), history);
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(againAt);
    }
}
