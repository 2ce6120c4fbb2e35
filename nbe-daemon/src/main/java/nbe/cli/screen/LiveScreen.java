package nbe.cli.screen;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;

/**
 * The terminal of this process as a screen that a command draws again and again: its own page, which {@link #close} replaces by what was
 * there before, no cursor, keys without Enter and without echo. One thread uses it. The command handles signals; this class handles none.
 */
public final class LiveScreen implements AutoCloseable {
    /** JLine logs here; a line of it would stand in the middle of the picture. The field keeps the level. */
    private static final Logger LIBRARY = Logger.getLogger("org.jline");

    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private final Keys keys;
    private Size size = Size.of(0, 0);
    private volatile boolean resized = true;

    private LiveScreen(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.enterRawMode();
        display = new Display(terminal, true);
        keys = new Keys(terminal.reader());
        terminal.handle(Terminal.Signal.WINCH, signal -> resized = true); // an event of the console of Windows
        Signals.register(Terminal.Signal.WINCH.name(), () -> resized = true); // a signal elsewhere
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /**
     * Opens the screen if standard input and output are a terminal that can be drawn on.
     *
     * @return empty in a pipe, at {@code TERM=dumb}, and where this JVM has no way to the terminal: on Windows before Java 22
     */
    public static Optional<LiveScreen> open() {
        if (!nbe.cli.process.Terminal.isThere()) {
            return Optional.empty();
        }
        LIBRARY.setLevel(Level.OFF);
        System.setProperty(TerminalBuilder.PROP_DISABLE_ALTERNATE_CHARSET, "true"); // PuTTY shows it as letters
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .jni(false)
                    .dumb(false)
                    .nativeSignals(false)
                    .graphemeCluster(false)
                    .build();
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)
                    || terminal.getStringCapability(Capability.cursor_address) == null) {
                terminal.close();
                return Optional.empty();
            }
            return Optional.of(new LiveScreen(terminal));
        } catch (IOException | IllegalStateException noWay) {
            return Optional.empty();
        }
    }

    /** Columns of the terminal; at least 1. */
    public int columns() {
        return Math.max(1, size.getColumns());
    }

    /** Rows of the terminal; at least 1. */
    public int rows() {
        return Math.max(1, size.getRows());
    }

    /** Whether the terminal can show block characters. */
    public boolean blocks() {
        Charset encoding = terminal.outputEncoding();
        return encoding.name().startsWith("UTF") || encoding.newEncoder().canEncode('█');
    }

    /** Takes over a new size of the terminal; call it before the picture is made. */
    public void measure() {
        if (resized) {
            resized = false; // first: a signal from here on counts again
            size = terminal.getSize();
            display.resize(Size.of(columns(), rows()));
            display.clear();
        }
    }

    /** Replaces the picture; only what differs is written. Lines and columns beyond the screen are cut off. */
    public void show(List<AttributedString> lines) {
        display.update(
                lines.stream()
                        .limit(rows())
                        .map(line -> line.columnSubSequence(0, columns()))
                        .toList(),
                -1);
    }

    /** The next key; empty if none is typed within the time. */
    public Optional<Key> key(Duration time) throws IOException {
        return keys.next(time.toMillis());
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() throws IOException {
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
        terminal.close();
    }
}
