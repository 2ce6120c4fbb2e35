package nbe.acceptance.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nbe.bgapi.wire.Command;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.simulator.nfc.SerialCardReader;
import nbe.simulator.nfc.VirtualReaderSlot;
import nbe.testing.Folders;
import nbe.testing.Message;
import nbe.testing.Pcscd;
import nbe.testing.Program;
import nbe.testing.RigFailure;
import nbe.testing.WitnessAgent;

/** The daemon's surroundings during one fault: dongle, band, pcscd, agent; new for each fault. One thread. */
final class FaultSite implements AutoCloseable {
    /** The daemon reports a fault, and uses an adapter again, within this (docs/protocol.md). */
    static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** The daemon sends 5010 once it has tried everything. */
    static final long TRIED_NANOS = TimeUnit.SECONDS.toNanos(6);

    static final String BAND = "C2:FA:D7:F0:D7:96";

    /** For the machine to start a program. */
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final Duration DOCTOR = Duration.ofSeconds(40);
    private static final long TAP_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The report reaches the agent before its log line reaches us through standard error. */
    private static final long WRITTEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int LINES_SHOWN = 4;
    private static final double AWAY = 3;
    private static final double TOUCHING = 0.03;
    private static final int WORDS_OF_TIME_AND_REST = 2;

    private final Path jar;
    private final Path folder;
    private final boolean readers;
    private final SimulatedDongle dongle;
    private final WitnessAgent agent = WitnessAgent.plain();
    private final Pcscd pcscd;
    private final VirtualReaderSlot left = new VirtualReaderSlot(0);
    private final VirtualReaderSlot right = new VirtualReaderSlot(1);
    private final AtomicLong resets = new AtomicLong();
    private final List<Program> programs = new ArrayList<>();
    private Program daemon;
    private long sinceNanos;
    private String agentUrl = agent.url();

    /** A condition to poll. */
    interface Condition {
        boolean holds() throws IOException;
    }

    private FaultSite(Path jar, Path folder, boolean readers, SimulatedDongle dongle) {
        this.jar = jar;
        this.folder = folder;
        this.readers = readers;
        this.dongle = dongle;
        this.pcscd = new Pcscd(folder.resolve("pcscd.log"));
    }

    static FaultSite open(Path jar, boolean readers) throws IOException {
        Path folder = Files.createTempDirectory(
                "nbe-faults", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // for another account, too
        Air air = new Air(RadioModel.STILL, new SplittableRandom(7));
        SimulatedDongle dongle =
                SimulatedDongle.start(SimulatedAdapter.on(air, 7), Optional.of(folder.resolve("dongle")));
        FaultSite site = new FaultSite(jar, folder, readers, dongle);
        site.countCommands(() -> {});
        return site;
    }

    /** The monotonic clock of everything here, ns. */
    static long now() {
        return SimulatedDongle.now();
    }

    SimulatedDongle dongle() {
        return dongle;
    }

    /** A second dongle, on a pseudo-terminal that the daemon does not know. */
    SimulatedDongle anotherDongle() throws IOException {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(8));
        return SimulatedDongle.start(SimulatedAdapter.on(air, 8), Optional.empty());
    }

    WitnessAgent agent() {
        return agent;
    }

    /** A slow line to the agent; a daemon that is started afterwards connects through it. */
    SlowLink slowLink(int bitsPerSecond) throws IOException {
        URI direct = URI.create(agent.url());
        SlowLink link =
                SlowLink.to(new InetSocketAddress(direct.getHost(), direct.getPort()), bitsPerSecond, FaultSite::now);
        agentUrl = agent.url().replace(":" + direct.getPort(), ":" + link.port());
        return link;
    }

    Pcscd pcscd() {
        return pcscd;
    }

    /** Starts pcscd with these readers on serial lines; those that are plugged in are numbered in this order. */
    void startSerialReaders(SerialCardReader... readers) throws IOException, InterruptedException {
        pcscd.startWithSerialReaders(
                folder.resolve("readers"),
                Stream.of(readers).map(reader -> Path.of(reader.path())).toList());
    }

