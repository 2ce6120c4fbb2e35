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
 * A directory in a file, read again when the file changes. What cannot be used is reported once, and the directory from before
 * stays. One thread.
 */
public final class DirectoryFile {
    /** Who is told what became of a changed file. */
    public interface Reader {
        void loaded(Directory directory);

        /** Each problem is {@code file:line:column: what is wrong}. */
        void refused(List<String> problems);

        /** Problems as above, of a directory that is in use all the same. */
        void warned(List<String> problems);
    }

    private static final long LARGEST_BYTES = 8L << 20;
    /** File times are coarse: until a file has been still for this long, its contents are compared, not its time. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(3);

    /** What tells that a file has not been touched. */
    private record Stamp(long modifiedMillis, long size, Object fileKey) {}

    private final Path file;
    private final InstantSource clock;
    private final Reader reader;
    private Directory directory = Directory.EMPTY;
    private Stamp stamp;
    private boolean settled;
    private byte[] contents;
    private String trouble;

    public DirectoryFile(Path file, InstantSource clock, Reader reader) {
        this.file = file;
        this.clock = clock;
        this.reader = reader;
    }

    /** The directory as the file is now, or as it was when it could last be used. Looks at the file each time. */
    public Directory current() {
        try {
            look();
            trouble = null;
        } catch (IOException | RuntimeException e) {
            String now = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
            stamp = null;
            contents = null;
            if (!now.equals(trouble)) {
                trouble = now;
                reader.refused(List.of(file + ":1:1: cannot be read: " + now));
            }
        }
        return directory;
    }

    private void look() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Stamp now = new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
        if (settled && now.equals(stamp)) {
            return;
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("this is no file");
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
            reader.refused(List.of(file + ":1:1: this is not UTF-8 text"));
            return;
        }
        DirectoryParser.Result result = DirectoryParser.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (!result.errors().isEmpty()) {
            reader.refused(lines(result.errors()));
            return;
        }
        directory = Objects.requireNonNull(result.directory());
        if (!result.warnings().isEmpty()) {
            reader.warned(lines(result.warnings()));
        }
        reader.loaded(directory);
    }

    private List<String> lines(List<DirectoryParser.Problem> problems) {
        return problems.stream()
                .map(problem -> file + ":" + problem.line() + ":" + problem.column() + ": " + problem.what())
                .toList();
    }
}
