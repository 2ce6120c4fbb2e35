package nbe.cli.status;

import java.util.stream.Stream;
import nbe.control.status.Problem;
import nbe.control.status.Status;

/** What a problem or a warning at the head of the page says is not said again below. */
final class Said {
    private Said() {}

    /** Whether a problem or a warning contains this text. */
    static boolean above(Status status, String text) {
        return Stream.concat(status.problems().stream(), status.warnings().stream())
                .map(Problem::text)
                .anyMatch(said -> said.contains(text));
    }
}