    VirtualReaderSlot left() {
        return left;
    }

    VirtualReaderSlot right() {
        return right;
    }

    Program daemon() {
        return daemon;
    }

    /** system_reset commands that the dongle got. */
    long resets() {
        return resets.get();
    }

    /** @param also runs at each command, on the dongle's thread, before the dongle executes it */
    void countCommands(Runnable also) {
        dongle.tell(adapter -> adapter.onCommand(command -> {
            if (command.isCommand(Command.SYSTEM_RESET)) {
                resets.incrementAndGet();
            }
            also.run();
        }));
    }

    /** A band that stands 3 m away. */
    VirtualBand band(Duration interval) {
        VirtualBand band = new VirtualBand(DeviceAddress.parse(BAND), interval, AWAY);
        dongle.tell(adapter -> adapter.air().add(band, now()));
        return band;
    }

    /** Holds the band to the dongle; returns how long after the touch the intent arrived, ns. */
    long tap(VirtualBand band) throws RigFailure, InterruptedException {
        int mark = mark();
        Duration reach = Duration.ofMillis(100);
        long touched = now() + reach.toNanos();
        dongle.tell(adapter -> band.tap(TOUCHING, reach, Duration.ofMillis(1500), reach, now()));
        return awaitMessage(TAP_NANOS + reach.toNanos(), "an intent", mark, Message::isIntent)
                        .atNanos()
                - touched;
    }

    // ---- the daemon

    private Path config(boolean ble) throws IOException {
        List<String> lines = List.of(
                "agent_url = \"" + agentUrl + "\"",
                "endpoint_id = \"faults\"",
                "ble.enabled = " + ble,
                "ble.port = \"" + folder.resolve("dongle") + "\"",
                "nfc.enabled = " + readers);
        return Files.write(folder.resolve("nbe.toml"), lines);
    }

