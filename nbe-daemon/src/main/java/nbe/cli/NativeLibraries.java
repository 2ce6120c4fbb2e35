package nbe.cli;

import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nbe.base.NativeFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native parts of jSerialComm and JNA, for a program that is not installed: unpacked from the jar into a folder of this process,
 * which only its account can change. Left to themselves both unpack theirs into the system's temporary directory, where other accounts
 * may have put a library of the same name.
 *
 * <p>An installation has them beside its jar and says so in the system property {@code nbe.native.dir}; then nothing is unpacked.
 *
 * <p>The folder goes with the process. Of a process that was killed the next one clears it away: whose {@code lock} nobody holds.
 */
final class NativeLibraries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("main");
    private static final String FOLDER_PREFIX = "nbe-native-";
    private static final String LOCK = "lock";

    /** How jSerialComm calls an {@code os.arch}, of those that this program runs on. */
    private static final Map<String, String> SERIAL_ARCHITECTURES = Map.of(
            "amd64",
            "x86_64",
            "x86_64",
            "x86_64",
            "aarch64",
            "armv8_64",
            "x86",
            "x86",
            "i386",
            "x86",
            "arm",
            "armv7hf");

    private final Path folder;
    private final FileChannel lock;

    private NativeLibraries(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Unpacks what is not installed, and tells the libraries where it is. Before any of them is touched.
     *
     * @return what is to be closed at the end of the process
     * @throws IOException if there is no folder that only this account can change: the message says which were looked at and why not
     */
    static NativeLibraries provide() throws IOException {
        Optional<String> installed = NativeFolder.path();
        NativeLibraries libraries =
                installed.isPresent() ? new NativeLibraries(Path.of(installed.get()), null) : unpack(places());
        NativeFolder.use(libraries.folder.toString());
        return libraries;
    }

    /** Where a folder may be made, in the order of preference. A temporary directory is cleared by age on some systems. */
    private static List<Path> places() {
        if (Platform.isWindows()) {
            String local = System.getenv("LOCALAPPDATA");
            return List.of(Path.of(local == null ? System.getProperty("java.io.tmpdir") : local, "nbe"));
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches = cache != null && cache.startsWith("/")
                ? Path.of(cache)
                : Path.of(System.getProperty("user.home"), ".cache");
        return List.of(caches.resolve("nbe"), Path.of(System.getProperty("java.io.tmpdir")));
    }

    static NativeLibraries unpack(List<Path> places) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path place : places) {
            try {
                return unpackAt(place);
            } catch (IOException e) {
                problems.add(place + ": " + reason(e, place));
            }
        }
        throw new IOException("no folder to unpack the native libraries into, one that only this account can change: "
                + String.join("; ", problems));
    }

    private static String reason(IOException e, Path place) {
        return e instanceof PrivateFolder.UnsafeException ? e.getMessage() : "no folder can be made here (" + e + ")";
    }

    private static NativeLibraries unpackAt(Path place) throws IOException {
        Files.createDirectories(place, ownerOnly());
        Path folder = Files.createTempDirectory(place.toRealPath(), FOLDER_PREFIX, ownerOnly());
        FileChannel lock = null;
        try {
            PrivateFolder.check(folder);
            lock = lock(folder);
            copy("/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + jnaName(), folder.resolve(jnaName()));
            copy("/" + serialSystem() + "/" + serialArchitecture() + "/" + serialName(), folder.resolve(serialName()));
            clearAway(folder);
            return new NativeLibraries(folder, lock);
        } catch (IOException e) {
            delete(folder, lock);
            throw e;
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return Platform.isWindows() // there a profile is its owner's, and what is made in it as well
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                };
    }

    /** Held before it has its name, so that nobody finds it free. */
    private static FileChannel lock(Path folder) throws IOException {
        Path fresh = folder.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException(fresh + " cannot be locked");
        }
        if (!Platform.isWindows()) { // which renames no open file: the folder then stays for its owner to delete
            Files.move(fresh, folder.resolve(LOCK));
        }
        return channel;
    }

    private static String jnaName() {
        return System.mapLibraryName("jnidispatch");
    }

    private static String serialName() {
        return System.mapLibraryName("jSerialComm");
    }

    private static String serialSystem() {
        return Platform.isWindows() ? "Windows" : "Linux";
    }

    private static String serialArchitecture() {
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return Platform.isWindows() && architecture.equals("aarch64")
                ? architecture
                : SERIAL_ARCHITECTURES.getOrDefault(architecture, architecture);
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream library = NativeLibraries.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("this program has no " + resource + "; it does not run on this machine");
            }
            Files.copy(library, file);
        }
    }

    /** Clears away what processes that were killed left beside this folder. */
    private static void clearAway(Path own) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(own.getParent(), FOLDER_PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.equals(own) && PrivateFolder.sameOwner(folder, own)) {
                    clearIfLeft(folder);
                }
            }
        } catch (IOException e) {
            LOG.debug("what earlier runs left behind stays: {}", e.toString());
        }
    }

    private static void clearIfLeft(Path folder) {
        Path file = folder.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock free = channel.tryLock()) {
            if (free != null) {
                delete(folder, null);
            }
        } catch (OverlappingFileLockException e) {
            LOG.trace("{} is another one of this process", folder);
        } catch (IOException e) {
            LOG.debug("{} stays: {}", folder, e.toString());
        }
    }

    private static void delete(Path folder, FileChannel lock) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) { // follows no links
            for (Path one : all.filter(path -> !path.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.delete(one);
            }
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
        Files.delete(folder);
    }

    Path folder() {
        return folder;
    }

    /** The libraries that are loaded stay so: the system keeps a file that is in use. Windows keeps its name as well. */
    @Override
    public void close() {
        if (lock == null) { // installed
            return;
        }
        try {
            delete(folder, lock);
        } catch (IOException e) {
            LOG.debug("{} stays behind: {}", folder, e.toString());
        }
    }
}
