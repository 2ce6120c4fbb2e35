package nbe.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import nbe.base.OutsideWorld;
import nbe.simulator.air.Air;
import nbe.simulator.air.Crowd;
import nbe.simulator.dongle.FirmwareIdentity;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.simulator.pty.PseudoTerminal;
import nbe.simulator.scene.Scene;
import nbe.simulator.scene.SceneBand;
import nbe.simulator.scene.SceneEvent;
import nbe.simulator.scene.SceneException;
import nbe.simulator.scene.SceneFile;
import nbe.simulator.scene.ScenePlayer;
import nbe.simulator.scene.Scenes;

/**
 * A simulated dongle with a scene on its air, on a pseudo-terminal, until it is closed: {@code nbe simulate} and {@code nbe demo}
 * run it. Thread-safe; the dongle's thread calls the listeners, which must not block.
 */
@OutsideWorld("chooses a seed if the options have none")
public final class SimulateSession implements AutoCloseable {
    private static final int SEED_BOUND = 1_000_000;

    private final Scene scene;
    private final long seed;
    private final SimulatedDongle dongle;
    private final List<Consumer<SceneEvent>> listeners = new CopyOnWriteArrayList<>();

    private SimulateSession(Scene scene, long seed, SimulateOptions options, Consumer<SceneEvent> listener)
            throws IOException {
        PseudoTerminal.prepare(); // takes a moment, which the scene must not lose
        this.listeners.add(listener);
        this.scene = scene;
        this.seed = seed;
        SplittableRandom chance = new SplittableRandom(seed);
        Air air = new Air(scene.radio(), chance.split());
        SplittableRandom crowd = chance.split();
        SimulatedAdapter adapter = new SimulatedAdapter(FirmwareIdentity.BLED112, air, chance.split());
        long now = SimulatedDongle.now();
        ScenePlayer.start(scene, air, now, options.speed(), this::report);
        Crowd.of(scene.foreignAdvertsPerSecond(), crowd).forEach(device -> air.add(device, now));
        this.dongle = SimulatedDongle.start(adapter, options.link());
    }

    /**
     * Reads the scene and plugs the dongle in.
     *
     * @param listener gets all events of the scene
     * @throws SceneException if the scene file is invalid
     * @throws IOException if the scene file cannot be read, or if there is no pseudo-terminal
     * @throws IllegalArgumentException if an option is out of range
     * @throws UnsupportedOperationException on anything but Linux
     */
    public static SimulateSession open(SimulateOptions options, Consumer<SceneEvent> listener)
            throws SceneException, IOException {
        long seed = options.seed().orElseGet(() -> new SplittableRandom().nextInt(SEED_BOUND));
        Scene scene = options.sceneFile().isPresent()
                ? SceneFile.read(options.sceneFile().get())
                : Scenes.worker();
        if (options.air().isPresent()) {
            scene = scene.withRadio(options.air().get().radio());
        }
        scene = scene.withBands(Scenes.bystanders(options.moreBands(), new SplittableRandom(~seed)));
        if (options.foreignAdvertsPerSecond().isPresent()) {
            scene = scene.withForeignAdverts(options.foreignAdvertsPerSecond().getAsDouble());
        }
        return new SimulateSession(scene, seed, options, listener);
    }

    private void report(SceneEvent event) {
        for (Consumer<SceneEvent> listener : listeners) {
            listener.accept(event);
        }
    }

    /** Adds a listener for later events. */
    private void onEvent(Consumer<SceneEvent> listener) {
        listeners.add(listener);
    }

    /** The dongle, for faults and for its port. */
    public SimulatedDongle dongle() {
        return dongle;
    }

    /** The scene being played. */
    public Scene scene() {
        return scene;
    }

    /** The seed: the same seed and options give the same simulation. */
    public long seed() {
        return seed;
    }

    /**
     * Runs {@code nbe simulate}: prints the port, the seed and the bands, and serves until the thread is interrupted or
     * {@link #close} is called.
     *
     * @return exit status: 0 after that, 1 if it cannot start or fails, 2 if an option is out of range, 78 if the scene file is
     *     invalid
     */
    public static int run(SimulateOptions options, PrintStream out, PrintStream err) {
        try (SimulateSession session = open(options, event -> {})) {
            return session.serve(options.verbose(), out);
        } catch (SceneException e) {
            err.println(e.getMessage());
            return 78;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        } catch (IOException | UnsupportedOperationException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** Prints port, seed and bands, and waits for the end; see {@link #run}. An interrupt stays set. */
    public int serve(boolean verbose, PrintStream out) {
        announce(out);
        if (verbose) {
            onEvent(event -> say(out, event.caption()));
            dongle.tell(adapter -> adapter.onCommand(command -> say(out, "host: " + command)));
        }
        try {
            dongle.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return dongle.fault().isPresent() ? 1 : 0;
    }

    private void announce(PrintStream out) {
        dongle.onPort(port -> say(out, "port " + port));
        say(out, "seed " + seed);
        String loop = scene.loopSeconds() > 0
                ? String.format(Locale.ROOT, "again every %.0f s", scene.loopSeconds())
                : "plays once";
        say(
                out,
                String.format(
                        Locale.ROOT,
                        "scene %s, %s, %.0f foreign advertisements a second",
                        scene.name(),
                        loop,
                        scene.foreignAdvertsPerSecond()));
        for (SceneBand band : scene.bands()) {
            say(out, "band " + band.address() + " " + band.id());
        }
    }

    private static void say(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }

    /** The path that a host opens. */
    public Path port() {
        return dongle.port().orElseThrow();
    }

    @Override
    public void close() {
        dongle.close();
    }
}
