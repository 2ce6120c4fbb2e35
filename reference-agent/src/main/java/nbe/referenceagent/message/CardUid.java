package nbe.referenceagent.message;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The UID of an NFC card. It prints as its last two bytes only, since a UID can be copied onto another card.
 *
 * @param hex all of it, capital hex
 */
public record CardUid(String hex) {
    private static final Pattern HEX = Pattern.compile("([0-9A-F]{2}){1,32}");

    /** @throws IllegalArgumentException if it is not capital hex of 1 to 32 bytes */
    public CardUid {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a card's UID is capital hex, 1 to 32 bytes");
        }
    }

    /** Reads hex in either case, with or without {@code :}, {@code -} or blanks between the bytes. */
    public static Optional<CardUid> read(String text) {
        String hex = text.replaceAll("[:\\- ]", "").toUpperCase(Locale.ROOT);
        return HEX.matcher(hex).matches() ? Optional.of(new CardUid(hex)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "…" + hex.substring(Math.max(0, hex.length() - 4));
    }
}
