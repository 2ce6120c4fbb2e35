package nbe.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nbe.base.Finding;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.Problem;
import nbe.control.status.ReaderRow;
import nbe.control.status.Status;

/**
 * What the running daemon says of itself, as findings of {@code nbe doctor}: first what is wrong, then what is well. A part that a problem
 * names is not named again.
 */
final class DaemonFindings {
    private static final String ADAPTER = "adapter";
    private static final String READERS = "readers";
    private static final String AGENT = "agent";
    private static final String DEFAULT_BINDING = "native";

    /** Doctor's words for subjects of a status that are called otherwise there. */
    private static final Map<String, String> SUBJECTS = Map.of("nfc", READERS, "config", "configuration");

    private final Status status;
    private final List<Finding> found = new ArrayList<>();

    private DaemonFindings(Status status) {
        this.status = status;
    }

    /**
     * The findings.
     *
     * @param dongleOnTheBus a dongle that is attached and has no port: a better reason than that there is none
     * @param account of the daemon's process; empty if this account may not see it
     */
    static List<Finding> of(Status status, Path socket, Optional<String> account, Optional<Finding> dongleOnTheBus) {
        DaemonFindings findings = new DaemonFindings(status);
        findings.found.add(Finding.ok(
                "daemon",
                String.format(
                        Locale.ROOT,
                        "nbe %s runs as process %d%s, endpoint_id %s, since %s; asked at %s",
                        status.version(),
                        status.pid(),
                        account.map(name -> ", account " + name).orElse(""),
                        status.endpointId(),
                        status.started(),
                        socket)));
        findings.problems(dongleOnTheBus);
        findings.agent();
        status.adapters().forEach(findings::adapter);
        findings.binding();
        status.readers().forEach(findings::reader);
        return findings.found;
    }

    private void problems(Optional<Finding> dongleOnTheBus) {
        boolean noneAttached = !status.adapters().isEmpty()
                && status.adapters().stream().allMatch(row -> row.state() == AdapterRow.State.ABSENT);
        Optional<Finding> better = dongleOnTheBus.filter(finding -> noneAttached);
        better.ifPresent(found::add);
        for (Problem problem : status.problems()) {
            if (better.isEmpty() || !problem.subject().equals(ADAPTER)) {
                found.add(Finding.wrong(subject(problem), problem.text(), problem.remedy()));
            }
        }
        for (Problem warning : status.warnings()) {
            found.add(Finding.warning(subject(warning), warning.text(), warning.remedy()));
        }
    }

    private static String subject(Problem problem) {
        return SUBJECTS.getOrDefault(problem.subject(), problem.subject());
    }

    private void agent() {
        AgentRow agent = status.agent();
        if (agent.state() == AgentRow.State.CONNECTED) {
            String roundTrip = agent.roundTripMs()
                    .map(ms -> String.format(Locale.ROOT, ", answers within %.1f ms", ms))
                    .orElse("");
            found.add(Finding.ok(AGENT, agent.url() + ": connected since " + agent.since() + roundTrip));
        } else if (!isNamed(AGENT)) {
            found.add(Finding.warning(AGENT, agent.url() + ": not connected yet"));
        }
    }

    private void adapter(AdapterRow row) {
        if (row.state() == AdapterRow.State.SCANNING) {
            found.add(Finding.ok(
                    ADAPTER,
                    row.port() + ": scanning"
                            + row.firmware().map(text -> ", firmware " + text).orElse("")
                            + row.address().map(text -> ", address " + text).orElse("")
                            + String.format(Locale.ROOT, ", %.1f advertisements/s", row.advertisementsPerS())));
        } else if (!isNamed(ADAPTER)) {
            String state = row.state().name().toLowerCase(Locale.ROOT);
            found.add(Finding.warning(
                    ADAPTER,
                    row.port() + ": " + state
                            + row.problem().map(text -> ", " + text).orElse("")));
        }
    }

    /** One that is not the default, unless a warning names it. */
    private void binding() {
        status.nfc()
                .binding()
                .filter(word -> !word.equals(DEFAULT_BINDING))
                .filter(word -> found.stream().noneMatch(one -> one.text().contains("javax." + word)))
                .ifPresent(word -> found.add(Finding.ok(READERS, "PC/SC by the binding " + word)));
    }

    private void reader(ReaderRow row) {
        if (found.stream().anyMatch(one -> one.text().contains(row.name()))) {
            return; // a problem or a warning names it
        }
        String name = row.watched() ? row.name() : row.name() + " (not watched: see [nfc] readers)";
        found.add(
                switch (row.state()) {
                    case EMPTY -> Finding.ok(READERS, name + ": no card");
                    case CARD -> Finding.ok(READERS, name + ": a card");
                    case MUTE ->
                        Finding.warning(
                                READERS,
                                name + ": something that does not answer as a card",
                                "take away what lies there, or replug the reader");
                    case UNREACHABLE ->
                        Finding.warning(
                                READERS,
                                name + ": its driver cannot reach it",
                                "unplug the reader and plug it in again");
                });
    }

    private boolean isNamed(String subject) {
        return found.stream().anyMatch(one -> one.subject().equals(subject) && one.grade() != Finding.Grade.OK);
    }
}
