package nbe.cli.monitor;

import java.util.Locale;
import nbe.cli.screen.Key;

/**
 * What the user chose; immutable.
 *
 * @param filter bands whose address contains it are shown; in capitals
 * @param typing whether the filter is being typed
 */
record View(Sort sort, String filter, boolean typing, boolean paused, boolean help, boolean quit) {
    static final View FIRST = new View(Sort.LEVEL, "", false, false, false, false);

    /** The choice after this key. */
    View after(Key key) {
        if (key.kind() == Key.Kind.INTERRUPT) {
            return new View(sort, filter, typing, paused, help, true);
        }
        if (help) { // any key leaves it
            return new View(sort, filter, typing, paused, false, false);
        }
        return typing ? afterTyping(key) : afterCommand(key);
    }

    private View afterTyping(Key key) {
        return switch (key.kind()) {
            case CHARACTER -> filtered(filter + key.character(), true);
            case BACKSPACE -> filtered(filter.substring(0, Math.max(0, filter.length() - 1)), true);
            case ENTER -> filtered(filter, false);
            case ESCAPE -> filtered("", false);
            default -> this;
        };
    }

    private View afterCommand(Key key) {
        if (key.kind() == Key.Kind.ESCAPE) {
            return filtered("", false);
        }
        return switch (key.character()) {
            case 'q', 'Q' -> new View(sort, filter, false, paused, false, true);
            case 's', 'S' -> new View(sort.next(), filter, false, paused, false, false);
            case 'p', 'P', ' ' -> new View(sort, filter, false, !paused, false, false);
            case '/' -> filtered(filter, true);
            case '?', 'h', 'H' -> new View(sort, filter, false, paused, true, false);
            default -> this;
        };
    }

    private View filtered(String text, boolean stillTyping) {
        return new View(sort, text.toUpperCase(Locale.ROOT), stillTyping, paused, help, false);
    }

    boolean shows(Band band) {
        return band.address().contains(filter);
    }
}
