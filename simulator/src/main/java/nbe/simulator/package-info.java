/**
 * Runs a simulation as {@code nbe simulate} and {@code nbe demo} need it: dongle, air and scene together. The parts are in the packages
 * below. It knows nothing of the daemon; the payload on the air is our own invention.
 */
package nbe.simulator;
