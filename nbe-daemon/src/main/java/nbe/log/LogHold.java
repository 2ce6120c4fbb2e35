package nbe.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A log file belongs to one process, since two would roll it under each other's hands: who writes it holds a lock on one byte of
 * it, far behind its end, until the file is closed or the process ends. Where the file system knows no locks there is none, and
 * the file is written all the same.
 */
public final class LogHold {
    private static final long LOCKED_BYTE = 1L << 40;

    private LogHold() {}

    /**
     * Whether another process writes to this log file now; not to be asked by one that does so itself, which would lose its lock.
     *
     * @return false also where this account may not look
     */
    public static boolean isWritten(Path logFile) {
        try (FileChannel channel = FileChannel.open(logFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return !take(channel);
        } catch (IOException noneOrNotForUs) {
            return false;
        }
    }

    /** Takes it for this process until the channel is closed; false: another process has it. */
    static boolean take(FileChannel channel) {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        } catch (IOException noLocksHere) {
            return true;
        }
    }
}
