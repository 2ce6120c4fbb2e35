/**
 * Scenes: bands and their actions in time, read from a file or built in, played on an air from one seed.
 */
package nbe.simulator.scene;
