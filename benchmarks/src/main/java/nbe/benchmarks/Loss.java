package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nbe.simulator.air.Air;
import nbe.simulator.air.RadioModel;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code benchmarks/loss}: a bad network and a mortal agent, and every tap counted. */
@Command(
        name = "loss",
        mixinStandardHelpOptions = true,
        description =
                "Runs the daemon in one network namespace and an agent in another, with a cable between them that delays,"
                        + " loses packets and is cut, and an agent that is killed or stands still at random moments; makes thousands of"
                        + " taps, and counts what became of each. Needs root and iproute2. Exit status 1: a tap came late, twice, out of"
                        + " order or is in no count, or presence at the end is not the simulator's.",
        footer = {
            "",
            "Examples:",
            "  benchmarks/loss                                        ten minutes",
            "  benchmarks/loss --minutes 2 --seed 7",
            "  benchmarks/loss --reference                            with nbe agent and an NEA, both of them mortal",
            "  benchmarks/loss --minutes 60 --loss 5 --cut-every 120 --regular --agent-fault-every 0"
        })
public final class Loss implements Callable<Integer> {
    private static final Duration TURN = Duration.ofMillis(20);
    private static final Duration ABSENT_AFTER = Duration.ofSeconds(5);
    private static final Duration READY = Duration.ofSeconds(30);
    /** Until the daemon is connected again (its back-off goes to 30 s) and presence has come to rest. */
    private static final Duration REST = Duration.ofSeconds(80);

    /** For the scheduler of a machine that is shared: from an interface to the agent's line in its file. */
    private static final Duration SCHEDULING = Duration.ofMillis(250);

    private static final Duration INTENT_LIFE = Duration.ofSeconds(2);
    private static final int LINES_SHOWN = 10;
    private static final String RECORD = "messages";
    private static final String ENDPOINT_ID = "loss";
    private static final String PORT = "9120";
    private static final String NEA_PORT = "8080";

    @Option(
            names = "--minutes",
            paramLabel = "COUNT",
            description = "How long taps are made (default: ${DEFAULT-VALUE}).")
    private double minutes = 10;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Of everything that is left to chance (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--taps", paramLabel = "PER_SECOND", description = "On average (default: ${DEFAULT-VALUE}).")
    private double tapsPerSecond = 10;

    @Option(
            names = "--bands",
            paramLabel = "COUNT",
            description = "How many bands tap, in turn (default: ${DEFAULT-VALUE}).")
    private int bands = 2000;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            description = "Of the packets, each way (default: ${DEFAULT-VALUE}).")
    private double lossPercent = 1;

    @Option(names = "--delay", paramLabel = "MS", description = "Of a packet, each way (default: ${DEFAULT-VALUE}).")
    private long delayMillis = 20;

    @Option(names = "--jitter", paramLabel = "MS", description = "Up to so much more (default: ${DEFAULT-VALUE}).")
    private long jitterMillis = 10;

    @Option(
            names = "--cut-every",
            paramLabel = "SECONDS",
            description = "From one cut of 0.2 to 20 s to the next, on average; 0: never (default: ${DEFAULT-VALUE}).")
    private long cutEverySeconds = 45;

    @Option(names = "--regular", description = "Cuts come at that interval and not by chance.")
    private boolean regular;

    @Option(
            names = "--agent-fault-every",
            paramLabel = "SECONDS",
            description =
                    "From the start of agent or NEA to its death or standstill, on average; 0: never (default: ${DEFAULT-VALUE}).")
    private long agentFaultEverySeconds = 45;

    @Option(
            names = "--reference",
            description = "The agent is the reference agent, and an NEA that dies as well is the one that counts.")
    private boolean reference;

    @Option(
            names = "--memory-every",
            paramLabel = "MINUTES",
            description = "Between two looks at memory (default: ${DEFAULT-VALUE}).")
    private double memoryEveryMinutes = 10;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep the log, the agent's messages and the configuration there.")
    private Optional<Path> keep = Optional.empty();

