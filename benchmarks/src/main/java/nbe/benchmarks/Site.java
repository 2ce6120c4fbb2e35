package nbe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nbe.bgapi.wire.Command;
import nbe.simulator.air.Air;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.CountingDevice;
import nbe.simulator.air.RadioModel;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Folders;
import nbe.testing.MeasuredProgram;
import nbe.testing.Message;
import nbe.testing.RigFailure;
import nbe.testing.WitnessAgent;

/**
 * The surroundings of a daemon that is measured: a dongle on a pseudo-terminal, air without fading or loss, an agent, a
 * configuration. All of it in this process, so that its CPU time is not the daemon's and one clock stamps both ends. One thread.
 */
final class Site implements AutoCloseable {
    private static final long SEED = 20;
    private static final Duration START = Duration.ofSeconds(30);

    /** Sections without a control socket. */
    static final List<String> NO_SOCKET = List.of("[control]", "socket = \"off\"");

    /** Sections with one, at {@link #socket}. */
    static final List<String> SOCKET = List.of("[control]", "socket = \"$FOLDER/control.sock\"");

    private final Path launcher;
    private final Path folder;
    private final List<String> settings;
    private final List<String> sections;
    private final SimulatedDongle dongle;
    private final WitnessAgent agent;
    private final AtomicLong heard = new AtomicLong();
    private final BlockingQueue<Long> discovers = new LinkedBlockingQueue<>();

    private Site(
            Path launcher,
            Path folder,
            List<String> settings,
            List<String> sections,
            SimulatedDongle dongle,
            WitnessAgent agent) {
        this.launcher = launcher;
        this.folder = folder;
        this.settings = settings;
        this.sections = sections;
        this.dongle = dongle;
        this.agent = agent;
        dongle.tell(adapter -> adapter.onCommand(command -> {
            if (command.isCommand(Command.GAP_DISCOVER)) {
                discovers.add(SimulatedDongle.now());
            }
        }));
    }

    /**
     * A start of the daemon.
     *
     * @param discoverNanos from the start until the dongle got gap_discover, which it accepted
     * @param readyNanos from the start until ble_ready was at the agent
     */
    record Started(MeasuredProgram daemon, long discoverNanos, long readyNanos) {}

    /** Lines with which one advertisement decides a tap. */
    static final List<String> TAP_AT_ONCE =
            List.of("tap_detector = \"mean\"", "rssi_window_tap = 1", "rssi_window_long = 1");

    /** Air that is empty, and nothing running yet; one advertisement decides a tap. */
    static Site open(Path launcher) throws IOException {
        return open(launcher, TAP_AT_ONCE);
    }

    /** The same with other lines about taps in the configuration; none: the daemon's defaults. */
    static Site open(Path launcher, List<String> tapSettings) throws IOException {
        return open(launcher, tapSettings, NO_SOCKET);
    }

    /**
     * The same with sections of their own; without them there is no control socket, as all figures were measured that have none.
     *
     * @param sections lines of the configuration, each section with its head; {@code $FOLDER} is the site's folder
     */
    static Site open(Path launcher, List<String> tapSettings, List<String> sections) throws IOException {
        Path folder = Files.createTempDirectory("nbe-figures");
        Air air = new Air(RadioModel.STILL, new SplittableRandom(SEED));
        SimulatedDongle dongle = SimulatedDongle.start(SimulatedAdapter.on(air, SEED), Optional.empty());
        return new Site(launcher, folder, tapSettings, sections, dongle, WitnessAgent.plain());
    }

    /** Where {@link #SOCKET} opens it. */
    Path socket() {
        return folder.resolve("control.sock");
    }

    WitnessAgent agent() {
        return agent;
    }

    /** Starts the daemon and waits until it scans and the agent has ble_ready. */
    Started startDaemon() throws RigFailure, IOException, InterruptedException {
        agent.forget();
        discovers.clear();
        MeasuredProgram daemon = MeasuredProgram.start(launcher, config());
        try {
            long ready = next("ble_ready", START).atNanos();
            if (!dongle.await(SimulatedAdapter::scanning, Duration.ofSeconds(1)) || discovers.isEmpty()) {
                throw daemon.failure("ble_ready came, but the dongle does not scan");
            }
            Long discover = discovers.poll();
            return new Started(daemon, discover - daemon.startedNanos(), ready - daemon.startedNanos());
        } catch (RigFailure e) {
            daemon.close();
            throw daemon.failure(e.getMessage());
        }
    }

    /**
     * Takes the agent's next message with that operation, and those before it.
     *
     * @throws RigFailure if none comes in time
     */
    Message next(String operation, Duration within) throws RigFailure, InterruptedException {
        return agent.next(operation, within)
                .orElseThrow(
                        () -> new RigFailure("the agent got no " + operation + " within " + within.toMillis() + " ms"));
    }

    private Path config() throws IOException {
        String port = dongle.port().orElseThrow().toString();
        List<String> lines = new ArrayList<>();
        lines.add("agent_url = \"" + agent.url() + "\"");
        lines.add("endpoint_id = \"figures\"");
        lines.addAll(settings);
        lines.addAll(List.of("[ble]", "port = \"" + port + "\"", "[nfc]", "enabled = false"));
        sections.forEach(line -> lines.add(line.replace("$FOLDER", folder.toString())));
        return Files.write(folder.resolve("nbe.toml"), lines);
    }

    /**
     * What a daemon did during a window.
     *
     * @param heard advertisements that the dongle heard
     * @param cpuSeconds user and system time of the daemon
     */
    record Load(double seconds, long heard, double cpuSeconds) {
        double heardPerSecond() {
            return heard / seconds;
        }

        /** Of one core. */
        double cpuPercent() {
            return 100 * cpuSeconds / seconds;
        }
    }

    /** Lets a daemon settle, and then watches it; the dongle has to scan at the end. */
    Load load(MeasuredProgram daemon, Duration settle, Duration window) throws RigFailure, InterruptedException {
        daemon.runOn(settle);
        long from = SimulatedDongle.now();
        long heardBefore = heard.get();
        Duration before = daemon.cpu();
        daemon.runOn(window);
        double seconds = (SimulatedDongle.now() - from) / 1e9;
        double used = daemon.cpu().minus(before).toNanos() / 1e9;
        Load load = new Load(seconds, heard.get() - heardBefore, used);
        if (!scanning()) {
            throw daemon.failure("the dongle no longer scans");
        }
        check();
        return load;
    }

    /** Puts devices on the air. */
    void populate(List<? extends AirDevice> devices) {
        dongle.tell(adapter ->
                devices.forEach(device -> adapter.air().add(new CountingDevice(device, heard), SimulatedDongle.now())));
    }

    /** Advertisements that the dongle has heard so far; there is no loss on this air. */
    long heardAdverts() {
        return heard.get();
    }

    /** Advertisements that the full buffer to the daemon dropped. */
    long droppedAdverts() {
        return dongle.ask(SimulatedAdapter::droppedEvents);
    }

    /** Whether the dongle scans now. */
    boolean scanning() {
        return dongle.ask(SimulatedAdapter::scanning);
    }

    /** Throws the fault of the dongle's own thread, if there was one. */
    void check() throws RigFailure {
        if (dongle.fault().isPresent()) {
            throw new RigFailure("the simulated dongle failed", dongle.fault().get());
        }
    }

    /** Takes one value out of a queue; empty if none comes in time. */
    static OptionalLong take(BlockingQueue<Long> queue, Duration within) throws InterruptedException {
        Long value = queue.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public void close() {
        dongle.close();
        agent.close();
        Folders.delete(folder);
    }
}
