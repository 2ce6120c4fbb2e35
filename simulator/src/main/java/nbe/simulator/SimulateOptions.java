package nbe.simulator;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import nbe.simulator.scene.SceneFile;
import nbe.simulator.scene.Scenes;

/**
 * What a simulation is made of.
 *
 * @param sceneFile a scene in TOML (see {@link SceneFile}); empty: {@link Scenes#worker()}
 * @param seed where all chance comes from; empty: another one each time
 * @param link a symbolic link that always leads to the port; empty: none
 * @param moreBands bands beside those of the scene, 0 to 1000
 * @param foreignAdvertsPerSecond instead of what the scene says, 0 to 5000
 * @param speed how many seconds of the scene pass in one second, above 0, to 1000; bands advertise as often as ever
 * @param verbose also tells what happens in the scene, and each command of the host
 */
public record SimulateOptions(
        Optional<Path> sceneFile,
        OptionalLong seed,
        Optional<Path> link,
        int moreBands,
        OptionalDouble foreignAdvertsPerSecond,
        double speed,
        boolean verbose) {

    /** The built-in scene, nothing special. */
    public static final SimulateOptions DEFAULT = new SimulateOptions(
            Optional.empty(), OptionalLong.empty(), Optional.empty(), 0, OptionalDouble.empty(), 1, false);

    /** These with a seed. */
    public SimulateOptions withSeed(long number) {
        return new SimulateOptions(
                sceneFile, OptionalLong.of(number), link, moreBands, foreignAdvertsPerSecond, speed, verbose);
    }

    /** These with a link to the port. */
    public SimulateOptions withLink(Path path) {
        return new SimulateOptions(
                sceneFile, seed, Optional.of(path), moreBands, foreignAdvertsPerSecond, speed, verbose);
    }
}
