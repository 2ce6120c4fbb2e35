package nbe.bgapi.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which other processes have a port open, as far as /proc lets this account see. For messages, and as a second look where
 * the lock cannot say it. Linux; elsewhere nobody is found.
 */
final class PortHolders {
    static final PortHolders LIVE =
            new PortHolders(Path.of("/proc"), ProcessHandle.current().pid());

    private final Path proc;
    private final long ownPid;

    PortHolders(Path proc, long ownPid) {
        this.proc = proc;
        this.ownPid = ownPid;
    }

    /** Each as {@code minicom (pid 123)}. */
    List<String> find(String port) {
        List<String> holders = new ArrayList<>();
        Path device;
        try {
            device = Path.of(port).toRealPath();
        } catch (IOException e) {
            return holders; // it has just gone
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                String pid = process.getFileName().toString();
                if (!pid.equals(Long.toString(ownPid)) && hasOpen(process, device)) {
                    holders.add(nameOf(process) + " (pid " + pid + ")");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return holders; // no /proc here
        }
        return holders;
    }

    private static boolean hasOpen(Path process, Path device) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (leadsTo(descriptor, device)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false; // another account's process, or one that has ended
        }
        return false;
    }

    private static boolean leadsTo(Path descriptor, Path device) {
        try {
            return Files.readSymbolicLink(descriptor).equals(device);
        } catch (IOException | UncheckedIOException e) {
            return false; // closed in the meantime
        }
    }

    private static String nameOf(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            return "a process";
        }
    }
}
