package nbe.control.status;

/**
 * Something that is wrong with a running daemon.
 *
 * @param subject {@code agent}, {@code adapter}, {@code nfc}, {@code config}, …
 * @param text what is wrong
 * @param remedy what to do
 */
public record Problem(String subject, String text, String remedy) {}
