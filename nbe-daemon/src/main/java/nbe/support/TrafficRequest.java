package nbe.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import nbe.base.Pause;
import nbe.log.FileOwner;

/** The side of {@code nbe support}: asks the running daemon for its recent traffic, and fetches the answer. */
final class TrafficRequest {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int POLL_MILLIS = 50;
    /** Several times the size of a full {@link RecentTraffic} as text. */
    private static final int MAX_BYTES = 16_000_000;

    private final Path folder;
    private final Pause pause;

    TrafficRequest(Path folder, Pause pause) {
        this.folder = folder;
        this.pause = pause;
    }

    /** There is no answer; the message says why, and the remedy. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Returns the files' contents by name, and removes them from the folder. */
    Map<String, byte[]> fetch() throws NoAnswer, InterruptedException {
        Path request = folder.resolve(SupportFolder.REQUEST);
        try {
            ask(request);
            for (int waited = 0; Files.exists(request); waited += POLL_MILLIS) {
                if (waited >= PATIENCE_MILLIS) {
                    Files.deleteIfExists(request);
                    throw new NoAnswer(
                            "the daemon did not answer within " + PATIENCE_MILLIS / 1000
                                    + " s: it does not run, or logs to another folder",
                            null);
                }
                pause.millis(POLL_MILLIS);
            }
            Map<String, byte[]> answer = new LinkedHashMap<>();
            take("sightings.csv", SupportFolder.SIGHTINGS, answer);
            take("events.txt", SupportFolder.EVENTS, answer);
            return answer;
        } catch (IOException e) {
            throw new NoAnswer(
                    "the daemon could not be asked in " + folder + " (" + e
                            + "); only root or an administrator can ask: they may write there",
                    e);
        }
    }

    private static void ask(Path request) throws IOException {
        try {
            Files.createFile(request, FileOwner.rights("rw-------", request));
        } catch (FileAlreadyExistsException another) {
            // Another nbe support asks now, or died while asking: the daemon notices a new file only.
            Files.deleteIfExists(request);
            Files.createFile(request, FileOwner.rights("rw-------", request));
        }
    }

    private void take(String name, String file, Map<String, byte[]> answer) throws IOException {
        Path path = folder.resolve(file);
        // This account has more rights than the daemon, which could have put a link to another file there.
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            answer.put(name, in.readNBytes(MAX_BYTES));
        }
        Files.delete(path);
    }
}
