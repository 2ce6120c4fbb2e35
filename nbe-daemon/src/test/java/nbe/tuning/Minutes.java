package nbe.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nbe.recording.Mark;
import nbe.recording.Recording;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/** Makes recordings: spans of a level, ten advertisements a second, with a ripple of 1 dB. */
public final class Minutes {
    public static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    public static final BandAddress NEIGHBOUR = BandAddress.parse("E7:41:0B:5D:22:18");

    private static final int WEAK = 7;

    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private double now;

    /** The band has a level for some time. */
    public Minutes at(int dbm, double seconds) {
        return of(BAND, dbm, now, seconds);
    }

    /** Another band has one meanwhile. */
    public Minutes neighbour(int dbm, double from, double seconds) {
        double before = now;
        of(NEIGHBOUR, dbm, from, seconds);
        now = before;
        return this;
    }

    private Minutes of(BandAddress band, int dbm, double from, double seconds) {
        for (int i = 0; i < Math.round(seconds * 10); i++) {
            long at = Recording.nanos(from + i / 10.0);
            sightings.add(Sighting.of(band, Math.min(-38, dbm + i % 3 - 1), WEAK, 0, at, 0));
        }
        now = from + seconds;
        return this;
    }

    /** A mark of now. */
    public Minutes mark(String text) {
        marks.add(new Mark(Recording.nanos(now), text, marks.size() + 1));
        return this;
    }

    /** A hold of two seconds, and four seconds at the level of work. */
    public Minutes hold(int dbm, int workDbm) {
        return at(dbm, 2).at(workDbm, 4);
    }

    public Recording recording() {
        List<Sighting> inOrder = new ArrayList<>(sightings);
        inOrder.sort(Comparator.comparingLong(Sighting::atNanos));
        return new Recording("r.csv", inOrder, marks, List.of());
    }
}
