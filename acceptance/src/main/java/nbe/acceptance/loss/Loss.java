package nbe.acceptance.loss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import nbe.simulator.air.Air;
import nbe.simulator.air.RadioModel;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Folders;
import nbe.testing.Machine;
import nbe.testing.MeasuredProgram;
import nbe.testing.Program;
import nbe.testing.Report;
import nbe.testing.RigFailure;
import nbe.testing.WitnessAgent;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code acceptance/loss}: counts every tap over a bad network to an agent that dies. */
@Command(
        name = "loss",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Runs the daemon in one network namespace and an agent in another, with a cable between them that delays,"
                        + " loses packets and is cut, and an agent that is killed or stands still at random moments; makes thousands of"
                        + " taps, and counts what became of each. Needs root and iproute2. Exit status 1: a tap came late, twice, out of"
                        + " order or is in no count, or presence at the end is not the simulator's.",
        footer = {
            "",
            "Examples:",
            "  acceptance/loss                                        ten minutes",
            "  acceptance/loss --minutes 2 --seed 7",
            "  acceptance/loss --reference                            with nbe agent and an NEA, both of them mortal",
            "  acceptance/loss --minutes 60 --loss 5 --cut-every 120 --regular --agent-fault-every 0"
        })
public final class Loss implements Callable<Integer> {
    private static final Duration TURN = Duration.ofMillis(20);

    private static final Duration ABSENT_AFTER = Duration.ofSeconds(5);

    private static final Duration READY = Duration.ofSeconds(30);

    /** Until the daemon has reconnected (its back-off goes to 30 s) and all presence is reported. */
    private static final Duration REST = Duration.ofSeconds(80);

    private static final String RECORD = "messages";

    private static final String ENDPOINT_ID = "loss";

    private static final String PORT = "9120";

    private static final String NEA_PORT = "8080";

    @Option(names = "--minutes", paramLabel = "COUNT", description = "How long taps are made.")
    private double minutes = 10;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Of everything that is left to chance.")
    private long seed = 1;

    @Option(names = "--taps", paramLabel = "PER_SECOND", description = "On average.")
    private double tapsPerSecond = 10;

    @Option(names = "--bands", paramLabel = "COUNT", description = "How many bands tap, in turn.")
    private int bands = 2000;

    @Option(names = "--loss", paramLabel = "PERCENT", description = "Of the packets, each way.")
    private double lossPercent = 1;

    @Option(names = "--delay", paramLabel = "MS", description = "Of a packet, each way.")
    private long delayMillis = 20;

    @Option(names = "--jitter", paramLabel = "MS", description = "Up to so much more.")
    private long jitterMillis = 10;

    @Option(
            names = "--cut-every",
            paramLabel = "SECONDS",
            description = "From one cut of 0.2 to 20 s to the next, on average; 0: never.")
    private long cutEverySeconds = 45;

    @Option(names = "--regular", description = "Cuts come at that interval and not by chance.")
    private boolean regular;

    @Option(
            names = "--agent-fault-every",
            paramLabel = "SECONDS",
            description = "From the start of agent or NEA to its death or standstill, on average; 0: never.")
    private long agentFaultEverySeconds = 45;

    @Option(
            names = "--reference",
            description = "The agent is the reference agent, and an NEA that dies as well is the one that counts.")
    private boolean reference;

