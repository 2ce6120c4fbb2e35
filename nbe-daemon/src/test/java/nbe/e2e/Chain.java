package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.daemon.Daemon;
import nbe.daemon.Reload;
import nbe.daemon.ReloadResult;
import nbe.endpoint.Identity;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Await;
import nbe.testing.Folders;
import nbe.testing.LogLines;
import nbe.testing.Message;
import nbe.testing.Program;
import nbe.testing.WitnessAgent;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole chain for one test: a simulated dongle on a pseudo-terminal, the daemon in this process or as a process of its own,
 * and an agent that records. A test that fails is given everything that was seen; afterwards all of it is taken down.
 *
 * <pre>{@code
 * @RegisterExtension
 * final Chain chain = new Chain();
 * }</pre>
 */
final class Chain implements BeforeEachCallback, AfterTestExecutionCallback, AfterEachCallback {
    /** Near enough for every tap, in air without fading: -38 dBm. */
    static final double TOUCHING = 0.03;

    /** -63 dBm in air without fading: neither tap nor near. */
    static final double AWAY = 3;

    private static final Duration OPEN_AGAIN = Duration.ofSeconds(3);

    private record Sent(Packet command, long atNanos) {}

    private final Map<String, String> values = new TreeMap<>();

    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    private final AtomicBoolean daemonFailed = new AtomicBoolean();

    private Path directory;

    private LogLines log;

    private Optional<SimulatedDongle> dongle = Optional.empty();

    private Optional<WitnessAgent> agent = Optional.empty();

    private Optional<Daemon> daemon = Optional.empty();

    private Optional<Reload> reload = Optional.empty();

    private final List<Program> programs = new ArrayList<>();

    // ---- what stands around the daemon

    /** A dongle in still air, under a link that stays when it is unplugged and plugged in. */
    SimulatedDongle dongle() {
        if (dongle.isEmpty()) {
            SimulatedDongle started = dongleAt(7, Optional.of(directory.resolve("dongle")));
            started.tell(adapter -> adapter.onCommand(command -> sent.add(new Sent(command, System.nanoTime()))));
            dongle = Optional.of(started);
            configure("ble.port", quoted(directory.resolve("dongle").toString()));
        }
        return dongle.get();
    }

