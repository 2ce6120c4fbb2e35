package nbe.tuning;

import java.util.List;
import java.util.Optional;
import nbe.evaluation.LabelledTap;
import nbe.tap.BandAddress;

/**
 * What happened when in a recording.
 *
 * @param band the one that was held to the dongle
 * @param source how that is known
 * @param holds in the order of time
 * @param spans the time that is judged, in order and without overlap
 */
public record Phases(BandAddress band, Source source, List<LabelledTap> holds, List<Span> spans) {
    /** Copies what it is given. */
    public Phases {
        holds = List.copyOf(holds);
        spans = List.copyOf(spans);
    }

    /** How the phases are known. */
    public enum Source {
        /** By the marks of a guided session. */
        GUIDED("guided"),
        /** By the marks {@code tap} and {@code away} that somebody typed. */
        MARKED("marked"),
        /** By the levels alone. */
        INFERRED("inferred");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** The word in JSON. */
        public String word() {
            return word;
        }
    }

    /** The time of one step; empty: the recording has none. */
    Optional<Span> span(Step step) {
        return spans.stream().filter(span -> span.step() == step).findFirst();
    }

    /** The step at a moment; empty: it is not judged. */
    Optional<Step> at(long atNanos) {
        return spans.stream()
                .filter(span -> span.contains(atNanos))
                .map(Span::step)
                .findFirst();
    }

    /** Whether a band may tap here. */
    boolean isHeld(long atNanos) {
        return holds.stream().anyMatch(hold -> atNanos >= hold.openNanos() && atNanos <= hold.closeNanos());
    }
}
