/**
 * A virtual BLED112: firmware that takes BGAPI commands and answers as the real one, its faults, and the ways to reach it, in process or
 * through a pseudo-terminal.
 */
package nbe.simulator.dongle;
