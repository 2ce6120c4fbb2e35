package nbe.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Checks that no other account can change a folder or replace it. Checks nothing on a system without POSIX rights. */
final class PrivateFolder {
    private static final int OTHERS_MAY_WRITE = 0022;
    private static final int OTHERS = 0077;
    private static final int STICKY = 01000;
    private static final int ROOT = 0;

    private PrivateFolder() {}

    /** Another account could change the folder's contents. */
    static final class UnsafeException extends IOException {
        private static final long serialVersionUID = 1;

        UnsafeException(String message) {
            super(message);
        }
    }

    private record Rights(int owner, int mode) {
        static Rights of(Path file) throws IOException {
            Map<String, Object> all = Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            return new Rights((Integer) all.get("uid"), (Integer) all.get("mode"));
        }
    }

    /**
     * Checks a folder that this account has just created, and all its parents: each must belong to root or this account, and no other
     * account may write there, unless it is sticky (only a file's owner may rename the file).
     *
     * @param folder a real path
     * @throws UnsafeException names the folder that fails
     */
    static void check(Path folder) throws IOException {
        if (!isPosix(folder)) {
            return;
        }
        Rights own = Rights.of(folder);
        if ((own.mode() & OTHERS) != 0) {
            throw new UnsafeException(folder + " is open to other accounts (mode " + octal(own) + ")");
        }
        for (Path parent = folder.getParent(); parent != null; parent = parent.getParent()) {
            Rights rights = Rights.of(parent);
            if (rights.owner() != ROOT && rights.owner() != own.owner()) {
                throw new UnsafeException(parent + " belongs to another account (uid " + rights.owner() + ")");
            }
            if ((rights.mode() & OTHERS_MAY_WRITE) != 0 && (rights.mode() & STICKY) == 0) {
                throw new UnsafeException(parent + " may be written to by other accounts (mode " + octal(rights) + ")");
            }
        }
    }

    /** Whether both are folders of the same account. */
    static boolean sameOwner(Path folder, Path other) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && (!isPosix(folder)
                        || Rights.of(folder).owner() == Rights.of(other).owner());
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static String octal(Rights rights) {
        return Integer.toOctalString(rights.mode() & 07777);
    }
}
