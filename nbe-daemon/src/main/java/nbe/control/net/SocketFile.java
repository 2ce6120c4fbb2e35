package nbe.control.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import nbe.log.FileOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the control socket: takes over one at which nobody answers, never one at which somebody does. On Linux the socket is bound
 * in a private folder beside its place, gets its rights there, and is then moved to its place: at no moment may another account
 * connect. Elsewhere the folder's rights count. For one thread.
 */
final class SocketFile implements AutoCloseable {
    /** {@code sockaddr_un.sun_path} has 108 bytes with its final NUL, on Linux (unix(7)) and on Windows (afunix.h). */
    static final int LONGEST_PATH_BYTES = 107;

    private static final Logger LOG = LoggerFactory.getLogger("control");
    private static final String OTHER = "; or name another path under [control] socket";
    private static final int TYPE_MASK = 0xF000;
    private static final int TYPE_SOCKET = 0xC000;
    private static final int RADIX = 36;

    private final Path path;
    private final Path lockPath;
    private final FileChannel lock;
    private final Optional<Path> privateFolder;
    private boolean published;
    /** Identifies the file that this process has put there; empty where files have no key. */
    private Optional<Object> ownKey = Optional.empty();

    private SocketFile(Path path, Path lockPath, FileChannel lock, Optional<Path> privateFolder) {
        this.path = path;
        this.lockPath = lockPath;
        this.lock = lock;
        this.privateFolder = privateFolder;
    }

    /**
     * Makes sure that no other process has this path, nor gets it before {@link #close}.
     *
     * @throws CannotListenException if somebody answers there, or this account may not make the socket
     */
    static SocketFile claim(Path wanted) throws CannotListenException {
        Path path = wanted.toAbsolutePath();
        Path folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CannotListenException(path + ": there is no folder " + folder + "; make it" + OTHER);
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Optional<Path> privateFolder = posix
                ? Optional.of(folder.resolve(
                        ".n" + Long.toString(ProcessHandle.current().pid(), RADIX)))
                : Optional.empty();
        checkLength(path);
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        refuseRoot(path);
        try {
            FileChannel lock = FileChannel.open(
                    lockPath,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    FileOwner.rights("rw-------", lockPath));
            if (!take(lock)) {
                lock.close();
                throw new CannotListenException(path + ": another nbe has it; end that one" + OTHER);
            }
            return checked(new SocketFile(path, lockPath, lock, privateFolder));
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    private static SocketFile checked(SocketFile file) throws CannotListenException {
        try {
            file.checkPlace();
            return file;
        } catch (CannotListenException e) {
            file.close();
            throw e;
        } catch (IOException e) {
            file.close();
            throw cannot(file.path, e);
        }
    }

    private static void refuseRoot(Path path) throws CannotListenException {
        try {
            FileOwner.refuseRootIn(path.getParent());
        } catch (FileSystemException e) {
            throw new CannotListenException(path + ": " + e.getReason(), e);
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    private static void checkLength(Path path) throws CannotListenException {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_PATH_BYTES) {
            throw new CannotListenException(path + ": the path of a Unix-domain socket has " + LONGEST_PATH_BYTES
                    + " bytes at most, this one " + bytes + "; name a shorter one under [control] socket");
        }
    }

    private static CannotListenException cannot(Path path, IOException e) {
        String why = e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : e instanceof AccessDeniedException ? "this account may not write there" : e.toString();
        return new CannotListenException(
                path + ": " + why + "; give the account " + System.getProperty("user.name") + " the right to write in "
                        + path.getParent() + OTHER,
                e);
    }

    private static boolean take(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        } catch (IOException noLocksHere) {
            LOG.debug("no locks on this file system", noLocksHere);
            return true;
        }
    }

    /** Nothing may be at the path but a socket at which nobody answers. */
    private void checkPlace() throws IOException, CannotListenException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket()) {
            throw new CannotListenException(path + ": there is a file that is no socket; remove it" + OTHER);
        }
        switch (whoAnswers()) {
            case NOBODY -> LOG.debug("{}: nobody answers; the file is taken over", path);
            case SOMEBODY -> throw new CannotListenException(path + ": another program answers there; end it" + OTHER);
            case NOT_ALLOWED ->
                throw new CannotListenException(path
                        + ": a socket is there, and this account may not ask it; remove it if nobody needs it" + OTHER);
        }
    }

    private boolean isSocket() throws IOException {
        return privateFolder.isPresent()
                ? ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE_MASK) == TYPE_SOCKET
                : (boolean) Files.getAttribute(path, "isOther", LinkOption.NOFOLLOW_LINKS);
    }

    private enum Answer {
        NOBODY,
        SOMEBODY,
        NOT_ALLOWED
    }

    private Answer whoAnswers() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false); // one that hangs has a full queue
            channel.connect(UnixDomainSocketAddress.of(path));
            return Answer.SOMEBODY;
        } catch (ConnectException refused) {
            return Answer.NOBODY;
        } catch (IOException e) {
            LOG.debug("{} cannot be asked", path, e);
            return Answer.NOT_ALLOWED;
        }
    }

    /** Where the socket is to be bound; {@link #publish} follows. */
    Path bindAt() throws CannotListenException {
        try {
            if (privateFolder.isEmpty()) {
                Files.deleteIfExists(path);
                return path;
            }
            Path folder = privateFolder.get();
            Path inside = folder.resolve("s");
            checkLength(inside);
            Files.deleteIfExists(inside);
            Files.deleteIfExists(folder); // of a process of the same number that was killed
            Files.createDirectory(folder, FileOwner.rights("rwx------", folder));
            return inside;
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    /** The socket is bound and listens: gives it its rights, and puts it in its place. */
    void publish() throws CannotListenException {
        try {
            if (privateFolder.isPresent()) {
                Path inside = privateFolder.get().resolve("s");
                Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rw-rw----"));
                Files.move(inside, path, StandardCopyOption.ATOMIC_MOVE);
                Files.delete(privateFolder.get());
            }
            ownKey = key();
            published = true;
        } catch (IOException e) {
            throw cannot(path, e);
        }
    }

    private Optional<Object> key() {
        try {
            return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Removes the file, unless another one has taken its place, and lets others have the path. */
    @Override
    public void close() {
        try {
            if (privateFolder.isPresent()) {
                Files.deleteIfExists(privateFolder.get().resolve("s"));
                Files.deleteIfExists(privateFolder.get());
            }
            if (published && ownKey.equals(key())) {
                Files.deleteIfExists(path);
            }
            Files.deleteIfExists(lockPath);
            lock.close();
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", path, e.toString());
        }
    }
}
