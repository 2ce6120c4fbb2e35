package nbe.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A log file that is renamed when it is full: {@code nbe.log} becomes {@code nbe.log.1}, that one {@code nbe.log.2}, and so on. The size is
 * checked before each line, so no file exceeds its bound unless a single line does.
 *
 * <p>Somebody else may remove, rename or cut the file (logrotate, with and without {@code copytruncate}): with the next line or check it
 * is created again. A new file is readable by its owner and group alone, and no link is followed: an account that may write to the
 * folder must not choose which file is written.
 *
 * <p>Why not Logback's own: docs/decisions/logging.md.
 */
final class RollingFile implements Destination {
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    /** What {@link #setBounds} set last. */
    private volatile Bounds wanted;

    private Bounds bounds;
    private final Consumer<String> complaint;
    private FileChannel channel;
    /** Inode of the open file, to notice that another has its name; null where the system has none (Windows). */
    private Object identity;

    private long bytes;
    private boolean complained;

    private record Bounds(long maxBytes, int maxFiles) {}

    /**
     * Opens the file, and creates it and its folders if they are missing; appends to what is in it.
     *
     * @param maxFiles how many files there are at most, 1 or more; older ones are deleted
     * @param complaint called if somebody removed the file, and once if a full file cannot be renamed; on the thread that writes
     * @throws IOException also if another process writes to this file, or if root would create files in another account's folder
     */
    RollingFile(Path file, long maxBytes, int maxFiles, Consumer<String> complaint) throws IOException {
        this.file = file;
        bounds = new Bounds(maxBytes, maxFiles);
        wanted = bounds;
        this.complaint = complaint;
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) { // opening a pipe would hang
            throw new FileSystemException(file.toString(), null, "not a regular file; a link is not followed");
        }
        makeDirectory();
        FileOwner.refuseRootIn(folder());
        open();
        deleteSurplus();
    }

    /** Sets other bounds, which count from the next line or check on; any thread. */
    void setBounds(long maxBytes, int maxFiles) {
        wanted = new Bounds(maxBytes, maxFiles);
    }

    private Path folder() {
        return file.toAbsolutePath().getParent();
    }

    private void makeDirectory() throws IOException {
        if (!Files.isDirectory(folder())) {
            Files.createDirectories(folder());
        }
    }

    @Override
    public String name() {
        return "the log file " + file;
    }

    @Override
    public void check() throws IOException {
        if (bounds != wanted) {
            bounds = wanted;
            deleteSurplus();
        }
        if (channel == null) {
            return; // the last attempt failed, and the next line is another
        }
        if (isGone()) {
            close();
            open();
            complaint.accept(name() + " was removed or renamed by somebody else, and is begun anew");
        } else {
            bytes = channel.size(); // somebody may have cut it
        }
    }

    private boolean isGone() {
        try {
            return !Objects.equals(identity, identityNow());
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException cannotTell) {
            return false;
        }
    }

    private Object identityNow() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public void write(String lines) throws IOException {
        check();
        byte[] all = lines.getBytes(StandardCharsets.UTF_8);
        int from = 0;
        while (from < all.length) {
            int to = endOfLine(all, from);
            if (bytes > 0 && bytes + to - from > bounds.maxBytes()) {
                roll();
            }
            while (to < all.length && bytes + endOfLine(all, to) - from <= bounds.maxBytes()) {
                to = endOfLine(all, to);
            }
            append(ByteBuffer.wrap(all, from, to - from));
            from = to;
        }
    }

    private static int endOfLine(byte[] lines, int from) {
        int i = from;
        while (i < lines.length && lines[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, lines.length);
    }

    private void append(ByteBuffer lines) throws IOException {
        if (channel == null) {
            open();
        }
        long before = bytes;
        try {
            while (lines.hasRemaining()) {
                bytes += channel.write(lines);
            }
        } catch (IOException e) {
            takeBack(before, e);
            throw e;
        }
    }

    /** Removes the half line that a full disk took, so that the next one begins a new line. */
    private void takeBack(long size, IOException cause) {
        try (FileChannel broken = channel) {
            channel = null;
            broken.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void open() throws IOException {
        makeDirectory();
        boolean cutShort = endsWithinALine();
        channel = FileChannel.open(file, OPTIONS, FileOwner.rights("rw-r-----", file));
        if (!LogHold.take(channel)) {
            close();
            throw new FileSystemException(file.toString(), null, "nbe runs already and writes to this file");
        }
        identity = identityNow();
        bytes = channel.size();
        if (cutShort) {
            append(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    private boolean endsWithinALine() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return old.size() > 0 && old.read(last, old.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    private void roll() throws IOException {
        close();
        try {
            shift();
            complained = false;
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                complaint.accept(
                        name() + " is full and cannot be put aside (" + e + "); its lines are overwritten instead");
            }
        }
        open();
        channel.truncate(0); // if it could not be renamed
        bytes = 0;
    }

    private void shift() throws IOException {
        if (bounds.maxFiles() == 1) {
            return;
        }
        for (int i = bounds.maxFiles() - 2; i >= 1; i--) {
            move(numbered(i), numbered(i + 1));
        }
        moveOrCopy(file, numbered(1));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException gap) {
            return; // somebody deleted it
        }
    }

    /** On Windows a file that another program reads cannot be renamed, but it can be copied. */
    private static void moveOrCopy(Path from, Path to) throws IOException {
        try {
            move(from, to);
        } catch (IOException e) {
            try {
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException alsoNot) {
                e.addSuppressed(alsoNot);
                throw e;
            }
        }
    }

    /** Deletes files that an earlier configuration with more of them has left. */
    private void deleteSurplus() throws IOException {
        int number = bounds.maxFiles();
        while (Files.deleteIfExists(numbered(number))) {
            number++;
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(String.format(Locale.ROOT, "%s.%d", file.getFileName(), number));
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            FileChannel old = channel;
            channel = null;
            old.close();
        }
    }
}
