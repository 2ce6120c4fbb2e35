/**
 * The few types that several modules share; uses the JDK only. A type belongs here if two modules need the same idea, and nothing of
 * NFC, the agent or Bluetooth is in it but the text of an address. Which operating system this is, is asked of JNA's {@code Platform}.
 */
package nbe.base;