    /**
     * A dongle in still air of its own; the caller closes it.
     *
     * @param seed of its address and its air
     */
    static SimulatedDongle dongleAt(long seed, Optional<Path> link) {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(seed));
        try {
            return SimulatedDongle.start(SimulatedAdapter.on(air, seed), link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent; one without TLS unless another one was given. */
    WitnessAgent agent() {
        return agent.orElseGet(() -> agent(WitnessAgent.plain()));
    }

    WitnessAgent agent(WitnessAgent recording) {
        agent = Optional.of(recording);
        configure("agent_url", quoted(recording.url()));
        return recording;
    }

    /** A directory that is gone after the test. */
    Path directory() {
        return directory;
    }

    /** Sets one key of the configuration, in TOML's words: {@code configure("ble.port", "\"/dev/pts/7\"")}. */
    Chain configure(String key, String value) {
        values.put(key, value);
        return this;
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }

    /** Puts an enrolled and authenticated band on the air, ten advertisements a second, {@link #AWAY} from the dongle. */
    VirtualBand band(String address) {
        VirtualBand band = new VirtualBand(DeviceAddress.parse(address), Duration.ofMillis(100), AWAY);
        dongle().tell(adapter -> adapter.air().add(band, SimulatedDongle.now()));
        return band;
    }

    /** Holds a band to the dongle for so long, and takes it away again; returns when it is away, by the monotonic clock. */
    long tap(VirtualBand band, Duration hold) {
        Duration reach = Duration.ofMillis(200);
        return dongle().ask(adapter -> band.tap(TOUCHING, reach, hold, reach, SimulatedDongle.now()));
    }

    /** How far a band is from the dongle now. */
    double metres(VirtualBand band) {
        return dongle().ask(adapter -> band.metres(SimulatedDongle.now()));
    }

    // ---- the daemon

    private Path configFile() {
        dongleAndAgentWhereNeeded();
        List<String> lines = values.entrySet().stream()
                .map(value -> value.getKey() + " = " + value.getValue())
                .toList();
        try {
            return Files.write(directory.resolve("nbe.toml"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dongleAndAgentWhereNeeded() {
        if (!"false".equals(values.get("ble.enabled"))) {
            dongle();
        }
        if (!values.containsKey("agent_url")) {
            agent();
        }
    }

    /** Starts the daemon in this process; returns when it was started, by {@link System#nanoTime}. */
    long start() {
        ConfigReader reader = new ConfigReader(new Surroundings(Map.of(), List.of(), () -> "here"));
        Optional<Path> file = Optional.of(configFile());
        ConfigReading reading = reader.read(file);
        Settings settings = reading.settings().orElseThrow(() -> new AssertionError(reading.problems()));
        Daemon started = new Daemon(
                settings,
                new Identity("e2e", "0", "test"),
                System::nanoTime,
                InstantSource.system(),
                RandomGenerator.getDefault(),
                () -> daemonFailed.set(true));
        reload = Optional.of(new Reload(reader, file, reading, InstantSource.system()));
        started.reloadBy(reload.get());
        daemon = Optional.of(started);
        long at = System.nanoTime();
        started.start();
        return at;
    }

    /** Writes the configuration file anew, as it is configured now. */
    Path rewrite() {
        return configFile();
    }

    /** What puts a changed configuration into use in the daemon in this process. */
    Reload reload() {
        return reload.orElseThrow();
    }

    /** Writes the configuration file anew, and lets the daemon in this process read it; returns the keys that have changed. */
    List<String> reloaded() throws InterruptedException, ExecutionException, TimeoutException {
        rewrite();
        return reload().request()
                .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .match(ReloadResult.Done::changed, refused -> {
                    throw new AssertionError(refused.problems());
                });
    }

    /** Starts the daemon, and waits until the agent knows that the adapter scans. */
    Chain ready() {
        start();
        awaitFrame(OPEN_AGAIN, "ble_ready", Message::isReady);
        return this;
    }

    /** Starts the real program as a process of its own. */
    Program program() {
        return program(List.of(), "run");
    }

    /** Starts a command of the real program. */
    Program program(String command) {
        return program(List.of(), command);
    }

    /** The same under another account; see {@link NbeProgram#startAs}. */
    Program program(List<String> account, String command) {
        return program(account, account.isEmpty() ? NbeProgram.JAR : readableJar(), command);
    }

    private Program program(List<String> account, Path jar, String command) {
        Program program =
                NbeProgram.startAs(account, jar, command, "-c", configFile().toString());
        programs.add(program);
        return program;
    }

    /** A copy of the program in this test's folder: the clone may lie in a home that other accounts may not enter. */
    private Path readableJar() {
        try {
            Path copy = directory.resolve("nbe.jar");
            return Files.exists(copy) ? copy : Files.copy(NbeProgram.JAR, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the real program from another archive. */
    Program programFrom(Path jar) {
        return program(List.of(), jar, "run");
    }

    /** Starts the real program, and waits until the agent knows that the adapter scans. */
    Program programReady() {
        Program program = program();
        awaitFrame(Duration.ofSeconds(20), "ble_ready of the program", Message::isReady);
        return program;
    }

    /** Stops the daemon in this process. */
    void stop() {
        if (daemon.isPresent()) {
            try {
                daemon.get().stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            daemon = Optional.empty();
        }
    }

    // ---- what was seen

    /** Waits for a message that came since the beginning. */
    Message awaitFrame(Duration atMost, String what, Predicate<Message> which) {
        return awaitFrame(atMost, what, 0, which);
    }

    /** Waits for a message that is not among the first {@code after}. */
    Message awaitFrame(Duration atMost, String what, int after, Predicate<Message> which) {
        return Await.present(
                atMost,
                what,
                () -> agent().messages().stream().skip(after).filter(which).findFirst());
    }

    /** How many messages came so far, of all kinds. */
    int mark() {
        return agent().messages().size();
    }

    /** Watches for {@code during}, and fails as soon as there is another intent after the first {@code count}. */
    void noIntentAfter(int count, Duration during, String what) {
        Await.never(during, what, () -> intents().size() > count);
    }

    List<Message> intents() {
        return agent().messages(frame -> frame.operation().equals("intent"));
    }

    /** How often the dongle was told this. */
    long commands(Command command) {
        return sent.stream().filter(one -> one.command().isCommand(command)).count();
    }

    /** How many commands the dongle got. */
    long commands() {
        return sent.size();
    }

    /** What the daemon in this process has logged, at info and above. */
    List<String> log() {
        return log.lines();
    }

    boolean logged(String words) {
        return log().stream().anyMatch(line -> line.contains(words));
    }

    /** Everything that was seen, for a test that failed. */
    String report() {
        StringBuilder text = new StringBuilder("---- messages to the agent\n");
        long end = System.nanoTime();
        agent.ifPresent(some -> some.messages()
                .forEach(frame ->
                        text.append(ago(end, frame.atNanos())).append(frame).append('\n')));
        text.append("---- commands to the dongle\n");
        sent.forEach(one ->
                text.append(ago(end, one.atNanos())).append(one.command()).append('\n'));
        text.append("---- log\n");
        log().forEach(line -> text.append(line).append('\n'));
        for (Program program : programs) {
            text.append("---- standard error of the program\n");
            program.err().forEach(line -> text.append(line).append('\n'));
        }
        dongle.flatMap(SimulatedDongle::fault)
                .ifPresent(fault -> text.append("---- the dongle: ").append(fault));
        return text.toString();
    }

    private static String ago(long end, long at) {
        return String.format("%8.3f s before the end  ", (end - at) / 1e9);
    }

    // ---- the frame around a test

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("nbe-e2e");
        log = LogLines.ofAll();
        configure("nfc.enabled", "false");
        configure("endpoint_id", quoted("e2e"));
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            System.err.println(context.getDisplayName() + " failed; what was seen:\n" + report());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
        programs.forEach(Program::close);
        dongle.ifPresent(SimulatedDongle::close);
        agent.ifPresent(WitnessAgent::close);
        log.close();
        Folders.delete(directory);
        assertTrue(dongle.flatMap(SimulatedDongle::fault).isEmpty(), "the simulated dongle failed");
        assertTrue(!daemonFailed.get(), "the daemon ended by a fault of its own");
    }
}
