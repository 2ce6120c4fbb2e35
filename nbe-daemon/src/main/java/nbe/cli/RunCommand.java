package nbe.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.endpoint.Daemon;
import nbe.endpoint.Identity;
import nbe.log.Logging;
import nbe.service.Supervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code nbe run}: the daemon, in the foreground. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs the daemon in the foreground until SIGTERM or Ctrl-C; a service manager supervises it."
                + " The log goes to standard error, and to the file of [log] file.",
        footer = {
            "",
            "Examples:",
            "  nbe run -c /etc/nbe/nbe.toml",
            "  nbe run --verbose 2>&1 | grep -v ' DEBUG '",
            "  NBE_AGENT_URL=wss://agent.example/socket/websocket nbe run"
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("main");
    private static final Logger CONFIG = LoggerFactory.getLogger("config");

    /** The process is gone within 2 s (contract section 5), even if a driver or a library hangs. */
    private static final Duration LONGEST_STOP = Duration.ofMillis(1800);

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @ParentCommand
    private NbeCommand nbe;

    @Override
    public Integer call() throws InterruptedException {
        return run(options.orElse(nbe.options()));
    }

    /** Reads the configuration and runs the daemon until it is told to stop; gives the exit status. */
    static int run(ConfigOptions options) throws InterruptedException {
        StopSignals stop = StopSignals.install();
        ConfigReading reading = Configuration.read(options);
        if (reading.settings().isEmpty()) {
            reading.warnings().forEach(warning -> CONFIG.warn("{}", warning));
            reading.errors().forEach(error -> CONFIG.error("{}", error));
            return ExitStatus.CONFIGURATION;
        }
        Settings settings = reading.settings().get();
        Logging.configure(
                settings.logLevel(),
                options.verbose(),
                settings.logFile(),
                settings.logMaxSizeMb(),
                settings.logMaxFiles());
        Logging.takeOverSystemErr();
        LOG.info(
                "nbe {} starts: {}, Java {}, configuration {}",
                Version.number(),
                Version.platform(),
                Runtime.version(),
                reading.file().map(Object::toString).orElse("none, the defaults count"));
        reading.warnings().forEach(warning -> CONFIG.warn("{}", warning));
        return run(settings, stop);
    }

    /** Runs the daemon with these settings until it is told to stop; gives the exit status. */
    static int run(Settings settings, StopSignals stop) throws InterruptedException {
        Daemon daemon = new Daemon(
                settings,
                new Identity(settings.endpointId(), Version.number(), Version.platform()),
                Clocks.MONOTONIC,
                InstantSource.system(),
                RandomGenerator.getDefault(),
                stop::stop);
        Supervisor supervisor = Supervisor.ofThisProcess(Clocks.MONOTONIC);
        daemon.superviseBy(supervisor);
        daemon.start();
        stop.await();
        supervisor.stopping();
        LastResort.haltIn(LONGEST_STOP, ExitStatus.OK);
        daemon.stop();
        LOG.info("stopped");
        return daemon.failed() ? ExitStatus.FAILURE : ExitStatus.OK;
    }
}
