/**
 * Pseudo-terminals of Linux through JNA: the far side of a serial port.
 */
package nbe.simulator.pty;
