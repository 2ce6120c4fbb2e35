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
            case "everything" -> everything(args);
            case "flood" -> flood(args);
            default -> throw new IllegalArgumentException(args[0]);
        }
        Logging.close();
        System.exit(0);
    }

    private static void everything(String[] args) {
        Logging.bootstrap();
        LoggerFactory.getLogger("early").info("before the configuration");
        LoggerFactory.getLogger("early").debug("before the configuration");
        Logging.configure(
                new LogSettings(
                        Level.valueOf(args[1].toUpperCase(Locale.ROOT)),
                        args.length > 3 ? Optional.of(Path.of(args[3])) : Optional.empty(),
                        args.length > 3 ? Integer.parseInt(args[4]) : 1,
                        args.length > 3 ? Integer.parseInt(args[5]) : 1,
                        LogFormat.TEXT),
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
