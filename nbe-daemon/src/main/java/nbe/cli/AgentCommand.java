package nbe.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.ForcedExit;
import nbe.cli.process.StopSignals;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.referenceagent.AgentOptions;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.console.EventPrinter;
import nbe.referenceagent.net.AgentStartException;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nbe agent}: the reference agent alone (docs/protocol.md, "The reference agent"). */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "The reference agent: accepts endpoints and NEAs, prints what they send, serves the console page."
                + " It stands in for the Nymi Agent in demos, tests and development. Runs until SIGTERM or Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  nbe agent                       endpoints at 9120, NEAs and console at 8080",
            "  nbe agent --bands users.toml    a directory for lookup and NFC taps",
            "  nbe agent --bind 0.0.0.0 --cert c.pem --key k.pem",
            "                                  for other machines, wss and https"
        })
final class AgentCommand implements Callable<Integer> {
    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address that both listeners are bound to (default: 127.0.0.1, this machine only).")
    private String address;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9120",
            description = "Port for endpoints, path /socket/websocket; 0: any free one (default: 9120).")
    private int port;

    @Option(
            names = "--webapi-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port for NEAs and the console page; 0: any free one (default: 8080).")
    private int webApiPort;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "PEM certificate chain: TLS on both listeners; needs --key.")
    private Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "PEM key of the certificate, PKCS#8, unencrypted.")
    private Path key;

    @Option(
            names = "--bands",
            paramLabel = "FILE",
            description = "Directory of users, TOML: one [[band]] a user with NymiBandID, NfcUID, Domain, Username,"
                    + " UserStatus. Read again when it changes.")
    private Path bands;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description = "Origin of other web pages that may connect as an NEA, as in https://mes.example; repeatable;"
                    + " * for all.")
    private List<String> origins = List.of();

    @Option(
            names = {"-v", "--verbose"},
            description = "Also log what the agent does, each frame included, to standard error.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        StopSignals stop = StopSignals.installQuietly();
        Logging.configure(LogSettings.toStandardError(Level.WARN), verbose); // the rest is printed to standard output
        boolean coloured = spec.commandLine().getColorScheme().ansi().enabled();
        EventPrinter printer = new EventPrinter(System.out::println, coloured, ZoneId.systemDefault());
        try (ReferenceAgent agent = new ReferenceAgent(options(printer))) {
            agent.start();
            System.out.println("endpoints connect to " + agent.endpointsUrl());
            System.out.println("NEAs and the console page: " + agent.consoleUrl());
            System.out.flush();
            stop.await();
        } catch (AgentStartException e) {
            System.err.println(e.getMessage());
            return ExitStatus.FAILURE;
        }
        return ExitStatus.OK;
    }

    private AgentOptions options(EventPrinter printer) {
        try {
            AgentOptions.Builder options = AgentOptions.builder()
                    .endpointsPort(port)
                    .webApiPort(webApiPort)
                    .tls(certificate, key)
                    .bandsFile(bands)
                    .listener(printer)
                    .atFatalError(() -> ForcedExit.haltNow(ExitStatus.FAILURE));
            if (address != null) {
                options.address(address);
            }
            origins.forEach(options::allowOrigin);
            return options.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
