package nbe.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock that keeps a second process from writing, and rolling, the same log file. The writer holds it on one byte far behind the
 * file's end, until it closes the file or the process ends. On a file system without locks the file is written without one.
 */
public final class LogHold {
    private static final long LOCKED_BYTE = 1L << 40;

    private LogHold() {}

    /**
     * Whether another process writes to this log file now. The writer itself must not ask: it would lose its lock.
     *
     * @return false also if this account may not open the file
     */
    public static boolean isWritten(Path logFile) {
        try (FileChannel channel = FileChannel.open(logFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return !take(channel);
        } catch (IOException noFileOrNoRight) {
            return false;
        }
    }

    /** Takes the lock for this process until the channel is closed; false if another process has it. */
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
