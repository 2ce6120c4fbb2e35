/**
 * Scenes: who is on the air and what happens when, read from a file or built in, played on an air from one seed.
 */
package nbe.simulator.scene;
