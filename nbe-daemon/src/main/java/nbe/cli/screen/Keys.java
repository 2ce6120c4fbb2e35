package nbe.cli.screen;

import java.io.IOException;
import java.util.Optional;
import nbe.cli.screen.Key.Kind;
import org.jline.utils.NonBlockingReader;

/** Reads keys from a terminal in raw mode. */
final class Keys {
    /** The characters of one escape sequence follow each other at once; a lone Escape is followed by nothing. */
    private static final long SEQUENCE_MILLIS = 30;

    private static final int CTRL_C = 3;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;
    private static final int ESCAPE = 27;

    private final NonBlockingReader reader;

    Keys(NonBlockingReader reader) {
        this.reader = reader;
    }

    /** The next key; empty if none is typed within the time. */
    Optional<Key> next(long millis) throws IOException {
        int c = reader.read(millis);
        return switch (c) {
            case NonBlockingReader.READ_EXPIRED -> Optional.empty();
            case NonBlockingReader.EOF, CTRL_C -> Optional.of(Key.of(Kind.INTERRUPT));
            case '\r', '\n' -> Optional.of(Key.of(Kind.ENTER));
            case BACKSPACE, DELETE -> Optional.of(Key.of(Kind.BACKSPACE));
            case ESCAPE -> Optional.of(Key.of(afterEscape()));
            default -> Optional.of(Character.isISOControl(c) ? Key.of(Kind.OTHER) : Key.of((char) c));
        };
    }

    /** Reads the rest of an escape sequence: ECMA-48, section 5.4, and the SS3 of function keys. */
    private Kind afterEscape() throws IOException {
        int c = reader.read(SEQUENCE_MILLIS);
        if (c < 0) {
            return Kind.ESCAPE;
        }
        if (c == 'O') {
            reader.read(SEQUENCE_MILLIS);
        } else if (c == '[') {
            do {
                c = reader.read(SEQUENCE_MILLIS);
            } while (c >= 0 && (c < '@' || c > '~'));
        }
        return Kind.OTHER;
    }
}
