/**
 * The air between devices and a scanner: who advertises when, how loud it arrives, what is lost. Addresses, AD structures, radio model;
 * no connection, no GATT and no dongle.
 */
package nbe.simulator.air;
