package nbe.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nbe.agent.link.LinkCause;
import nbe.air.AirWatch;
import nbe.air.Bandless;
import nbe.base.Printable;
import nbe.config.ConfigProblem;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.ConfigRow;
import nbe.control.status.NfcRow;
import nbe.control.status.Problem;
import nbe.log.Logging;
import nbe.pcsc.ReaderView;
import nbe.pcsc.Readers;
import nbe.pcsc.binding.BindingInUse;

/** What is wrong with a running daemon: causes, not their consequences. Belongs to the control thread. */
final class Problems {
    /** As {@code nbe doctor} has them. */
    static final String AGENT = "agent";

    static final String ADAPTER = "adapter";
    static final String READERS = "readers";
    static final String CONFIGURATION = "configuration";
    static final String AIR = "air";
    static final String LOG = "log";

    private static final String WAIT = "wait some seconds; if it lasts, unplug the dongle and plug it in again";

    private static final String NO_READER = "on a terminal without a reader, [nfc] enabled = false ends this";

    private final RunningConfig config;
    private final AirWatch air;
    private final Supplier<List<String>> certificates;

    /** @param certificates warns of those that are about to expire, in one line each */
    Problems(RunningConfig config, AirWatch air, Supplier<List<String>> certificates) {
        this.config = config;
        this.air = air;
        this.certificates = certificates;
    }

    /** What keeps presence or taps from the agent, the gravest first. */
    List<Problem> problems(CoreSnapshot snapshot, List<AdapterView> adapters, ConfigRow row, NfcRow nfc) {
        List<Problem> found = new ArrayList<>();
        agent(snapshot.agent()).ifPresent(found::add);
        adapters.forEach(adapter -> adapter(adapter).ifPresent(found::add));
        nfc.reason().ifPresent(reason -> found.add(nfc(reason)));
        if (adapters.stream().allMatch(adapter -> adapter.state() == AdapterRow.State.SCANNING)) {
            bandless(snapshot, true).ifPresent(found::add);
        }
        row.problems().forEach(text -> found.add(file(text)));
        return found;
    }

    private Optional<Problem> agent(AgentView agent) {
        if (agent.state() == AgentRow.State.CONNECTED) {
            return Optional.empty();
        }
        return agent.lastFailure().map(this::notConnected);
    }

    private Problem notConnected(LinkCause cause) {
        String remedy = cause.kind().remedy();
        String alreadySaid = ": " + remedy;
        String why = cause.text().endsWith(alreadySaid)
                ? cause.text().substring(0, cause.text().length() - alreadySaid.length())
                : cause.text();
        return problem(AGENT, config.settings().agentUrl() + " is not connected: " + why, remedy);
    }

    private static Optional<Problem> adapter(AdapterView adapter) {
        String at = adapter.port() + ": ";
        return switch (adapter.state()) {
            case SCANNING -> Optional.empty();
            case RECOVERING ->
                Optional.of(problem(
                        ADAPTER,
                        at + "it does not scan"
                                + adapter.problem().map(what -> ": " + what).orElse(" yet"),
                        WAIT));
            case ABSENT, FAILED ->
                Optional.of(problem(
                        ADAPTER,
                        at + adapter.problem().orElse("it does not scan"),
                        adapter.status()
                                .flatMap(status -> status.<Optional<String>>match(
                                        scanning -> Optional.empty(),
                                        missing -> Optional.of(missing.remedy()),
                                        failed -> Optional.of(failed.problem().remedy())))
                                .orElse(WAIT)));
        };
    }

    /** A reason is {@code what is wrong: what to do (code)}. */
    private static Problem nfc(String reason) {
        int colon = reason.indexOf(": ");
        int code = reason.indexOf(" (", colon + 1);
        return colon < 0 || code < colon
                ? problem(READERS, reason, NO_READER)
                : problem(
                        READERS,
                        reason.substring(0, colon) + reason.substring(code),
                        reason.substring(colon + 2, code) + "; " + NO_READER);
    }

    /**
     * Advertisements come and no band is among them. Where some carry the bands' company and no known payload, bands are here that are
     * not understood: a problem. Else it is a warning: at night nobody is here.
     */
    private Optional<Problem> bandless(CoreSnapshot snapshot, boolean notUnderstood) {
        return air.bandless(snapshot.core().atNanos())
                .filter(heard -> heard.damaged() > 0 == notUnderstood)
                .map(heard -> problem(AIR, heard.text(), Bandless.REMEDY));
    }

    private static Problem file(String text) {
        return problem(
                CONFIGURATION,
                text,
                "mend what `nbe check` names, if anything, then nbe reload; until then the settings from before count");
    }

    /** What the log says as WARN and still holds, and that no band is heard. */
    List<Problem> warnings(CoreSnapshot snapshot, NfcRow nfc) {
        List<Problem> found = new ArrayList<>();
        bandless(snapshot, false).ifPresent(found::add);
        for (ConfigProblem warning : config.warnings()) {
            found.add(problem(CONFIGURATION, warning.position().position() + ": " + warning.wrong(), warning.remedy()));
        }
        for (ReaderView reader : snapshot.core().nfc().readers()) {
            reader.trouble()
                    .filter(trouble -> reader.watched())
                    .ifPresent(trouble -> found.add(reader(reader, trouble)));
        }
        if (nfc.state() != NfcRow.State.OFF) {
            pcsc(snapshot.core().nfc()).forEach(found::add);
        }
        for (String certificate : certificates.get()) {
            found.add(problem(
                    AGENT, certificate, "renew it before it expires; the endpoint accepts no expired certificate"));
        }
        for (String log : Logging.troubles()) {
            found.add(problem(
                    LOG, log, "give the account the right to write there, or name another file under [log] file"));
        }
        return found;
    }

    /** What the configuration expects of PC/SC and does not get. */
    private static List<Problem> pcsc(Readers.View nfc) {
        List<Problem> found = new ArrayList<>();
        nfc.binding().warning().ifPresent(what -> found.add(problem(READERS, what, BindingInUse.REMEDY)));
        nfc.unmatched().forEach(entry -> found.add(problem(READERS, entry.text(), entry.remedy())));
        if (nfc.down().isEmpty() && nfc.readers().isEmpty()) {
            found.add(problem(READERS, "the PC/SC service runs and knows no reader", "plug one in; " + NO_READER));
        }
        return found;
    }

    /** A trouble is {@code what is wrong; what to do}. */
    private static Problem reader(ReaderView reader, String trouble) {
        int end = trouble.indexOf("; ");
        return problem(
                READERS,
                reader.name() + ": " + (end < 0 ? trouble : trouble.substring(0, end)),
                end < 0 ? "see its manual, or unplug it and plug it in again" : trouble.substring(end + 2));
    }

    private static Problem problem(String subject, String text, String remedy) {
        return new Problem(subject, Printable.line(text), Printable.line(remedy));
    }
}
