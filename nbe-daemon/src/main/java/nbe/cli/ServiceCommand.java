package nbe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nbe.cli.json.JsonText;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.StopSignals;
import nbe.log.Logging;
import nbe.service.EventSource;
import nbe.service.InstallOptions;
import nbe.service.InstalledHome;
import nbe.service.ServiceControl;
import nbe.service.ServiceFailure;
import nbe.service.ServiceState;
import nbe.service.WindowsServiceHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nbe service}: the daemon as a service of the operating system. */
@Command(
        name = "service",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "(install | uninstall | start | stop | status)",
        description = "The daemon as a service of this machine: a systemd unit or an init script on Linux, a service on"
                + " Windows. All but status need an administrator's rights.",
        footer = {
            "",
            "Exit status: 0 done (status: it runs), 1 not done (status: it does not run), 2 bad usage.",
            "",
            "Example: sudo nbe service start && nbe service status"
        })
final class ServiceCommand implements Runnable, NeedsNativeLibraries {
    private static final Logger LOG = LoggerFactory.getLogger("main");

    private static final int MAX_URL_BYTES = 4096;

    @Spec
    private CommandSpec spec;

    /** A request to the service manager. */
    @FunctionalInterface
    private interface Request {
        String of(ServiceControl service) throws ServiceFailure, InterruptedException;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "missing subcommand: install, uninstall, start, stop or status");
    }

    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Registers the service, so that it starts with the machine.")
    int install(
            @Option(
                            names = "--account",
                            paramLabel = "NAME",
                            description = "Windows: the account that it runs as (default: NT AUTHORITY\\LocalService).")
                    String account,
            @Option(
                            names = "--agent-url",
                            paramLabel = "URL",
                            description =
                                    "The agent's URL, written into the machine's nbe.toml; other lines stay as they are."
                                            + " - reads it from standard input.")
                    String agentUrl)
            throws InterruptedException {
        Optional<String> url;
        try {
            url = "-".equals(agentUrl) ? Optional.of(all(System.in)) : Optional.ofNullable(agentUrl);
        } catch (IOException e) {
            return fail(new ServiceFailure("the agent's URL cannot be read: " + e.getMessage(), e));
        }
        return ask(service -> service.install(new InstallOptions(Optional.ofNullable(account), url)));
    }

    /** The whole input, unchanged: a URL with a line end is refused later. */
    static String all(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(MAX_URL_BYTES + 1);
        if (bytes.length > MAX_URL_BYTES) {
            throw new IOException("it is longer than " + MAX_URL_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Command(
            name = "run",
            hidden = true,
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Windows: the service control manager starts this.")
    int run(@Mixin ConfigOptions options) throws InterruptedException {
        Logging.addWindowsEventLog(EventSource.NAME);
        WindowsServiceHost host = WindowsServiceHost.ofThisProcess();
        StopSignals stop = StopSignals.install();
        try {
            return host.run(() -> runAndCloseLog(options, stop, host), stop::stop);
        } catch (ServiceFailure e) {
            return fail(e);
        }
    }

    @Command(
            name = "uninstall",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Stops the service and removes its registration; program and configuration stay.")
    int uninstall() throws InterruptedException {
        return ask(ServiceControl::uninstall);
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Starts the service.")
    int start() throws InterruptedException {
        return ask(ServiceControl::start);
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Stops the service, and waits until its process has ended.")
    int stop() throws InterruptedException {
        return ask(ServiceControl::stop);
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Prints the service's state, what keeps the running daemon from its work, and where its log is;"
                            + " exit status 0 if it runs, 1 if not.")
    int status(@Option(names = "--json", description = "Print one JSON object (docs/commands-json.md).") boolean json)
            throws InterruptedException {
        try {
            ServiceControl service = ServiceControl.ofThisSystem();
            ServiceState state = service.status();
            ServiceReport report = ServiceReport.of(state, service.log());
            print(json ? JsonText.of(report.json()) : report.text());
            return state.running() ? ExitStatus.OK : ExitStatus.FAILURE;
        } catch (ServiceFailure e) {
            if (json) {
                print(JsonText.of(ServiceReport.none(String.valueOf(e.getMessage()))));
            }
            return fail(e);
        }
    }

    /** Closes the log before Windows gets the report that the service has stopped, since the process ends right after it. */
    private static int runAndCloseLog(ConfigOptions options, StopSignals stop, WindowsServiceHost host)
            throws InterruptedException {
        try {
            return RunCommand.run(options, stop, InstalledHome.find().map(InstalledHome::log), host);
        } catch (RuntimeException e) {
            LOG.error("a fault of this program", e);
            return ExitStatus.FAILURE;
        } finally {
            Logging.close();
        }
    }

    private int ask(Request request) throws InterruptedException {
        try {
            print(request.of(ServiceControl.ofThisSystem()));
            return ExitStatus.OK;
        } catch (ServiceFailure e) {
            return fail(e);
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private int fail(ServiceFailure failure) {
        spec.commandLine().getErr().println(failure.getMessage());
        spec.commandLine().getErr().flush();
        return ExitStatus.FAILURE;
    }
}
