package nbe.benchmarks.proximity;

import java.util.ArrayList;
import java.util.List;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import nbe.tap.BandTracker;
import nbe.tap.Proximity;
import nbe.tap.Sighting;
import nbe.tap.TapSettings;

/** The two cutoffs, dBm, and what the daemon's tracker says of a trace by them. */
record Cutoffs(int closeDbm, int farDbm) {
    private static final int WEAK = Sighting.ENROLLED | Sighting.ON_BODY | Sighting.AUTHENTICATED;
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    private static final double NANOS = 1e9;

    /** A proximity that began at a moment of the trace. */
    record Change(double seconds, Proximity proximity) {}

    /** How often a band changes between near and far. */
    int changes(RssiTrace trace) {
        return Math.max(0, told(trace).size() - 1);
    }

    /** Both moved by so many dB. */
    Cutoffs shifted(int byDb) {
        return new Cutoffs(closeDbm + byDb, farDbm + byDb);
    }

    /** Whether a configuration may have them. */
    boolean areAllowed() {
        return farDbm >= TapSettings.THRESHOLD_DBM.least() && closeDbm <= TapSettings.THRESHOLD_DBM.most();
    }

    /** What the agent is told, in order: the first near or far, and each change. */
    List<Change> told(RssiTrace trace) {
        TapSettings plain = TapSettings.DEFAULTS;
        BandTracker tracker = new BandTracker(new TapSettings(
                plain.rule(),
                plain.windowTap(),
                plain.windowLong(),
                plain.tapThresholdDbm(),
                closeDbm,
                farDbm,
                plain.absentAfter()));
        List<Change> told = new ArrayList<>();
        Proximity last = Proximity.UNKNOWN;
        for (int i = 0; i < trace.levelsDbm().length; i++) {
            long atNanos = Math.round(trace.seconds()[i] * NANOS);
            tracker.onSighting(Sighting.of(BAND, trace.levelsDbm()[i], WEAK, 0, atNanos, 0));
            Proximity now = tracker.presence(BAND)
                    .map(BandEvent.PresenceChanged::proximity)
                    .orElseThrow();
            if (now != last && now != Proximity.UNKNOWN) {
                told.add(new Change(trace.seconds()[i], now));
                last = now;
            }
        }
        return told;
    }
}
