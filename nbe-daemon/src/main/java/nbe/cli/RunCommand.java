package nbe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.endpoint.Daemon;
import nbe.endpoint.Identity;
import nbe.log.Logging;
import nbe.service.InstalledHome;
import nbe.service.Supervisor;
import nbe.support.SupportDesk;
import nbe.support.SupportFolder;
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
final class RunCommand implements Callable<Integer>, NeedsNativeLibraries {
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
        Optional<Path> serviceLog =
                InstalledHome.serviceLog(Surroundings.ofThisProcess().environment());
        return run(options, StopSignals.install(), serviceLog, Supervisor.ofThisProcess(Clocks.MONOTONIC));
    }

    /**
     * The same for a service manager.
     *
     * @param logWithout the log file where [log] file names none
     * @param supervisor is told how it is
     */
    static int run(ConfigOptions options, StopSignals stop, Optional<Path> logWithout, Supervisor supervisor)
            throws InterruptedException {
        ConfigReading reading = Configuration.read(options);
        if (reading.settings().isEmpty()) {
            logTo(logWithout, Settings.defaults(Surroundings.ofThisProcess()), options);
            reading.warnings().forEach(warning -> CONFIG.warn("{}", warning));
            reading.errors().forEach(error -> CONFIG.error("{}", error));
            return ExitStatus.CONFIGURATION;
        }
        Settings settings = reading.settings().get();
        logTo(settings.logFile().or(() -> logWithout), settings, options);
        Logging.takeOverSystemErr();
        LOG.info(
                "nbe {} starts: {}, Java {}, configuration {}",
                Version.number(),
                Version.platform(),
                Runtime.version(),
                reading.file().map(Object::toString).orElse("none, the defaults count"));
        reading.warnings().forEach(warning -> CONFIG.warn("{}", warning));
        return run(settings, stop, supervisor);
    }

    private static void logTo(Optional<Path> file, Settings settings, ConfigOptions options) {
        Logging.configure(
                settings.logLevel(), options.verbose(), file, settings.logMaxSizeMb(), settings.logMaxFiles());
    }

    /** Runs the daemon with these settings until it is told to stop; gives the exit status. */
    private static int run(Settings settings, StopSignals stop, Supervisor supervisor) throws InterruptedException {
        Daemon daemon = new Daemon(
                settings,
                new Identity(settings.endpointId(), Version.number(), Version.platform()),
                Clocks.MONOTONIC,
                InstantSource.system(),
                new SplittableRandom(),
                stop::stop);
        daemon.superviseBy(supervisor);
        daemon.start();
        Optional<SupportDesk> desk = openSupportDesk(settings, daemon);
        stop.await();
        supervisor.stopping();
        LastResort.haltIn(LONGEST_STOP, ExitStatus.OK);
        desk.ifPresent(SupportDesk::close);
        daemon.stop();
        LOG.info("stopped");
        return daemon.failed() ? ExitStatus.FAILURE : ExitStatus.OK;
    }

    /** Without it the daemon does its work all the same. */
    private static Optional<SupportDesk> openSupportDesk(Settings settings, Daemon daemon) {
        Optional<Path> folder = SupportFolder.of(settings).filter(Files::isWritable);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SupportDesk.open(
                    folder.get(), daemon.recentTraffic(), Version.number(), Clocks.MONOTONIC, InstantSource.system()));
        } catch (IOException e) {
            LOG.warn("`nbe support` will not get what was heard lately: {}", e.toString());
            return Optional.empty();
        }
    }
}
