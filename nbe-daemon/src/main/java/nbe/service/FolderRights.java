package nbe.service;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Path;

/**
 * Owner and rights of the installation's folder on Windows. {@code nbe-setup.dll} (packaging/windows/setup/rights.c) has the rules, since
 * the MSI applies them before this program is there.
 */
@FunctionalInterface
interface FolderRights {
    /** {@code REASON_LENGTH} of setup.h, the final NUL included. */
    int REASON_LENGTH = 1024;

    /** The function of {@code nbe-setup.dll}. */
    interface SetupLibrary extends Library {
        /** Returns 1 if it is done, else 0 with the reason, which ends with a NUL, in the array of {@link #REASON_LENGTH}. */
        int nbe_protect(char[] reason);
    }

    /** Calls the package's library. */
    FolderRights REAL = home -> {
        Path library = home.resolve("lib").resolve("nbe-setup.dll");
        char[] reason = new char[REASON_LENGTH];
        if (load(library).nbe_protect(reason) == 0) {
            throw new ServiceFailure(Native.toString(reason));
        }
    };

    private static SetupLibrary load(Path library) throws ServiceFailure {
        try {
            return Native.load(library.toString(), SetupLibrary.class);
        } catch (UnsatisfiedLinkError e) {
            throw new ServiceFailure(
                    "cannot load " + library + ": " + e.getMessage() + "; install the package again", e);
        }
    }

    /**
     * Takes ownership of the installation's folder, its parent and its contents, and the right to write from ordinary users. Refuses a
     * file that somebody else than an administrator, the system or this account has made.
     *
     * @param home the folder of nbe.exe; refused if the package belongs elsewhere
     * @throws ServiceFailure with the reason, if another user has made a part of it, or this account lacks rights
     */
    void protect(Path home) throws ServiceFailure;
}
