package nbe.cli;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import nbe.bgapi.adapter.BleSettings;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.ForcedExit;
import nbe.cli.process.StopSignals;
import nbe.config.Origin;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.config.value.AgentUrl;
import nbe.daemon.Daemon;
import nbe.endpoint.Identity;
import nbe.log.LogSettings;
import nbe.log.Logging;
import nbe.referenceagent.AgentOptions;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.net.AgentStartException;
import nbe.simulator.SimulateOptions;
import nbe.simulator.SimulateSession;
import nbe.simulator.air.NamedAir;
import nbe.simulator.scene.SceneException;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nbe demo}: simulator, daemon and reference agent in one process, over a pseudo-terminal and a WebSocket. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "The whole chain on this machine, without hardware: simulated adapter and bands, this daemon, the"
                + " reference agent and its console page. Prints what the workers do and what the agent receives."
                + " Runs until Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  nbe demo             a worker comes, authenticates, taps, leaves, returns",
            "  nbe demo --nfc       with the PC/SC readers of this machine; on the virtual",
            "                       reader of vsmartcard (vpcd) a virtual card taps, too",
            "  nbe demo --seed 7    the same signals every time",
            "  nbe demo --verbose   with the daemon's log, each packet and frame"
        })
final class DemoCommand implements Callable<Integer>, NeedsNativeLibraries {
    @Option(names = "--nfc", description = "Use the PC/SC readers of this machine too.")
    private boolean nfc;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9120",
            description = "The reference agent's port for endpoints; 0: any free one (default: 9120).")
    private int port;

    @Option(
            names = "--webapi-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Its port for NEAs and the console page; 0: any free one (default: 8080).")
    private int webApiPort;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Seed of all random numbers; without it a new one each time.")
    private Long seed;

    @Option(
            names = "--air",
            paramLabel = "AIR",
            description = "office or vendor: how levels fall with distance (default: office). office: by recordings of"
                    + " phones. vendor: -60 dBm at 30 cm, as Nymi's manual has it.")
    private NamedAir air;

    @Option(
            names = "--foreign",
            paramLabel = "PER_SECOND",
            description = "Advertisements of other devices per second, 0 to 5000.")
    private Double foreign;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds, 1 to 86400.")
    private Integer seconds;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also print the daemon's log, each packet and frame included.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        StopSignals stop = StopSignals.installQuietly();
        Logging.configure(LogSettings.toStandardError(Level.WARN), verbose);
        DemoOutput output = new DemoOutput(
                System.out, spec.commandLine().getColorScheme().ansi(), ZoneId.systemDefault(), InstantSource.system());
        try (DemoUsers users = DemoUsers.write();
                ReferenceAgent agent = new ReferenceAgent(AgentOptions.builder()
                        .endpointsPort(port)
                        .webApiPort(webApiPort)
                        .bandsFile(users.file())
                        .listener(output.agentListener())
                        .atFatalError(() -> ForcedExit.haltNow(ExitStatus.FAILURE))
                        .build())) {
            agent.start();
            try (SimulateSession air = SimulateSession.open(simulateOptions(), output::caption)) {
                return run(stop, output, agent, air);
            }
        } catch (AgentStartException e) {
            System.err.println(e.getMessage());
            System.err.println("Other ports: nbe demo --port 0 --webapi-port 0");
            return ExitStatus.FAILURE;
        } catch (SceneException | IOException | UnsupportedOperationException e) {
            System.err.println("the demo cannot run here: " + e.getMessage());
            return ExitStatus.FAILURE;
        }
    }

    private int run(StopSignals stop, DemoOutput output, ReferenceAgent agent, SimulateSession air)
            throws InterruptedException {
        output.introduce(agent.consoleUrl(), agent.endpointsUrl(), air.port(), air.seed(), nfc);
        Settings settings = settings(agent, air);
        Daemon daemon = new Daemon(
                settings,
                new Identity("demo", Version.number(), Version.platform()),
                Clocks.MONOTONIC,
                InstantSource.system(),
                new SplittableRandom(),
                stop::stop);
        daemon.answerAt(Configuration.controlSocket(settings));
        daemon.start();
        try (DemoCards cards = DemoCards.start(nfc, output)) {
            if (seconds == null) {
                stop.await();
            } else {
                stop.await(seconds, TimeUnit.SECONDS);
            }
            output.end();
        } finally {
            daemon.stop();
        }
        return daemon.failed() ? ExitStatus.FAILURE : ExitStatus.OK;
    }

    private SimulateOptions simulateOptions() {
        SimulateOptions plain = SimulateOptions.DEFAULT;
        return new SimulateOptions(
                plain.sceneFile(),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                plain.link(),
                Optional.ofNullable(air),
                plain.moreBands(),
                foreign == null ? OptionalDouble.empty() : OptionalDouble.of(foreign),
                plain.speed(),
                plain.verbose());
    }

    private Settings settings(ReferenceAgent agent, SimulateSession air) {
        Origin demo = new Origin.Program("demo");
        return Settings.defaults(Surroundings.ofThisProcess())
                .with(Setting.AGENT_URL, AgentUrl.of(URI.create(agent.endpointsUrl())), demo)
                .with(Setting.BLE_PORT, new BleSettings(List.of(air.port().toString())), demo)
                .with(Setting.ENDPOINT_ID, "demo", demo)
                .with(Setting.NFC_ENABLED, nfc, demo);
    }
}
