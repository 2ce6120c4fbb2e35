package nbe.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.ForcedExit;
import nbe.cli.process.HangUpSignal;
import nbe.cli.process.OtherDaemon;
import nbe.cli.process.StopSignals;
import nbe.cli.process.Terminal;
import nbe.config.ConfigReading;
import nbe.config.Part;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.daemon.Daemon;
import nbe.daemon.Reload;
import nbe.endpoint.Identity;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.service.InstalledHome;
import nbe.service.ServiceAccount;
import nbe.service.Supervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    /** The process ends within 2 s, even if a driver or a library hangs. */
    private static final Duration LONGEST_STOP = Duration.ofMillis(1800);

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--beside",
            description = "Run even if another daemon runs with this configuration; without a control socket.")
    private boolean beside;

    @ParentCommand
    private NbeCommand nbe;

    @Override
    public Integer call() throws InterruptedException {
        return run(options.orElse(nbe.options()), beside);
    }

    /**
     * Reads the configuration and runs the daemon until a signal stops it; returns the exit status.
     *
     * @param beside whether it may run beside another daemon; not checked under a service manager
     */
    static int run(ConfigOptions options, boolean beside) throws InterruptedException {
        Logging.holdUntilConfigured();
        Supervisor supervisor = Supervisor.ofThisProcess(Clocks.MONOTONIC);
        Optional<Path> serviceLog =
                InstalledHome.serviceLog(Surroundings.ofThisProcess().environment());
        boolean byHand = supervisor == Supervisor.NONE && serviceLog.isEmpty();
        Company company = beside ? Company.BESIDE : byHand ? Company.ALONE : Company.SUPERVISED;
        // A terminal that closes sends SIGHUP as well, and takes its programs with it.
        boolean hangUpStops = byHand && Terminal.isStandardError();
        StopSignals stop = hangUpStops ? StopSignals.install() : StopSignals.installWithoutHangUp();
        Optional<HangUpSignal> hangUp = hangUpStops ? Optional.empty() : Optional.of(HangUpSignal.install());
        return run(options, stop, hangUp, serviceLog, supervisor, company);
    }

    /**
     * The same under a service manager.
     *
     * @param logWithout the log file if [log] file is not set
     * @param supervisor the service manager
     */
    static int run(ConfigOptions options, StopSignals stop, Optional<Path> logWithout, Supervisor supervisor)
            throws InterruptedException {
        return run(options, stop, Optional.empty(), logWithout, supervisor, Company.SUPERVISED);
    }

    /** What the daemon does about others. */
    private enum Company {
        /** A service manager sees to it that there is one. */
        SUPERVISED,
        /** It does not start beside another. */
        ALONE,
        /** It starts beside another, and leaves the control socket to that one. */
        BESIDE
    }

    private static int run(
            ConfigOptions options,
            StopSignals stop,
            Optional<HangUpSignal> hangUp,
            Optional<Path> logWithout,
            Supervisor supervisor,
            Company company)
            throws InterruptedException {
        ConfigReading reading = Configuration.read(options);
        if (reading.settings().isEmpty()) {
            LogSettings defaults =
                    Settings.defaults(Surroundings.ofThisProcess()).log();
            Logging.configure(
                    defaults.orFile(logWithout).withFormat(Configuration.logFormat(options)), options.verbose());
            reading.warnings().forEach(warning -> CONFIG.warn("{}", warning));
            reading.errors().forEach(error -> CONFIG.error("{}", error));
            return ExitStatus.CONFIGURATION;
        }
        Settings settings = reading.settings().get();
        Optional<Path> socket = Configuration.controlSocket(settings);
        if (company == Company.ALONE) {
            Optional<String> other = OtherDaemon.of(reading, settings, socket);
            if (other.isPresent()) {
                LOG.error(
                        "nbe runs already: {}. `nbe status`, `nbe monitor` and `nbe doctor` ask it, `nbe --help` shows all"
                                + " commands. A second daemon would throw it off the agent; `nbe run --beside` starts one all the"
                                + " same, without a control socket",
                        other.get());
                return ExitStatus.FAILURE;
            }
        }
        Logging.configure(settings.log().orFile(logWithout), options.verbose());
        Logging.takeOverSystemErr();
        LOG.info(
                "nbe {} starts: process {}, account {}, {}, Java {}, configuration {}",
                Version.number(),
                ProcessHandle.current().pid(),
                ServiceAccount.own(),
                Version.platform(),
                Runtime.version(),
                reading.file().map(Object::toString).orElse("none, the defaults count"));
        reading.warnings().forEach(warning -> CONFIG.warn("{}", warning));
        if (company == Company.BESIDE) {
            LOG.info("no control socket, as a daemon beside another");
            socket = Optional.empty();
        } else if (socket.isEmpty() && !settings.value(Setting.CONTROL_SOCKET).isOff()) {
            LOG.info(
                    "no control socket: neither RUNTIME_DIRECTORY nor XDG_RUNTIME_DIR is set; [control] socket names a path");
        }
        Reload reload = Configuration.reload(options, reading);
        reload.part(Part.LOG, now -> Logging.reconfigure(now.log().orFile(logWithout)));
        Daemon daemon = daemon(settings, stop);
        daemon.superviseBy(supervisor);
        daemon.reloadBy(reload);
        daemon.answerAt(socket);
        if (company != Company.BESIDE) {
            reload.part(Part.CONTROL, now -> daemon.answerAt(Configuration.controlSocket(now)));
        }
        daemon.start();
        hangUp.ifPresent(signal -> signal.run(reload::request));
        return untilStopped(daemon, stop, supervisor);
    }

    private static Daemon daemon(Settings settings, StopSignals stop) {
        return new Daemon(
                settings,
                new Identity(settings.value(Setting.ENDPOINT_ID), Version.number(), Version.platform()),
                Clocks.MONOTONIC,
                InstantSource.system(),
                new SplittableRandom(),
                stop::stop);
    }

    /** Waits until the daemon is stopped; returns the exit status. */
    private static int untilStopped(Daemon daemon, StopSignals stop, Supervisor supervisor)
            throws InterruptedException {
        stop.await();
        supervisor.stopping();
        ForcedExit.haltIn(LONGEST_STOP, () -> statusOf(daemon));
        daemon.stop();
        LOG.info("stopped");
        return statusOf(daemon);
    }

    private static int statusOf(Daemon daemon) {
        return daemon.failed() ? ExitStatus.FAILURE : ExitStatus.OK;
    }
}
