package nbe.base;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One line of {@code nbe doctor}, which the probes of adapter, readers and agent return.
 *
 * @param grade how good or bad it is
 * @param subject what was probed: {@code account}, {@code configuration}, {@code daemon}, {@code adapter}, {@code readers}, {@code agent}
 * @param text what was found, in one line; made printable, since it quotes readers, agents and files
 * @param remedy what the operator can do, if anything; made printable
 * @param ofRights whether the reason is that this account lacks a right, so that another account may find something else
 */
public record Finding(Grade grade, String subject, String text, Optional<String> remedy, boolean ofRights) {
    /** How good or bad a finding is. */
    public enum Grade {
        OK("ok"),
        /** It works, but the operator should know. Does not change the exit status. */
        WARNING("warning"),
        /** It does not work: exit status 1. */
        WRONG("wrong");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        /** As doctor prints it. */
        public String word() {
            return word;
        }
    }

    public Finding {
        text = Printable.line(text);
        remedy = remedy.map(Printable::line);
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

    public static Finding wrong(String subject, String text) {
        return new Finding(Grade.WRONG, subject, text, Optional.empty(), false);
    }

    public static Finding wrong(String subject, String text, String remedy) {
        return new Finding(Grade.WRONG, subject, text, Optional.of(remedy), false);
    }

    /** The same finding; {@code ofRights} as given. */
    public Finding ofRights(boolean lacksRights) {
        return new Finding(grade, subject, text, remedy, lacksRights);
    }

    /** The same finding, its text after the name of the thing it is about. */
    public Finding about(String name) {
        return new Finding(grade, subject, name + ": " + text, remedy, ofRights);
    }

    /** The line as {@code nbe doctor} prints it, without its end. */
    public String line() {
        return line(UnaryOperator.identity());
    }

    /** @param paint colours the word for the grade, which is padded to its column already */
    public String line(UnaryOperator<String> paint) {
        return paint.apply(String.format(Locale.ROOT, "%-8s", grade.word))
                + String.format(Locale.ROOT, "%-14s", subject)
                + text
                + remedy.map(words -> "; " + words).orElse("");
    }
}
