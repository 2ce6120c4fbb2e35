package nbe.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import nbe.simulator.SimulateOptions;
import nbe.simulator.SimulateSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nbe simulate}: a simulated adapter on a pseudo-terminal. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A simulated BLED112 and bands on a pseudo-terminal, whose path is printed: for the daemon or any"
                + " other BGAPI host. Runs until SIGTERM or Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  nbe simulate                              the built-in scene: a worker comes, taps, goes",
            "  nbe simulate --link /tmp/dongle &         then: NBE_BLE_PORT=/tmp/dongle nbe run",
            "  nbe simulate --bands 20 --foreign 475     a busy place",
            "  nbe simulate --scene shift.toml --seed 7  a scene of your own, the same each time"
        })
final class SimulateCommand implements Callable<Integer>, NeedsNativeLibraries {
    @Option(
            names = "--scene",
            paramLabel = "FILE",
            description = "Scene in TOML; without it a worker comes, taps and goes.")
    private Path scene;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "Where all chance comes from: the same seed, the same air. Without it another one each time.")
    private Long seed;

    @Option(
            names = "--link",
            paramLabel = "PATH",
            description = "A symbolic link that always leads to the port, also after a reset.")
    private Path link;

    @Option(
            names = "--bands",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "Bands beside those of the scene, 0 to 1000.")
    private int bands;

    @Option(
            names = "--foreign",
            paramLabel = "PER_SECOND",
            description = "Advertisements of other devices per second, 0 to 5000, instead of what the scene says.")
    private Double foreign;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "Seconds of the scene that pass in one second, up to 1000 (default: 1).")
    private double speed;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also tells what happens in the scene, and each command of the host.")
    private boolean verbose;

    @Override
    public Integer call() {
        StopSignals stop = StopSignals.installQuietly();
        stop.interruptOnStop(Thread.currentThread());
        return SimulateSession.run(
                new SimulateOptions(
                        Optional.ofNullable(scene),
                        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                        Optional.ofNullable(link),
                        bands,
                        foreign == null ? OptionalDouble.empty() : OptionalDouble.of(foreign),
                        speed,
                        verbose),
                System.out,
                System.err);
    }
}
