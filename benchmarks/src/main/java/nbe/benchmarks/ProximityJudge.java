package nbe.benchmarks;

import java.util.List;
import java.util.OptionalDouble;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import nbe.tap.BandTracker;
import nbe.tap.Proximity;
import nbe.tap.Sighting;
import nbe.tap.TapSettings;

/** A tracker that hears one band, and what it said of its proximity. */
final class ProximityJudge {
    private static final int WEAK = Sighting.ENROLLED | Sighting.AUTHENTICATED | Sighting.ON_BODY;
    private static final BandAddress BAND = new BandAddress(1L);

    private final BandTracker tracker;
    private Proximity last = Proximity.UNKNOWN;
    private double farSince = Double.NaN;
    private int changes;

    ProximityJudge(int close, int far) {
        TapSettings plain = TapSettings.DEFAULTS;
        tracker = new BandTracker(new TapSettings(
                plain.rule(),
                plain.windowTap(),
                plain.windowLong(),
                plain.tapThresholdDbm(),
                close,
                far,
                plain.absentAfter()));
    }

    void hear(double seconds, int rssiDbm) {
        long now = (long) (seconds * 1e9);
        note(tracker.onTime(now), seconds);
        note(tracker.onSighting(Sighting.of(BAND, rssiDbm, WEAK, 0, now, 0)), seconds);
    }

    private void note(List<BandEvent> events, double seconds) {
        for (BandEvent event : events) {
            if (event instanceof BandEvent.PresenceChanged presence && presence.proximity() != last) {
                boolean known = last != Proximity.UNKNOWN && presence.proximity() != Proximity.UNKNOWN;
                changes += known ? 1 : 0;
                last = presence.proximity();
                farSince = last == Proximity.FAR ? seconds : Double.NaN;
            }
        }
    }

    /** How often it changed between near and far. */
    int changes() {
        return changes;
    }

    /** Whether it is near now. */
    boolean isNear() {
        return last == Proximity.NEAR;
    }

    /** How long after that moment it was far for good, s, 0 if it was before; empty: it is not far. */
    OptionalDouble farAfter(double seconds) {
        return Double.isNaN(farSince) ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, farSince - seconds));
    }
}
