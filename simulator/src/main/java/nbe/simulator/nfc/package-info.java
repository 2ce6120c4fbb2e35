/**
 * Virtual NFC cards and readers: cards that answer APDUs, a slot of {@code vpcd}, a reader on a serial line.
 */
package nbe.simulator.nfc;