    @Option(names = "--memory-every", paramLabel = "MINUTES", description = "Between two looks at memory.")
    private double memoryEveryMinutes = 10;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            showDefaultValue = Visibility.NEVER,
            description = "Keep the log, the agent's messages and the configuration there.")
    private Optional<Path> keep = Optional.empty();

    @Option(names = "--jar", hidden = true, required = true, description = "The program: nbe.jar.")
    private Path jar;

    private final Report report = new Report("loss");

    private Loss() {}

    public static void main(String... arguments) {
        Program.endChildrenAtExit();
        System.exit(new CommandLine(new Loss()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Path folder = keep.isPresent() ? Files.createDirectories(keep.get()) : Files.createTempDirectory("nbe-loss");
        Files.deleteIfExists(folder.resolve(RECORD)); // of an earlier run
        SplittableRandom chance = new SplittableRandom(seed);
        LossyLink.Quality quality =
                new LossyLink.Quality(Duration.ofMillis(delayMillis), Duration.ofMillis(jitterMillis), lossPercent);
        report.line("Machine: %s", Machine.describe());
        report.line(
                "Seed %d; %.1f minutes; delay %d ms and up to %d ms more, %.1f %% loss, each way; %.0f taps a second by %d bands",
                seed, minutes, delayMillis, jitterMillis, lossPercent, tapsPerSecond, bands);
        try (LossNetwork network = LossNetwork.open(quality, chance.split(), SimulatedDongle::now);
                SimulatedDongle dongle = SimulatedDongle.start(
                        SimulatedAdapter.on(new Air(RadioModel.STILL, chance.split()), seed), Optional.empty())) {
            List<MortalProgram> mortals = mortals(network, folder);
            for (MortalProgram mortal : mortals) {
                mortal.start();
            }
            List<String> command =
                    nbe(network.atDaemon(), "run", "-c", config(folder, dongle).toString());
            try (MeasuredProgram daemon = MeasuredProgram.start(command, folder.resolve("daemon.log"))) {
                return run(network, mortals, folder, dongle, daemon, chance) ? 0 : 1;
            } finally {
                mortals.forEach(MortalProgram::close);
                for (MortalProgram mortal : mortals) {
                    Files.write(folder.resolve(mortal.name() + ".log"), mortal.output());
                }
            }
        } catch (RigFailure e) {
            System.err.println("loss: " + e.getMessage());
            return 1;
        } finally {
            if (keep.isEmpty()) {
                Folders.delete(folder);
            }
        }
    }

    private List<String> nbe(List<String> before, String... arguments) {
        return java(before, List.of("-jar", jar.toAbsolutePath().toString()), arguments);
    }

    private static List<String> own(List<String> before, Class<?> what, String... arguments) {
        return java(before, List.of("-cp", System.getProperty("java.class.path"), what.getName()), arguments);
    }

    /** The launcher's command; the process ends at the first OutOfMemoryError. */
    private static List<String> java(List<String> before, List<String> program, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-Xms16m", "-Xss512k", "-XX:+ExitOnOutOfMemoryError"));
        all.addAll(program);
        all.addAll(List.of(arguments));
        return Program.java(before, all.toArray(String[]::new));
    }

    /** The processes that die: the agent, and with the reference agent an NEA; the last one writes the record. */
    private List<MortalProgram> mortals(LossNetwork network, Path folder) {
        String record = folder.resolve(RECORD).toString();
        List<String> there = network.atAgent();
        if (!reference) {
            return List.of(
                    new MortalProgram("agent", own(there, LossAgent.class, record, LossNetwork.AGENT_ADDRESS, PORT)));
        }
        return List.of(
                new MortalProgram(
                        "agent",
                        nbe(
                                there,
                                "agent",
                                "--bind",
                                LossNetwork.AGENT_ADDRESS,
                                "--port",
                                PORT,
                                "--webapi-port",
                                NEA_PORT)),
                new MortalProgram(
                        "NEA",
                        own(
                                there,
                                LossNea.class,
                                record,
                                "ws://" + LossNetwork.AGENT_ADDRESS + ":" + NEA_PORT + "/",
                                ENDPOINT_ID)));
    }

    private static Path config(Path folder, SimulatedDongle dongle) throws IOException {
        return Files.write(
                folder.resolve("nbe.toml"),
                List.of(
                        "agent_url = \"ws://" + LossNetwork.AGENT_ADDRESS + ":" + PORT + WitnessAgent.PATH + "\"",
                        "endpoint_id = \"" + ENDPOINT_ID + "\"",
                        "tap_detector = \"mean\"",
                        "rssi_window_tap = 1",
                        "rssi_window_long = 1",
                        "[ble]",
                        "port = \"" + dongle.port().orElseThrow() + "\"",
                        "[presence]",
                        "absent_after = " + ABSENT_AFTER.toSeconds(),
                        "[nfc]",
                        "enabled = false"));
    }

    private boolean run(
            LossNetwork network,
            List<MortalProgram> mortals,
            Path folder,
            SimulatedDongle dongle,
            MeasuredProgram daemon,
            SplittableRandom chance)
            throws IOException, InterruptedException, RigFailure {
        if (!dongle.await(SimulatedAdapter::scanning, READY)) {
            throw daemon.failure("it does not scan " + READY.toSeconds() + " s after its start");
        }
        long begin = SimulatedDongle.now();
        LossBands crowd = new LossBands(dongle, bands, tapsPerSecond, chance.split(), InstantSource.system(), begin);
        LossFaults faults = new LossFaults(
                network,
                mortals,
                new LossFaults.Pace(
                        Duration.ofSeconds(cutEverySeconds), regular, Duration.ofSeconds(agentFaultEverySeconds)),
                chance.split(),
                begin);
        List<String> memory = new ArrayList<>();
        long end = begin + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        long nextMemory = begin + Math.min(TimeUnit.MINUTES.toNanos(1), (end - begin) / 2);
        for (long now = begin; now - end < 0; now = SimulatedDongle.now()) {
            crowd.turn(now);
            faults.turn(now);
            if (now - nextMemory >= 0) {
                nextMemory += (long) (memoryEveryMinutes * TimeUnit.MINUTES.toNanos(1));
                memory.add(memory(daemon, now - begin));
                report.progress(
                        "after %.1f minutes: %d taps made",
                        (now - begin) / 60e9, crowd.taps().size());
            }
            daemon.runOn(TURN);
        }
        faults.end(SimulatedDongle.now());
        report.progress("waiting %d s until all presence is reported", REST.toSeconds());
        long rest = SimulatedDongle.now() + REST.toNanos();
        while (SimulatedDongle.now() - rest < 0) {
            crowd.leave();
            daemon.runOn(TURN);
        }
        memory.add(memory(daemon, SimulatedDongle.now() - begin));
        network.link().check();
        if (dongle.fault().isPresent()) {
            throw new RigFailure("the simulated dongle failed", dongle.fault().get());
        }
        List<LossRecord.Message> atRest = LossRecord.read(folder.resolve(RECORD));
        daemon.terminate();
        report.line("%s", faults.describe());
        report.line(
                "%d packets delivered, %d vanished; %d advertisements lost at the pseudo-terminal",
                network.link().delivered(), network.link().vanished(), dongle.ask(SimulatedAdapter::droppedEvents));
        boolean kept = new LossResult(report, reference, Duration.ofMillis(delayMillis + jitterMillis))
                .judge(
                        LossRecord.read(folder.resolve(RECORD)),
                        atRest,
                        begin,
                        crowd,
                        faults,
                        new LossLog(daemon.log()));
        report.title("Memory of the daemon");
        memory.forEach(line -> report.line("%s", line));
        report.line("Load average at the end: %.1f", Machine.loadAverage());
        return kept;
    }

    private static String memory(MeasuredProgram daemon, long sinceNanos)
            throws IOException, InterruptedException, RigFailure {
        return String.format(
                Locale.ROOT,
                "  after %5.1f minutes: VmRSS %6.1f MiB, heap after a full collection %5.2f MiB",
                sinceNanos / 60e9,
                daemon.memoryMib("VmRSS"),
                daemon.liveHeapBytes() / 1048576.0);
    }
}
