package nbe.log;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** Whose files are, and who may read them, on systems that know such rights; on others nothing is asked and nothing is set. */
public final class FileOwner {
    private static final String ROOT = "root";

    private FileOwner() {}

    /**
     * The rights that a new file gets, less what the process's umask takes.
     *
     * @param rights as in {@code rw-r-----}
     * @param file what is to be made
     */
    public static FileAttribute<?>[] rights(String rights, Path file) {
        return hasOwners(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    /**
     * Root makes no file where another account may: that account's service could not write to it, and by a link that account could
     * choose what root writes to.
     *
     * @throws IOException if this process is root's and the folder is not
     */
    static void refuseRootIn(Path folder) throws IOException {
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
