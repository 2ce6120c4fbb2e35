package nbe.tuning;

import java.util.Arrays;
import java.util.Optional;
import nbe.recording.Mark;

/** The steps of a guided session, in their order. A mark in the recording says when each begins. */
public enum Step {
    /** Nobody is at the dongle: which bands are there, and how strong they are. */
    REST("rest", "at rest"),
    /** The band is held to the dongle several times. */
    HOLDS("holds", "between the holds"),
    /** Its wearer works beside the dongle. */
    WORK("work", "at work"),
    /** Its wearer walks off. */
    WALK("walk", "walking off"),
    /** The session is over; nothing from here on is judged. */
    END("end", "after the end");

    private static final String FIRST_WORD = "tune";

    private final String word;
    private final String during;

    Step(String word, String during) {
        this.word = word;
        this.during = during;
    }

    /** When something happened, for people. */
    public String during() {
        return during;
    }

    /** The word in marks and in JSON. */
    public String word() {
        return word;
    }

    /** The text of the mark at its beginning; a step that begins again annuls what came since it began before. */
    public String mark() {
        return FIRST_WORD + " " + word;
    }

    /** The step that begins at this mark; empty: it is another mark. */
    static Optional<Step> of(Mark mark) {
        return Arrays.stream(values())
                .filter(step -> step.mark().equals(mark.text().strip()))
                .findFirst();
    }
}
