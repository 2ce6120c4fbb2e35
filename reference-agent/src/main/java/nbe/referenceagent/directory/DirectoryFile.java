package nbe.referenceagent.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A directory in a file, read again when the file changes. If a changed file cannot be used, it is reported once and the earlier
 * directory stays. The agent polls it on Netty's event loop, and before each lookup; one thread.
 */
public final class DirectoryFile {
    /** Gets the result of each changed file. */
    public interface Listener {
        /** The directory is in use. */
        void loaded(Directory directory);

        /** The file is not used; each problem is {@code file:line:column: what is wrong}. */
        void refused(List<String> problems);

        /** Problems as above, of a file that is used. */
        void warned(List<String> problems);
    }

    private static final long LARGEST_BYTES = 8L << 20;
    /** File times are coarse: contents are compared until the file is older than this. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(3);

    /** Attributes that stay the same while a file does not change. */
    private record Stamp(long modifiedMillis, long size, Object fileKey) {}

    private final Path file;
    private final InstantSource clock;
    private final Listener listener;
    private Directory directory = Directory.EMPTY;
    private Stamp stamp;
    private boolean settled;
    private byte[] contents;
    private String trouble;

    /** @param clock compared with the file's time */
    public DirectoryFile(Path file, InstantSource clock, Listener listener) {
        this.file = file;
        this.clock = clock;
        this.listener = listener;
    }

    /** The directory in the file, or the last usable one. Reads the file's attributes each time. */
    public Directory current() {
        try {
            readIfChanged();
            trouble = null;
        } catch (IOException | RuntimeException e) {
            String now = e instanceof NoSuchFileException ? "the file does not exist" : String.valueOf(e.getMessage());
            stamp = null;
            contents = null;
            if (!now.equals(trouble)) {
                trouble = now;
                listener.refused(List.of(file + ":1:1: cannot be read: " + now));
            }
        }
        return directory;
    }

    private void readIfChanged() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Stamp now = new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
        if (settled && now.equals(stamp)) {
            return;
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("this is not a regular file");
        }
        if (now.size() > LARGEST_BYTES) {
            throw new IOException("it has " + now.size() + " bytes; at most " + LARGEST_BYTES + " are read");
        }
        byte[] found = Files.readAllBytes(file);
        settled = Math.abs(clock.millis() - now.modifiedMillis()) > SETTLED_AFTER.toMillis();
        stamp = now;
        if (!Arrays.equals(found, contents)) {
            contents = found;
            read(found);
        }
    }

    private void read(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            listener.refused(List.of(file + ":1:1: this is not UTF-8 text"));
            return;
        }
        DirectoryParser.Result result = DirectoryParser.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (!result.errors().isEmpty()) {
            listener.refused(lines(result.errors()));
            return;
        }
        directory = Objects.requireNonNull(result.directory());
        if (!result.warnings().isEmpty()) {
            listener.warned(lines(result.warnings()));
        }
        listener.loaded(directory);
    }

    private List<String> lines(List<DirectoryParser.Problem> problems) {
        return problems.stream()
                .map(problem -> file + ":" + problem.line() + ":" + problem.column() + ": " + problem.what())
                .toList();
    }
}
