/**
 * The simulated band: where it is, what it advertises and which services it offers.
 */
package nbe.simulator.band;
