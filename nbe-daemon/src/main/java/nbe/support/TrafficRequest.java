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

/** The asking side: has the running daemon write down what was heard and done lately, and fetches it. */
final class TrafficRequest {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int LOOK_MILLIS = 50;
    /** Several times what a full memory of traffic takes. */
    private static final int MAX_BYTES = 16_000_000;

    private final Path folder;
    private final Pause pause;

    TrafficRequest(Path folder, Pause pause) {
        this.folder = folder;
        this.pause = pause;
    }

    /** It did not come; the message says why, and what there is to do. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Names and contents; nothing of it is left in the folder. */
    Map<String, byte[]> fetch() throws NoAnswer, InterruptedException {
        Path request = folder.resolve(SupportFolder.REQUEST);
        try {
            ask(request);
            for (int waited = 0; Files.exists(request); waited += LOOK_MILLIS) {
                if (waited >= PATIENCE_MILLIS) {
                    Files.deleteIfExists(request);
                    throw new NoAnswer(
                            "the daemon did not answer within " + PATIENCE_MILLIS / 1000
                                    + " s: it does not run, or logs elsewhere",
                            null);
                }
                pause.millis(LOOK_MILLIS);
            }
            Map<String, byte[]> answer = new LinkedHashMap<>();
            take("sightings.csv", SupportFolder.SIGHTINGS, answer);
            take("events.txt", SupportFolder.EVENTS, answer);
            return answer;
        } catch (IOException e) {
            throw new NoAnswer(
                    "the daemon could not be asked in " + folder + " (" + e
                            + "); only who may write there can ask: root, or an" + " administrator",
                    e);
        }
    }

    private static void ask(Path request) throws IOException {
        try {
            Files.createFile(request, FileOwner.rights("rw-------", request));
        } catch (FileAlreadyExistsException another) {
            // Somebody else asks this moment, or died while asking: made anew it is news for the daemon.
            Files.deleteIfExists(request);
            Files.createFile(request, FileOwner.rights("rw-------", request));
        }
    }

    private void take(String name, String file, Map<String, byte[]> answer) throws IOException {
        Path path = folder.resolve(file);
        // Whoever asks has more rights than the daemon: what lies there must be a file, and no link to another.
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            answer.put(name, in.readNBytes(MAX_BYTES));
        }
        Files.delete(path);
    }
}
