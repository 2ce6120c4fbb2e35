package nbe.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import nbe.cli.process.StopSignals;
import nbe.simulator.SimulateOptions;
import nbe.simulator.SimulateSession;
import nbe.simulator.air.NamedAir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nbe simulate}: a simulated adapter on a pseudo-terminal. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Simulates a BLED112 and bands on a pseudo-terminal and prints its path: for the daemon or any other"
                        + " BGAPI host. Runs until SIGTERM or Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  nbe simulate                             the built-in scene",
            "  nbe simulate --link /tmp/dongle & then: NBE_BLE_PORT=/tmp/dongle nbe run",
            "  nbe simulate --bands 20 --foreign 475    a busy place",
            "  nbe simulate --air vendor                levels as the vendor has them",
            "  nbe simulate --scene shift.toml --seed 7 your own, the same each time"
        })
final class SimulateCommand implements Callable<Integer>, NeedsNativeLibraries {
    @Option(
            names = "--scene",
            paramLabel = "FILE",
            description = "Scene in TOML; without it a worker comes, taps and leaves.")
    private Path scene;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description =
                    "Seed of all random numbers: the same seed, the same signals. Without it a new one each time.")
    private Long seed;

    @Option(
            names = "--link",
            paramLabel = "PATH",
            description = "A symbolic link to the port, which it follows through resets.")
    private Path link;

    @Option(
            names = "--air",
            paramLabel = "AIR",
            description = "office or vendor: how levels fall with distance; overrides the scene. office, without it and"
                    + " without a scene: by recordings of phones. vendor: -60 dBm at 30 cm, as Nymi's manual has it.")
    private NamedAir air;

    @Option(
            names = "--bands",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "Bands in addition to the scene's, 0 to 1000.")
    private int bands;

    @Option(
            names = "--foreign",
            paramLabel = "PER_SECOND",
            description = "Advertisements of other devices per second, 0 to 5000; overrides the scene.")
    private Double foreign;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "Seconds of the scene in one second, up to 1000 (default: 1).")
    private double speed;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also print the scene's events and each command of the host.")
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
                        Optional.ofNullable(air),
                        bands,
                        foreign == null ? OptionalDouble.empty() : OptionalDouble.of(foreign),
                        speed,
                        verbose),
                System.out,
                System.err);
    }
}
