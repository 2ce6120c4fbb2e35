/**
 * Virtual NFC cards and readers: a card that answers APDUs, the slot of {@code vpcd}, a private {@code pcscd}.
 */
package nbe.simulator.nfc;
