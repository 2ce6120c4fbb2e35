package nbe.cli.json;

import java.util.List;
import java.util.Optional;
import nbe.base.Finding;
import nbe.base.Finding.Grade;

/**
 * What {@code nbe doctor --json} prints.
 *
 * @param findings in the order in which doctor found them
 * @param wrong how many of them are {@code wrong}
 * @param warnings how many are {@code warning}
 */
public record DoctorJson(List<Row> findings, long wrong, long warnings) {
    /**
     * One finding.
     *
     * @param grade {@code ok}, {@code warning} or {@code wrong}
     */
    public record Row(String grade, String subject, String text, Optional<String> remedy) {}

    /** The findings as this object. */
    public static DoctorJson of(List<Finding> findings) {
        return new DoctorJson(
                findings.stream()
                        .map(one -> new Row(one.grade().word(), one.subject(), one.text(), one.remedy()))
                        .toList(),
                count(findings, Grade.WRONG),
                count(findings, Grade.WARNING));
    }

    private static long count(List<Finding> findings, Grade grade) {
        return findings.stream().filter(one -> one.grade() == grade).count();
    }
}
