package nbe.bgapi.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which other processes have a port open, as far as /proc lets this account see. For messages, and as a second check where
 * the lock does not show it. Linux; elsewhere the list is empty.
 */
public final class PortHolders {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");

    public static final PortHolders LIVE =
            new PortHolders(Path.of("/proc"), ProcessHandle.current().pid());

    private static final Path MULTIPLEXER = Path.of("/dev/ptmx");
    private static final Path MULTIPLEXER_OF_DEVPTS = Path.of("/dev/pts/ptmx");

    private final Path proc;
    private final long ownPid;

    PortHolders(Path proc, long ownPid) {
        this.proc = proc;
        this.ownPid = ownPid;
    }

    /** The processes that certainly have it open. */
    public List<PortHolder> find(String port) {
        return look(port, false).sure;
    }

    /**
     * The same, without the one that made the port: of a pseudo-terminal its maker has the other end, and often keeps
     * this one open as well, so that it outlives its hosts.
     */
    List<PortHolder> sharers(String port) {
        return look(port, true).sure;
    }

    /** A port that is in use: who has it, as far as that can be seen. */
    CannotOpenException inUse(String port, String otherwise) {
        return refusal(port).orElseGet(() -> CannotOpenException.because(AdapterProblem.IN_USE, otherwise));
    }

    /** Why a port that is in use is: who has it, or who is likely to if this account may not see it. */
    Optional<CannotOpenException> refusal(String port) {
        Look look = look(port, false);
        if (!look.sure.isEmpty()) {
            return Optional.of(heldBy(look.sure));
        }
        return look.unseen.isEmpty() ? Optional.empty() : Optional.of(seemsHeldBy(look.unseen));
    }

    static CannotOpenException heldBy(List<PortHolder> holders) {
        AdapterProblem problem = holders.stream()
                .map(PortHolder::problem)
                .filter(one -> one != AdapterProblem.IN_USE)
                .findFirst()
                .orElse(AdapterProblem.IN_USE);
        return CannotOpenException.because(problem, "held by " + names(holders));
    }

    static CannotOpenException seemsHeldBy(List<PortHolder> suspects) {
        Set<AdapterProblem> problems =
                suspects.stream().map(PortHolder::problem).collect(Collectors.toSet());
        AdapterProblem problem = problems.size() == 1 ? problems.iterator().next() : AdapterProblem.IN_USE;
        String oneOf = suspects.size() == 1 ? "" : "one of ";
        return CannotOpenException.because(
                problem,
                "held by " + oneOf + names(suspects) + ", it seems; this account may not see whose the port is");
    }

    private static String names(List<PortHolder> holders) {
        return holders.stream().map(PortHolder::toString).collect(Collectors.joining(", "));
    }

    /** @param unseen suspects whose open files this account may not see */
    private record Look(List<PortHolder> sure, List<PortHolder> unseen) {}

    private Look look(String port, boolean withoutMaker) {
        Look look = new Look(new ArrayList<>(), new ArrayList<>());
        Path device;
        try {
            device = Path.of(port).toRealPath();
        } catch (IOException e) {
            return look; // it has just gone
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (!process.getFileName().toString().equals(Long.toString(ownPid))) {
                    lookAt(process, device, withoutMaker, look);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.trace("no /proc here: {}", e.toString());
        }
        return look;
    }

    private static void lookAt(Path process, Path device, boolean withoutMaker, Look look) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            boolean holds = false;
            boolean maker = false;
            for (Path descriptor : descriptors) {
                holds |= leadsTo(descriptor, device);
                maker |= withoutMaker && isOtherEnd(descriptor, device);
            }
            if (holds && !maker) {
                look.sure.add(holder(process));
            }
        } catch (AccessDeniedException e) { // another account's process
            PortHolder suspect = holder(process);
            if (suspect.isSuspect()) {
                look.unseen.add(suspect);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.trace("{} has ended: {}", process, e.toString());
        }
    }

    private static boolean leadsTo(Path descriptor, Path device) {
        try {
            return Files.readSymbolicLink(descriptor).equals(device);
        } catch (IOException | UncheckedIOException e) {
            return false; // closed in the meantime
        }
    }

    /** Whether this is the master of the pseudo-terminal {@code /dev/pts/N}: a multiplexer whose fdinfo has {@code tty-index: N}. */
    private static boolean isOtherEnd(Path descriptor, Path device) {
        if (!leadsTo(descriptor, MULTIPLEXER) && !leadsTo(descriptor, MULTIPLEXER_OF_DEVPTS)) {
            return false;
        }
        Path info = descriptor.resolveSibling("../fdinfo").resolve(descriptor.getFileName());
        return read(info)
                .lines()
                .anyMatch(line -> line.startsWith("tty-index:") && line.endsWith("\t" + device.getFileName()));
    }

    private static PortHolder holder(Path process) {
        String name = read(process.resolve("comm")).strip();
        List<String> commandLine = List.of(read(process.resolve("cmdline")).split("\0"));
        return PortHolder.of(
                name.isEmpty() ? "a process" : name,
                commandLine,
                read(process.resolve("cgroup")),
                process.getFileName().toString());
    }

    /** Empty for a process that has ended. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
