/**
 * The air between devices and a scanner: advertisements in time, their level and their loss. Addresses, AD structures, radio model;
 * no connection, no GATT and no dongle.
 */
package nbe.simulator.air;
