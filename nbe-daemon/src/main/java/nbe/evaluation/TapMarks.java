package nbe.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nbe.recording.Mark;
import nbe.recording.Recording;
import nbe.recording.RecordingException;
import nbe.tap.BandAddress;

/**
 * The taps that the marks of a recording name: at the mark {@code tap} a band touches the dongle, at {@code away} it has left. A
 * tap without {@code away} lasts {@value #HOLD_SECONDS} s.
 */
public final class TapMarks {
    /** How long before the mark the hand may have set out. */
    static final double EARLY_SECONDS = 0.5;

    static final double HOLD_SECONDS = 2;
    /** An {@code away} that comes later belongs to something else. */
    static final double LONGEST_HOLD_SECONDS = 30;

    private TapMarks() {}

    /**
     * The taps in the order of their marks.
     *
     * @param unnamed the band of a mark that names none; empty: that of the recording, if it has one
     * @throws RecordingException if a mark {@code tap} names no band where there are several, or two taps of one band overlap
     */
    public static List<LabelledTap> of(Recording recording, Optional<BandAddress> unnamed) throws RecordingException {
        List<LabelledTap> taps = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<Mark> marks = recording.marks();
        Set<BandAddress> bands = recording.bands();
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            if (!mark.word().equals(Mark.TAP)) {
                continue;
            }
            try {
                LabelledTap tap = tap(band(mark, unnamed, bands), mark.atNanos(), left(marks, i));
                for (LabelledTap earlier : taps) {
                    if (earlier.band().equals(tap.band()) && earlier.closeNanos() >= tap.openNanos()) {
                        throw new IllegalArgumentException("this tap begins before the one marked at "
                                + Recording.seconds(earlier.arriveNanos())
                                + " is over; a mark 'away' ends a tap, and 0.5 s later the next may begin");
                    }
                }
                taps.add(tap);
            } catch (IllegalArgumentException e) {
                problems.add(place(recording, mark) + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new RecordingException(problems);
        }
        return taps;
    }

    /** A mark of a capture has no line. */
    private static String place(Recording recording, Mark mark) {
        return recording.name()
                + (mark.line() > 0 ? ":" + mark.line() + ":1" : ": mark at t=" + Recording.seconds(mark.atNanos()));
    }

    /** The tap of a band that was at the dongle from one moment to another. */
    public static LabelledTap tap(BandAddress band, long arriveNanos, long leaveNanos) {
        return new LabelledTap(
                band,
                Math.max(0, arriveNanos - Recording.nanos(EARLY_SECONDS)),
                arriveNanos,
                leaveNanos + Recording.nanos(LabelledTap.GRACE_SECONDS));
    }

    private static long left(List<Mark> marks, int tap) {
        long from = marks.get(tap).atNanos();
        if (tap + 1 < marks.size()
                && marks.get(tap + 1).word().equals(Mark.AWAY)
                && marks.get(tap + 1).atNanos() >= from
                && marks.get(tap + 1).atNanos() - from <= Recording.nanos(LONGEST_HOLD_SECONDS)) {
            return marks.get(tap + 1).atNanos();
        }
        return from + Recording.nanos(HOLD_SECONDS);
    }

    private static BandAddress band(Mark mark, Optional<BandAddress> unnamed, Set<BandAddress> bands) {
        String named = mark.rest().split("\\s+", 2)[0];
        if (named.indexOf(':') >= 0) {
            return BandAddress.parse(named);
        }
        if (unnamed.isPresent()) {
            return unnamed.get();
        }
        if (bands.size() == 1) {
            return bands.iterator().next();
        }
        throw new IllegalArgumentException("this tap names no band, and the recording has " + bands.size()
                + "; allowed: # mark t=… tap C2:FA:D7:F0:D7:96, or one band a recording (nbe record --band)");
    }
}
