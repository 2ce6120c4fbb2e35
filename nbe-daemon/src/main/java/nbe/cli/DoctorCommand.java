package nbe.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nbe.base.Finding;
import nbe.base.Finding.Grade;
import nbe.cli.json.DoctorJson;
import nbe.cli.json.JsonText;
import nbe.cli.process.AsService;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.doctor.Check;
import nbe.doctor.Checks;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.service.ServiceAccount;
import nbe.service.ServiceFailure;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe doctor}: asks the running daemon, and probes what that does not see; without a daemon, adapter, readers and agent. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints what is well and what is wrong, each finding in a line with its remedy. Where the daemon"
                + " runs, it is asked at its control socket; else adapter, readers and agent are probed one after another. The"
                + " USB bus is looked at either way. If the service is installed, root probes with the rights of the"
                + " service's account.",
        footer = {
            "",
            "Exit status: 0 fine (warnings included), 1 something is wrong, 78 bad configuration.",
            "",
            "Examples:",
            "  sudo nbe doctor",
            "  nbe doctor -c /etc/nbe/nbe.toml",
            "  sudo nbe doctor --json | jq '.findings[] | select(.grade != \"ok\")'"
        })
final class DoctorCommand implements Callable<Integer>, NeedsNativeLibraries {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Print one JSON object (docs/commands-json.md).")
    private boolean json;

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    private final List<Finding> findings = new ArrayList<>();
    /** Whether this machine has the service, so that its daemon should run. */
    private boolean installed;

    @Override
    public Integer call() throws InterruptedException {
        Optional<ServiceAccount> service = ServiceAccount.ofThisMachine();
        installed = service.isPresent();
        if (service.filter(AsService::isNeeded).isPresent()) {
            try {
                List<String> arguments =
                        spec.root().commandLine().getParseResult().originalArgs();
                boolean colours = spec.commandLine().getColorScheme().ansi().enabled();
                return AsService.run(service.get(), arguments, arguments, colours, this::printLine);
            } catch (ServiceFailure e) {
                print(Finding.warning(
                        "account",
                        "root, who may do more than " + service.get().user()
                                + ", the service's account; what follows could not" + " be probed with its rights: "
                                + e.getMessage()));
                return probe(Optional.empty());
            }
        }
        Optional<ServiceAccount> other =
                service.filter(account -> !account.user().equals(ServiceAccount.own()));
        print(account(service, other));
        return probe(other);
    }

    static Finding account(Optional<ServiceAccount> service, Optional<ServiceAccount> other) {
        String own = ServiceAccount.own();
        if (other.isPresent()) {
            return Finding.warning(
                    "account",
                    own + "; the service runs as " + other.get().user() + " and may have other rights",
                    "`sudo nbe doctor` probes with those of the service");
        }
        return Finding.ok("account", service.isPresent() ? own + ", the service's" : own + "; no service is installed");
    }

    /** @param service the service's account, if this process has other rights */
    private int probe(Optional<ServiceAccount> service) throws InterruptedException {
        int status = findings(service);
        if (json) {
            printLine(JsonText.of(DoctorJson.of(findings)));
        }
        return status;
    }

    private int findings(Optional<ServiceAccount> service) throws InterruptedException {
        ConfigOptions both = options.orElse(nbe.options());
        ConfigReading reading = Configuration.read(both);
        PrintWriter err = spec.commandLine().getErr();
        if (reading.settings().isEmpty()) {
            reading.errors().forEach(err::println);
            err.flush();
            reading.errors().forEach(error -> findings.add(Finding.wrong("configuration", error.toString())));
            return ExitStatus.CONFIGURATION;
        }
        Settings settings = reading.settings().get();
        // The findings say what is wrong; --verbose logs how they were found.
        Logging.configure(LogSettings.toStandardError(Level.ERROR), both.verbose());
        reading.warnings().forEach(warning -> print(Finding.warning("configuration", warning.toString())));
        print(Finding.ok(
                "configuration", reading.file().map(file -> file + " is fine").orElse("no file, the defaults count")));
        Checks checks = new Checks(settings, Clocks.MONOTONIC, InstantSource.system());
        try (DaemonAtWork daemon = DaemonAtWork.of(both, reading)) {
            if (daemon.client().isEmpty()) {
                print(installed ? Finding.warning("daemon", daemon.whyNot()) : Finding.ok("daemon", daemon.whyNot()));
                return examine(checks.ofParts(), service);
            }
            return examine(
                    checks.ofRunning(
                            daemon.status().get(), daemon.client().get().socket()),
                    service);
        }
    }

    private int examine(List<Check> checks, Optional<ServiceAccount> service) throws InterruptedException {
        for (Check check : checks) {
            for (Finding found : check.run()) {
                Finding finding = found.ofRights() && service.isPresent() ? withoutRights(found, service.get()) : found;
                if (!isSaid(finding)) {
                    print(finding);
                }
            }
        }
        return findings.stream().anyMatch(one -> one.grade() == Grade.WRONG) ? ExitStatus.FAILURE : ExitStatus.OK;
    }

    /** Warnings of the configuration are the daemon's as well. */
    private boolean isSaid(Finding finding) {
        return findings.stream()
                .anyMatch(one ->
                        one.subject().equals(finding.subject()) && one.text().contains(finding.text()));
    }

    /** A right that this account lacks is no fault of the service. */
    static Finding withoutRights(Finding found, ServiceAccount service) {
        return Finding.warning(
                found.subject(),
                ServiceAccount.own() + " cannot probe it: " + found.text(),
                "`sudo nbe doctor` probes with the rights of " + service.user() + ", the service's account");
    }

    private void printLine(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void print(Finding finding) {
        findings.add(finding);
        if (json) {
            return;
        }
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        String colour = switch (finding.grade()) {
            case OK -> "green";
            case WARNING -> "yellow";
            case WRONG -> "red,bold";
        };
        printLine(finding.line(grade -> ansi.string("@|" + colour + " " + grade + "|@")));
    }
}
