package nbe.simulator.scene;

/**
 * One line of a scene.
 *
 * @param atSeconds start, from the beginning of the scene
 * @param band {@link SceneBand#id()} of the band that acts
 */
public record SceneStep(double atSeconds, String band, SceneAction action) {}
