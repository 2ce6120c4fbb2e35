/** {@code GET /v1/capture}: everything that is heard as a capture file, while it is heard. The file formats are {@code nbe.capture}'s. */
package nbe.air.capture;
