/**
 * The simulated band: its distance, its advertisements and its services.
 */
package nbe.simulator.band;
