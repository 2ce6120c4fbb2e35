package nbe.simulator;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import nbe.simulator.air.NamedAir;
import nbe.simulator.scene.SceneFile;
import nbe.simulator.scene.Scenes;

/**
 * The options of a {@link SimulateSession}.
 *
 * @param sceneFile a scene in TOML (see {@link SceneFile}); empty: {@link Scenes#worker()}
 * @param seed of all random numbers; empty: a random one
 * @param link path of a symbolic link to the port; empty: no link
 * @param air instead of the radio model of the scene
 * @param moreBands bands in addition to those of the scene, 0 to 1000
 * @param foreignAdvertsPerSecond instead of the value in the scene, 0 to 5000
 * @param speed seconds of the scene in one second, above 0, to 1000; the advertising rate of bands stays the same
 * @param verbose also prints the events of the scene and the commands of the host
 */
public record SimulateOptions(
        Optional<Path> sceneFile,
        OptionalLong seed,
        Optional<Path> link,
        Optional<NamedAir> air,
        int moreBands,
        OptionalDouble foreignAdvertsPerSecond,
        double speed,
        boolean verbose) {

    /** The built-in scene with a random seed. */
    public static final SimulateOptions DEFAULT = new SimulateOptions(
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            OptionalDouble.empty(),
            1,
            false);

    /** These options with a seed. */
    public SimulateOptions withSeed(long number) {
        return new SimulateOptions(
                sceneFile, OptionalLong.of(number), link, air, moreBands, foreignAdvertsPerSecond, speed, verbose);
    }
}
