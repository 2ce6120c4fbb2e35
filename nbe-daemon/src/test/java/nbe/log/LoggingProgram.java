package nbe.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What {@link LoggingIT} starts. */
final class LoggingProgram {
    private LoggingProgram() {}

    public static void main(String[] args) {
        switch (args[0]) {
            case "everything", "json" -> everything(args);
            case "changes" -> changes(Path.of(args[1]));
            case "held" -> held();
            case "flood" -> flood(args);
            default -> throw new IllegalArgumentException(args[0]);
        }
        Logging.close();
        System.exit(0);
    }

    private static void everything(String[] args) {
        Logging.bootstrap();
        Logging.holdUntilConfigured();
        LoggerFactory.getLogger("early").info("before the configuration");
        LoggerFactory.getLogger("early").debug("before the configuration");
        Logging.configure(
                new LogSettings(
                        Level.valueOf(args[1].toUpperCase(Locale.ROOT)),
                        args.length > 3 ? Optional.of(Path.of(args[3])) : Optional.empty(),
                        args.length > 3 ? Integer.parseInt(args[4]) : 1,
                        args.length > 3 ? Integer.parseInt(args[5]) : 1,
                        args[0].equals("json") ? LogFormat.JSON : LogFormat.TEXT),
                args[2].equals("verbose"));
        Logging.takeOverSystemErr();
        Logger core = LoggerFactory.getLogger("core");
        core.trace("packet");
        core.debug("gr\u00FC\u00DFe {}", "\n INFO forged");
        core.info("");
        core.error("failed", new IllegalStateException("outer", new IOException("inner")));
        Logger library = LoggerFactory.getLogger("io.netty.Library");
        library.info("from a library");
        library.warn("from a library");
        System.err.println("printed past the log");
        System.err.print("\n\n");
        core.info("the end");
    }

    /** Ends without a configuration. */
    private static void held() {
        Logging.bootstrap();
        Logging.holdUntilConfigured();
        LoggerFactory.getLogger("early").warn("before the configuration");
    }

    /** Many lines, while file, format and bounds change as by a reload. */
    private static void changes(Path folder) {
        Logging.bootstrap();
        Logging.configure(settings(Level.INFO, folder.resolve("a.log"), LogFormat.TEXT), false);
        Logger core = LoggerFactory.getLogger("core");
        for (int i = 0; i < 4000; i++) {
            switch (i) {
                case 1000 -> Logging.reconfigure(settings(Level.INFO, folder.resolve("b.log"), LogFormat.TEXT));
                case 2000 -> Logging.reconfigure(settings(Level.DEBUG, folder.resolve("b.log"), LogFormat.JSON));
                case 3000 -> Logging.reconfigure(settings(Level.DEBUG, folder, LogFormat.JSON)); // cannot be opened
                default -> core.debug("detail {}", i);
            }
            core.info("number {}", i);
        }
        Logging.reconfigure(LogSettings.toStandardError(Level.WARN));
        core.info("below the level");
        core.warn("the end");
    }

    private static LogSettings settings(Level level, Path file, LogFormat format) {
        return new LogSettings(level, Optional.of(file), 10, 2, format);
    }

    private static void flood(String[] args) {
        Logging.bootstrap();
        Logging.configure(
                new LogSettings(
                        Level.INFO,
                        Optional.of(Path.of(args[2])),
                        Integer.parseInt(args[3]),
                        Integer.parseInt(args[4]),
                        LogFormat.TEXT),
                true);
        Logger adapter = LoggerFactory.getLogger("adapter");
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            adapter.info("line {} {}", i, "x".repeat(60));
        }
    }
}
