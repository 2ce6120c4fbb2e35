package nbe.simulator.scene;

/**
 * A problem in a scene file, with its position.
 *
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what is allowed
 */
public record SceneProblem(int line, int column, String message) {
    /** {@code 3:7: what is wrong}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
