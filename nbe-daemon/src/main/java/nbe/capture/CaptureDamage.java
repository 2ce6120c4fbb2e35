package nbe.capture;

/**
 * Where a capture cannot be read any further.
 *
 * @param offset in the file, in bytes from 0
 * @param text what is wrong there, what is allowed
 */
public record CaptureDamage(long offset, String text) {}
