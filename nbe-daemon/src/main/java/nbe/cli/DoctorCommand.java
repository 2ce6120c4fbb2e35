package nbe.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.doctor.Check;
import nbe.doctor.Checks;
import nbe.doctor.Finding;
import nbe.doctor.Finding.Grade;
import nbe.log.Logging;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nbe doctor}: probes adapter, readers and agent one after another. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Probes adapter, readers and agent one after another, and prints a line for each finding with the"
                + " remedy. The daemon should not run meanwhile: a dongle belongs to one program at a time.",
        footer = {
            "",
            "Exit status: 0 all is fine (warnings included), 1 something is wrong, 78 bad configuration.",
            "",
            "Example: nbe doctor -c /etc/nbe/nbe.toml"
        })
final class DoctorCommand implements Callable<Integer>, NeedsNativeLibraries {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @ParentCommand
    private NbeCommand nbe;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ConfigOptions both = options.orElse(nbe.options());
        ConfigReading reading = Configuration.read(both);
        PrintWriter err = spec.commandLine().getErr();
        if (reading.settings().isEmpty()) {
            reading.errors().forEach(err::println);
            err.flush();
            return ExitStatus.CONFIGURATION;
        }
        Settings settings = reading.settings().get();
        // The findings tell what is wrong; the log is for those who want to see how it was found.
        Logging.configure(
                Level.ERROR, both.verbose(), Optional.empty(), settings.logMaxSizeMb(), settings.logMaxFiles());
        reading.warnings().forEach(warning -> print(Finding.warning("configuration", warning.toString())));
        print(Finding.ok(
                "configuration", reading.file().map(file -> file + " is fine").orElse("no file, the defaults count")));
        return examine(Checks.of(settings, Clocks.MONOTONIC, InstantSource.system()));
    }

    private int examine(List<Check> checks) throws InterruptedException {
        AtomicInteger wrong = new AtomicInteger();
        for (Check check : checks) {
            check.look(finding -> {
                print(finding);
                if (finding.grade() == Grade.WRONG) {
                    wrong.incrementAndGet();
                }
            });
        }
        return wrong.get() == 0 ? ExitStatus.OK : ExitStatus.FAILURE;
    }

    private void print(Finding finding) {
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        String colour = switch (finding.grade()) {
            case OK -> "green";
            case WARNING -> "yellow";
            case WRONG -> "red,bold";
        };
        String grade = String.format("%-8s", finding.grade().word());
        PrintWriter out = spec.commandLine().getOut();
        out.print(ansi.enabled() ? ansi.string("@|" + colour + " " + grade + "|@") : grade);
        out.print(String.format("%-14s", finding.subject()));
        out.print(finding.text());
        finding.remedy().ifPresent(remedy -> out.print("; " + remedy));
        out.println();
        out.flush();
    }
}
