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
 * A file that is put aside when it is full: {@code nbe.log} becomes {@code nbe.log.1}, that one {@code nbe.log.2}, and so on.
 * The size is checked with every line, so no file is ever longer than allowed, but by a single line that is longer itself.
 *
 * <p>Others may take the file away or cut it (logrotate, with and without {@code copytruncate}): one that is gone or replaced is
 * begun anew, with the next line or look. A file that is made is readable by its owner and group alone, and none is opened through a
 * link: who may write to the folder must not choose what is written to.
 *
 * <p>Logback's own rolling policies look at the size only now and then, and number no more than 20 files.
 */
final class RollingFile implements Destination {
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final long maxBytes;
    private final int maxFiles;
    private final Consumer<String> complaint;
    private FileChannel channel;
    /** What tells the open file from another of its name; null where the system has no such thing (Windows). */
    private Object identity;

    private long bytes;
    private boolean complained;

    /**
     * Opens the file and the directories on the way to it; what is in it already stays.
     *
     * @param maxFiles how many files there are at most, 1 or more; older ones are deleted
     * @param complaint is told if the file was taken away, and once if full files cannot be put aside; the thread that writes calls
     *     it
     * @throws IOException also if another process writes to this file, or if root would make files in another account's folder
     */
    RollingFile(Path file, long maxBytes, int maxFiles, Consumer<String> complaint) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.maxFiles = maxFiles;
        this.complaint = complaint;
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) { // to open a pipe would hang
            throw new FileSystemException(file.toString(), null, "not a regular file; a link is not followed");
        }
        makeDirectory();
        FileOwner.refuseRootIn(folder());
        open();
        deleteSurplus();
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
    public void look() throws IOException {
        if (channel == null) {
            return; // the last attempt failed, and the next line is another
        }
        if (isTakenAway()) {
            close();
            open();
            complaint.accept(name() + " was removed or renamed by somebody else, and is begun anew");
        } else {
            bytes = channel.size(); // somebody may have cut it
        }
    }

    private boolean isTakenAway() {
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
        look();
        int from = 0;
        while (from < lines.length()) {
            int end = from;
            int size = 0;
            while (end < lines.length()) {
                int next = lines.indexOf('\n', end) + 1;
                int lineEnd = next == 0 ? lines.length() : next;
                int lineSize = utf8Length(lines, end, lineEnd);
                if (bytes + size + lineSize > maxBytes && (bytes > 0 || size > 0)) {
                    break;
                }
                size += lineSize;
                end = lineEnd;
            }
            if (end == from) {
                roll();
            } else {
                append(lines.substring(from, end));
                from = end;
            }
        }
    }

    private void append(String text) throws IOException {
        if (channel == null) {
            open();
        }
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(text);
        long before = bytes;
        try {
            while (buffer.hasRemaining()) {
                bytes += channel.write(buffer);
            }
        } catch (IOException e) {
            takeBack(before, e);
            throw e;
        }
    }

    /** A full disk takes half a line; what follows once there is room again must begin a new one. */
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
            append("\n");
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
            putAside();
            complained = false;
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                complaint.accept(
                        name() + " is full and cannot be put aside (" + e + "); its lines are overwritten instead");
            }
        }
        open();
        channel.truncate(0); // of what could not be put aside
        bytes = 0;
    }

    private void putAside() throws IOException {
        if (maxFiles == 1) {
            return;
        }
        for (int i = maxFiles - 2; i >= 1; i--) {
            move(aside(i), aside(i + 1));
        }
        moveOrCopy(file, aside(1));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException gap) {
            return; // somebody tidied up; there is nothing to keep
        }
    }

    /** On Windows a file that another program reads may not be renamed, but it may be copied. */
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

    /** Files that an earlier configuration with more of them has left behind. */
    private void deleteSurplus() throws IOException {
        int number = maxFiles;
        while (Files.deleteIfExists(aside(number))) {
            number++;
        }
    }

    private Path aside(int number) {
        return file.resolveSibling(String.format(Locale.ROOT, "%s.%d", file.getFileName(), number));
    }

    private static int utf8Length(String text, int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
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
