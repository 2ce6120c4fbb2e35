package nbe.log;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** Owner and rights of files, on systems that have POSIX rights; elsewhere nothing is checked and nothing is set. */
public final class FileOwner {
    private static final String ROOT = "root";

    private FileOwner() {}

    /**
     * The rights of a new file, before the process's umask is applied.
     *
     * @param rights as in {@code rw-r-----}
     * @param file the new file
     */
    public static FileAttribute<?>[] rights(String rights, Path file) {
        return hasOwners(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    /**
     * Refuses a folder of another account to root: a service of that account could not write to root's file, and with a link the account
     * could choose what root writes to.
     *
     * @throws IOException if this process runs as root and the folder belongs to somebody else
     */
    public static void refuseRootIn(Path folder) throws IOException {
        if (!System.getProperty("user.name").equals(ROOT) || !hasOwners(folder)) {
            return;
        }
        String owner = Files.getOwner(folder).getName();
        if (!owner.equals(ROOT)) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    String.format(
                            Locale.ROOT,
                            "this folder belongs to %1$s, and root makes no files there: run as %1$s, or name another folder",
                            owner));
        }
    }

    private static boolean hasOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
