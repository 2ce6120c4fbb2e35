package nbe.service;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Path;

/**
 * Who owns the installation of Windows, and who may write to it. The rules, which the MSI applies before there is this program, are
 * those of {@code nbe-setup.dll} (packaging/windows/setup/rights.c).
 */
@FunctionalInterface
interface FolderRights {
    /** {@code REASON_LENGTH} of setup.h, the final NUL included. */
    int REASON_LENGTH = 1024;

    /** What we use of {@code nbe-setup.dll}. */
    interface SetupLibrary extends Library {
        /** 1: done; 0: not, and the reason, which ends with a NUL, is in the array of {@link #REASON_LENGTH}. */
        int nbe_protect(char[] reason);
    }

    /** Through the library of the package. */
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
     * Takes the folder of the installation, the one above, and what lies in it, out of the hands of ordinary users; only what
     * administrators, the system or this account have made is taken.
     *
     * @param home where nbe.exe is; refused if that is not where the package belongs
     * @throws ServiceFailure with the reason, where another user has made something of it, or the rights are not enough
     */
    void protect(Path home) throws ServiceFailure;
}
