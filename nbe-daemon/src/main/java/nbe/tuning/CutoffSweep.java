package nbe.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.recording.Recording;
import nbe.recording.Replay;
import nbe.tap.BandEvent;
import nbe.tap.Proximity;
import nbe.tap.TapSettings;

/** Plays the recording through the proximity detector once for each pair of cutoffs. */
final class CutoffSweep {
    private static final double NANOS_PER_SECOND = 1e9;
    /** The slow average covers 5 s: so long what came before the work may still show. */
    private static final long SETTLES_NANOS = 6_000_000_000L;

    private final Recording recording;
    private final Phases phases;
    private final TapSettings settings;
    private final Span work;
    private final Span walk;

    CutoffSweep(Recording recording, Phases phases, TapSettings settings, Span work, Span walk) {
        this.recording = recording;
        this.phases = phases;
        this.settings = settings;
        this.work = work;
        this.walk = walk;
    }

    /** One level as both cutoffs, the highest level first. */
    List<CutoffRow> rows() {
        List<CutoffRow> rows = new ArrayList<>();
        for (int dbm = TapSettings.REPORTED_DBM.most(); dbm >= TapSettings.REPORTED_DBM.least(); dbm--) {
            rows.add(row(dbm, dbm));
        }
        return rows;
    }

    /** A pair of cutoffs, as the row of the upper one. */
    CutoffRow row(int closeDbm, int farDbm) {
        List<BandEvent.PresenceChanged> changes = Replay.of(recording, settings.withCutoffs(closeDbm, farDbm)).stream()
                .filter(BandEvent.PresenceChanged.class::isInstance)
                .map(BandEvent.PresenceChanged.class::cast)
                .filter(change -> change.band().equals(phases.band()))
                .toList();
        long settled = work.fromNanos() + SETTLES_NANOS;
        boolean near = at(changes, settled) == Proximity.NEAR
                && changes.stream()
                        .filter(change -> change.atNanos() > settled && change.atNanos() < work.toNanos())
                        .allMatch(change -> change.proximity() == Proximity.NEAR);
        return new CutoffRow(closeDbm, near, farAfter(changes));
    }

    private static Proximity at(List<BandEvent.PresenceChanged> changes, long nanos) {
        Proximity proximity = Proximity.UNKNOWN;
        for (BandEvent.PresenceChanged change : changes) {
            if (change.atNanos() <= nanos) {
                proximity = change.proximity();
            }
        }
        return proximity;
    }

    /** A band that has become absent was far before that, or never. */
    private Optional<Double> farAfter(List<BandEvent.PresenceChanged> changes) {
        Optional<Long> far =
                at(changes, walk.fromNanos()) == Proximity.FAR ? Optional.of(walk.fromNanos()) : Optional.empty();
        for (BandEvent.PresenceChanged change : changes) {
            if (walk.contains(change.atNanos())) {
                switch (change.proximity()) {
                    case FAR -> far = far.or(() -> Optional.of(change.atNanos()));
                    case NEAR -> far = Optional.empty();
                    case UNKNOWN -> {}
                }
            }
        }
        return far.map(nanos -> (nanos - walk.fromNanos()) / NANOS_PER_SECOND);
    }
}
