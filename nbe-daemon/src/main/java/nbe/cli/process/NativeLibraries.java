package nbe.cli.process;

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
 * Provides the native libraries of jSerialComm and JNA. An installation has them beside its jar ({@link NativeFolder}). Otherwise this
 * class unpacks them from the jar into a folder of this process that no other account can change: jSerialComm and JNA themselves would
 * unpack to the system's temporary directory, where another account may have put a library of the same name.
 *
 * <p>The process deletes its folder at its end. The next process deletes the folders of killed ones, whose {@code lock} nobody holds.
 */
public final class NativeLibraries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("main");
    private static final String FOLDER_PREFIX = "nbe-native-";
    private static final String LOCK = "lock";

    /** jSerialComm's name for each {@code os.arch} that this program runs on. */
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
     * Unpacks the libraries if they are not installed, and makes jSerialComm and JNA load them. Call it before either is loaded.
     *
     * @return close it at the end of the process
     * @throws IOException if there is no folder that only this account can change; the message names each that was tried, and why not
     */
    public static NativeLibraries provide() throws IOException {
        Optional<String> installed = NativeFolder.path();
        NativeLibraries libraries =
                installed.isPresent() ? new NativeLibraries(Path.of(installed.get()), null) : unpack(places());
        NativeFolder.use(libraries.folder.toString());
        return libraries;
    }

    /** Folders to try, best first. Some systems delete old files from the temporary directory. */
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
            deleteLeftOvers(folder);
            return new NativeLibraries(folder, lock);
        } catch (IOException e) {
            delete(folder, lock);
            throw e;
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return Platform.isWindows() // a profile on Windows is its owner's, and so are new files in it
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                };
    }

    /** Takes the lock before the file has its name, so that no other process finds it free. */
    private static FileChannel lock(Path folder) throws IOException {
        Path fresh = folder.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException(fresh + " cannot be locked");
        }
        if (!Platform.isWindows()) { // Windows renames no open file; there the folder of a killed process stays
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

    /** Deletes the folders that killed processes left beside this one. */
    private static void deleteLeftOvers(Path own) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(own.getParent(), FOLDER_PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.equals(own) && PrivateFolder.sameOwner(folder, own)) {
                    deleteIfUnlocked(folder);
                }
            }
        } catch (IOException e) {
            LOG.debug("folders of earlier runs stay: {}", e.toString());
        }
    }

    private static void deleteIfUnlocked(Path folder) {
        Path file = folder.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock free = channel.tryLock()) {
            if (free != null) {
                delete(folder, null);
            }
        } catch (OverlappingFileLockException e) {
            LOG.trace("{} belongs to this process", folder);
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

    public Path folder() {
        return folder;
    }

    /** Deletes the folder. A library that is loaded stays in use; on Windows its file stays too. */
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
