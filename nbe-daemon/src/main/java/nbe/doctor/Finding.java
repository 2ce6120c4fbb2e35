package nbe.doctor;

import java.util.Optional;
import nbe.base.Printable;

/**
 * One thing that {@code nbe doctor} found out.
 *
 * @param grade whether it is as it should be
 * @param subject what was looked at: {@code account}, {@code configuration}, {@code adapter}, {@code readers}, {@code agent}
 * @param text what was seen, in one line
 * @param remedy what to do, where there is something to do
 * @param ofRights whether it is so because this account lacks a right: another may see something else
 */
public record Finding(Grade grade, String subject, String text, Optional<String> remedy, boolean ofRights) {
    /** What readers, agents and files say is made printable here, for whoever shows it. */
    public Finding {
        text = Printable.line(text);
        remedy = remedy.map(Printable::line);
    }

    /** How bad it is. */
    public enum Grade {
        OK("ok"),
        /** Works, but somebody should know. Does not change the exit status. */
        WARNING("warning"),
        /** Does not work: exit status 1. */
        WRONG("wrong");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        /** The word at the beginning of the line. */
        public String word() {
            return word;
        }
    }

    public static Finding ok(String subject, String text) {
        return new Finding(Grade.OK, subject, text, Optional.empty(), false);
    }

    public static Finding warning(String subject, String text) {
        return new Finding(Grade.WARNING, subject, text, Optional.empty(), false);
    }

    public static Finding warning(String subject, String text, String remedy) {
        return new Finding(Grade.WARNING, subject, text, Optional.of(remedy), false);
    }

    /** What is wrong since this account lacks a right. */
    public static Finding refused(String subject, String text, Optional<String> remedy) {
        return new Finding(Grade.WRONG, subject, text, remedy, true);
    }

    public static Finding wrong(String subject, String text, String remedy) {
        return new Finding(Grade.WRONG, subject, text, Optional.of(remedy), false);
    }
}
