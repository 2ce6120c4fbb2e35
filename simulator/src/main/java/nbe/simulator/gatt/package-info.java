/**
 * Connections as a peripheral has them: link layer timing, ATT procedures, attributes, bonds. What a band offers through them is in
 * {@code nbe.simulator.band}.
 */
package nbe.simulator.gatt;
