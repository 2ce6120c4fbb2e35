package nbe.log;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nbe.base.Printable;
import org.slf4j.event.Level;

/**
 * The Application event log of Windows, for warnings and errors: an event for each, with its stack trace. The ids are those of
 * docs/deploy.md; the texts of the source are {@code %1}, so that the event is our text.
 */
final class WindowsEventLog implements Sink {
    private static final short ERROR_TYPE = 0x1;
    private static final short WARNING_TYPE = 0x2;
    private static final short NO_CATEGORY = 0;

    /** ReportEvent takes 31,839 characters for each text. */
    private static final int MAX_CHARS = 30_000;

    private static final int ID_OF_OTHERS = 199;
    private static final Map<String, Integer> IDS = Map.ofEntries(
            Map.entry("main", 100),
            Map.entry("config", 110),
            Map.entry("agent", 120),
            Map.entry("adapter", 130),
            Map.entry("bgapi", 130),
            Map.entry("air", 130),
            Map.entry("pcsc", 140),
            Map.entry("core", 150),
            Map.entry("endpoint", 150),
            Map.entry("log", 160),
            Map.entry("service", 170),
            Map.entry("control", 180),
            Map.entry("metrics", 180));

    private final String source;
    private final Supplier<Api> library;
    private final IntSupplier lastError;
    private Optional<Opened> opened = Optional.empty();

    private record Opened(Api api, Pointer handle) {}

    /** Functions of {@code advapi32.dll}, Windows SDK {@code winbase.h}. A null handle and a BOOL of 0 mean failure. */
    interface Api extends Library {
        Pointer RegisterEventSourceW(WString server, WString source);

        boolean ReportEventW(
                Pointer log,
                short type,
                short category,
                int id,
                Pointer user,
                short textCount,
                int dataSize,
                WString[] texts,
                Pointer data);

        boolean DeregisterEventSource(Pointer log);
    }

    /**
     * @param source the name under which the events stand
     * @param library loads the functions; called with the first event, and again after a failure
     * @param lastError the error code of the last call that failed
     */
    WindowsEventLog(String source, Supplier<Api> library, IntSupplier lastError) {
        this.source = source;
        this.library = library;
        this.lastError = lastError;
    }

    static WindowsEventLog ofThisSystem(String source) {
        return new WindowsEventLog(source, () -> Native.load("advapi32", Api.class), Native::getLastError);
    }

    @Override
    public String name() {
        return "the Windows event log";
    }

    @Override
    public boolean takes(LogEntry entry) {
        return entry.level().toInt() >= Level.WARN.toInt();
    }

    @Override
    public void write(List<LogEntry> entries) throws IOException {
        Opened log = open();
        for (LogEntry entry : entries) {
            if (!report(log, entry)) {
                IOException failed = new IOException("ReportEvent: error " + lastError.getAsInt());
                close();
                throw failed;
            }
        }
    }

    private Opened open() throws IOException {
        if (opened.isEmpty()) {
            try {
                Api api = library.get();
                Pointer handle = api.RegisterEventSourceW(null, new WString(source));
                if (handle == null) {
                    throw new IOException("RegisterEventSource: error " + lastError.getAsInt());
                }
                opened = Optional.of(new Opened(api, handle));
            } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
                throw new IOException(e.toString(), e);
            }
        }
        return opened.get();
    }

    private static boolean report(Opened log, LogEntry entry) {
        WString[] texts = {new WString(text(entry))};
        return log.api()
                .ReportEventW(
                        log.handle(),
                        entry.level() == Level.ERROR ? ERROR_TYPE : WARNING_TYPE,
                        NO_CATEGORY,
                        IDS.getOrDefault(entry.component(), ID_OF_OTHERS),
                        null,
                        (short) texts.length,
                        0,
                        texts,
                        null);
    }

    /** Component and message, and below them the lines of the stack trace. */
    private static String text(LogEntry entry) {
        String text = Stream.concat(
                        Stream.of(entry.component() + ": " + entry.message()),
                        entry.stack().lines().map(String::strip))
                .map(Printable::line)
                .collect(Collectors.joining("\r\n"));
        String shown = text.substring(0, Math.min(text.length(), MAX_CHARS)).strip();
        // The event viewer replaces %1 and %%1 in a text by other texts.
        return shown.replaceAll("%(?=[0-9%])", "% ");
    }

    @Override
    public void close() {
        opened.ifPresent(log -> log.api().DeregisterEventSource(log.handle()));
        opened = Optional.empty();
    }
}