    /** Starts the daemon, with these words in front of its command; returns when it wrote its first line. */
    long start(List<String> before, String... options) throws IOException, RigFailure, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("run", "-c", config(true).toString()));
        arguments.addAll(List.of(options));
        daemon = launch(jarFor(before), before, arguments.toArray(String[]::new));
        programs.add(daemon);
        await(START_NANOS, "the daemon's first line", () -> !daemon.lines().isEmpty() || !daemon.isAlive());
        if (daemon.lines().isEmpty()) {
            throw new RigFailure("the daemon ended without a word");
        }
        sinceNanos = daemon.lines().get(0).atNanos();
        return sinceNanos;
    }

    private static Program launch(Path program, List<String> before, String... arguments) throws IOException {
        List<String> last = new ArrayList<>(List.of("-jar", program.toString()));
        last.addAll(List.of(arguments));
        return Program.startWithOneOutput(Program.java(before, last.toArray(String[]::new)));
    }

    /** The program, where another account may read it: the clone may lie in a home that only its owner may enter. */
    private Path jarFor(List<String> before) throws IOException {
        if (before.isEmpty()) {
            return jar;
        }
        Path copy = folder.resolve("nbe.jar");
        return Files.exists(copy) ? copy : Files.copy(jar, copy);
    }

    long start() throws IOException, RigFailure, InterruptedException {
        return start(List.of());
    }

    /** Starts another command of the program as {@code ./nbe} does, with these words in front of it; it ends with the site. */
    Program program(List<String> before, String... arguments) throws IOException {
        Path options = jar.toAbsolutePath().resolveSibling("../../packaging/common/jvm.options");
        List<String> words = new ArrayList<>(List.of("env", "JDK_JAVA_OPTIONS=@" + options.normalize()));
        words.addAll(before);
        Program program = launch(jar, words, arguments);
        programs.add(program);
        return program;
    }

    /** Starts the daemon and does not wait for anything. */
    Program startOnly() throws IOException {
        daemon = launch(jar, List.of(), "run", "-c", config(true).toString());
        programs.add(daemon);
        sinceNanos = now();
        return daemon;
    }

    /** Starts the daemon, and waits until the agent has ble_ready. */
    void ready(String... options) throws IOException, RigFailure, InterruptedException {
        int mark = mark();
        start(List.of(), options);
        awaitMessage(START_NANOS, "ble_ready", mark, Message::isReady);
    }

    /** Lines of {@code nbe doctor} about adapter or readers, with port and folder shortened. */
    List<String> doctor(String... before) throws IOException, RigFailure, InterruptedException {
        try (Program doctor = launch(
                jarFor(List.of(before)),
                List.of(before),
                "doctor",
                "-c",
                config(!readers).toString())) {
            doctor.awaitEnd(DOCTOR);
            String subject = readers ? "readers" : "adapter";
            return doctor.lines().stream()
                    .map(Program.Line::text)
                    .filter(line -> line.contains(" " + subject + " "))
                    .map(line -> shortened(line).replaceAll(" +", " "))
                    .toList();
        }
    }

    /** The fault begins: the row shows the log from now on, and not from the start of the daemon. */
    long begin() {
        sinceNanos = now();
        return sinceNanos;
    }

    /** The first lines of that part of the log about adapter and readers, without times and repeats; empty without a daemon. */
    List<String> log() throws InterruptedException {
        if (daemon == null) {
            return List.of();
        }
        pause(WRITTEN_NANOS);
        return daemon.lines().stream()
                .filter(line -> line.atNanos() >= sinceNanos)
                .map(line -> line.text().split(" +", WORDS_OF_TIME_AND_REST))
                .filter(parts -> parts.length == WORDS_OF_TIME_AND_REST)
                .map(parts -> shortened(parts[1]).replaceAll(" +", " "))
                .filter(line -> line.matches("(INFO|WARN|ERROR) (adapter|pcsc|endpoint|core|counts) .*"))
                .filter(line -> !line.contains(": scanning"))
                .distinct()
                .limit(LINES_SHOWN)
                .toList();
    }

    private String shortened(String text) {
        return text.replace(folder.resolve("dongle").toString(), "PORT")
                .replaceAll("/dev/pts/\\d+", "PTY")
                .replaceAll("pid \\d+", "pid N");
    }

    /** Waits for a line of the log; returns when it was read. */
    long awaitLog(long withinNanos, String words, long sinceNanos) throws RigFailure, InterruptedException {
        Predicate<Program.Line> wanted =
                line -> line.atNanos() >= sinceNanos && line.text().contains(words);
        await(
                withinNanos,
                "the log line \"" + words + "\"",
                () -> daemon.lines().stream().anyMatch(wanted));
        return daemon.lines().stream().filter(wanted).findFirst().orElseThrow().atNanos();
    }

    // ---- the agent

    /** How many messages came so far. */
    int mark() {
        return agent.messages().size();
    }

    List<Message> since(int mark) {
        List<Message> all = agent.messages();
        return all.subList(mark, all.size());
    }

    Message awaitMessage(long withinNanos, String what, int mark, Predicate<Message> wanted)
            throws RigFailure, InterruptedException {
        await(withinNanos, what, () -> since(mark).stream().anyMatch(wanted));
        return since(mark).stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Fails if the agent got an error. */
    void noError(int mark) throws RigFailure {
        Optional<Message> error = since(mark).stream().filter(Message::isError).findFirst();
        if (error.isPresent()) {
            throw new RigFailure("the agent got error " + error.get().status() + " without need");
        }
    }

    /** Waits for a condition. */
    static void await(long withinNanos, String what, Condition condition) throws RigFailure, InterruptedException {
        long end = now() + withinNanos;
        try {
            while (!condition.holds()) {
                if (now() > end) {
                    throw new RigFailure("not within " + FaultRow.seconds(withinNanos) + ": " + what);
                }
                pause(STEP_NANOS);
            }
        } catch (IOException e) {
            throw new RigFailure(what + " cannot be checked", e);
        }
    }

    /** Lets time pass. */
    static void pause(long nanos) throws InterruptedException {
        long end = now() + nanos;
        while (now() < end) {
            LockSupport.parkNanos(end - now());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
        left.close();
        right.close();
        dongle.close();
        agent.close();
        pcscd.close();
        Folders.delete(folder);
    }
}