    @Option(names = "--jar", hidden = true, required = true, description = "The program: nbe.jar.")
    private Path jar;

    private final Report report = new Report(System.out, System.err);

    private Loss() {}

    public static void main(String... arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Loss::endChildren, "end-children"));
        System.exit(new CommandLine(new Loss()).execute(arguments));
    }

    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
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
            List<LossMortal> mortals = mortals(network, folder);
            for (LossMortal mortal : mortals) {
                mortal.start();
            }
            List<String> command =
                    nbe(network.atDaemon(), "run", "-c", config(folder, dongle).toString());
            try (DaemonProcess daemon =
                    DaemonProcess.start(command, folder.resolve("daemon.log"), SimulatedDongle::now)) {
                return run(network, mortals, folder, dongle, daemon, chance) ? 0 : 1;
            } finally {
                mortals.forEach(LossMortal::close);
            }
        } catch (BenchmarkFailure e) {
            System.err.println("loss: " + e.getMessage());
            return 1;
        } finally {
            if (keep.isEmpty()) {
                delete(folder);
            }
        }
    }

    private List<String> nbe(List<String> before, String... arguments) {
        List<String> last = new ArrayList<>(List.of("-jar", jar.toAbsolutePath().toString()));
        last.addAll(List.of(arguments));
        return LossMortal.java(before, last.toArray(String[]::new));
    }

    private static List<String> own(List<String> before, Class<?> what, String... arguments) {
        List<String> last = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), what.getName()));
        last.addAll(List.of(arguments));
        return LossMortal.java(before, last.toArray(String[]::new));
    }

    /** Those that die: the agent, and with the reference agent an NEA; the last one keeps the record. */
    private List<LossMortal> mortals(LossNetwork network, Path folder) {
        String record = folder.resolve(RECORD).toString();
        List<String> there = network.atAgent();
        if (!reference) {
            return List.of(new LossMortal(
                    "agent", own(there, LossAgent.class, record, LossNetwork.AGENT_ADDRESS, PORT), folder));
        }
        return List.of(
                new LossMortal(
                        "agent",
                        nbe(
                                there,
                                "agent",
                                "--bind",
                                LossNetwork.AGENT_ADDRESS,
                                "--port",
                                PORT,
                                "--webapi-port",
                                NEA_PORT),
                        folder),
                new LossMortal(
                        "NEA",
                        own(
                                there,
                                LossNea.class,
                                record,
                                "ws://" + LossNetwork.AGENT_ADDRESS + ":" + NEA_PORT + "/",
                                ENDPOINT_ID),
                        folder));
    }

    private static Path config(Path folder, SimulatedDongle dongle) throws IOException {
        return Files.write(
                folder.resolve("nbe.toml"),
                List.of(
                        "agent_url = \"" + "ws://" + LossNetwork.AGENT_ADDRESS + ":" + PORT + LossAgent.PATH + "\"",
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
            List<LossMortal> mortals,
            Path folder,
            SimulatedDongle dongle,
            DaemonProcess daemon,
            SplittableRandom chance)
            throws IOException, InterruptedException, BenchmarkFailure {
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
        report.progress("waiting %d s for presence to come to rest", REST.toSeconds());
        long rest = SimulatedDongle.now() + REST.toNanos();
        while (SimulatedDongle.now() - rest < 0) {
            crowd.leave();
            daemon.runOn(TURN);
        }
        memory.add(memory(daemon, SimulatedDongle.now() - begin));
        network.link().check();
        if (dongle.fault().isPresent()) {
            throw new BenchmarkFailure(
                    "the simulated dongle failed", dongle.fault().get());
        }
        List<LossRecord.Message> atRest = LossRecord.read(folder.resolve(RECORD));
        daemon.terminate();
        report.line("%s", faults.describe());
        report.line(
                "%d packets delivered, %d vanished; %d advertisements lost at the pseudo-terminal",
                network.link().delivered(), network.link().vanished(), dongle.ask(SimulatedAdapter::droppedEvents));
        boolean kept =
                judge(LossRecord.read(folder.resolve(RECORD)), atRest, begin, crowd, faults, new LossLog(daemon.log()));
        report.title("Memory of the daemon");
        memory.forEach(line -> report.line("%s", line));
        report.line("Load average at the end: %.1f", Machine.loadAverage());
        return kept;
    }

    private static String memory(DaemonProcess daemon, long sinceNanos)
            throws IOException, InterruptedException, BenchmarkFailure {
        double rss = daemon.status("VmRSS") / 1024.0;
        return String.format(
                Locale.ROOT,
                "  after %5.1f minutes: VmRSS %6.1f MiB, heap after a full collection %5.2f MiB",
                sinceNanos / 60e9,
                rss,
                daemon.liveHeapBytes() / 1048576.0);
    }

    private boolean judge(
            List<LossRecord.Message> messages,
            List<LossRecord.Message> atRest,
            long begin,
            LossBands crowd,
            LossFaults faults,
            LossLog log) {
        ObjectMapper json = new ObjectMapper();
        List<LossCount.Arrival> arrivals = new ArrayList<>();
        for (LossRecord.Message message : messages) {
            JsonNode tree = json.readTree(message.text());
            if (tree.path("operation").asString("").equals("intent")) {
                JsonNode payload = tree.path("payload");
                arrivals.add(new LossCount.Arrival(
                        payload.path("device").asString(""),
                        Instant.parse(payload.path("time").asString("")),
                        message.atNanos()));
            }
        }
        Duration allowance =
                INTENT_LIFE.plus(Duration.ofMillis(delayMillis + jitterMillis)).plus(SCHEDULING);
        List<LossCount.Window> absences =
                reference ? LossAbsences.of(messages, faults.deaths(), begin, json) : List.of();
        LossCount count =
                new LossCount(crowd.taps(), arrivals, log.drops(), faults.standstills(), absences, allowance.toNanos());
        List<String> mismatches = LossPresence.after(atRest, json).mismatches(crowd.present());
        int connections =
                messages.stream().mapToInt(LossRecord.Message::connection).max().orElse(0);
        print(count, log, mismatches.size(), allowance, connections);
        mismatches.stream().limit(LINES_SHOWN).forEach(line -> report.line("  %s", line));
        count.unexplained().stream()
                .limit(LINES_SHOWN)
                .forEach(tap -> report.line("  in no count: tap %d of %s at %s", tap.number(), tap.band(), tap.at()));
        return count.late() == 0
                && count.twice() == 0
                && count.outOfOrder() == 0
                && count.invented() == 0
                && count.unexplained().isEmpty()
                && log.summed() == log.drops().size()
                && mismatches.isEmpty();
    }

    private void print(LossCount count, LossLog log, int mismatches, Duration allowance, int connections) {
        report.title("What became of the taps, as " + (reference ? "the NEA" : "the agent") + " got them on "
                + connections + " connections");
        row("taps", count.taps());
        row("arrived", count.arrived());
        row("dropped and counted by the daemon", count.dropped());
        count.reasons().forEach((reason, number) -> report.line("    %7d  %s", number, reason));
        row("  of them arrived all the same", count.both());
        row("the daemon's own sum of the dropped", log.summed());
        row("late (older than " + allowance.toMillis() + " ms)", count.late());
        row("late since the agent itself stood still", count.lateByTheAgent());
        row("twice", count.twice());
        row("out of order", count.outOfOrder());
        row("invented (no tap, or counted twice)", count.invented());
        if (reference) {
            row("reached the agent, which had no NEA", count.toNobody());
        }
        row("unexplained (in no count)", count.unexplained().size());
        row("presence mismatches at the end", mismatches);
        if (count.arrived() > count.lateByTheAgent()) {
            report.title("Age at arrival, without those for which the agent itself is to blame");
            report.spreadHead();
            report.spread("from advertisement to agent", Spread.of(count.agesMillis()), "ms");
        }
    }

    private void row(String what, long number) {
        report.line("  %-42s %7d", what, number);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
