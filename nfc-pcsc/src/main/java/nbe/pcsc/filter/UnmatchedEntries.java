package nbe.pcsc.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import nbe.base.Printable;

/**
 * Which entries of {@code [nfc] readers} have matched no reader so far: a typing error, or a reader that is not the one that was meant. An
 * entry that has matched once is right, also while its reader is unplugged. Without any reader there is nothing to match. Pure; {@code now}
 * is monotonic nanoseconds.
 */
public final class UnmatchedEntries {
    /** From the first list to the warning: after its start the service lists its readers one after another. */
    public static final long GRACE_NANOS = 5_000_000_000L;

    private final List<String> open;
    private List<String> listed = List.of();
    private boolean said;
    private long sayAtNanos = Long.MAX_VALUE;

    /** @param entries as they were written */
    public UnmatchedEntries(List<String> entries) {
        this.open = new ArrayList<>(entries);
    }

    /**
     * What is wrong with an entry, and what to do.
     *
     * @param text does not contain the name of a reader
     */
    public record Unmatched(String text, String remedy) {}

    /** The service lists readers of these names now. */
    public void listed(Collection<String> names, long now) {
        listed = names.stream().sorted().toList();
        open.removeIf(entry -> listed.stream().anyMatch(name -> ReaderFilter.matches(entry, name)));
        if (open.isEmpty() || listed.isEmpty()) {
            sayAtNanos = Long.MAX_VALUE;
        } else if (!said && sayAtNanos == Long.MAX_VALUE) {
            sayAtNanos = now + GRACE_NANOS;
        }
    }

    /** Time passed: gives what is to be said now, once for each entry. */
    public List<Unmatched> onTime(long now) {
        if (sayAtNanos == Long.MAX_VALUE || now - sayAtNanos < 0) {
            return List.of();
        }
        sayAtNanos = Long.MAX_VALUE;
        said = true;
        return holding();
    }

    /** When {@link #onTime} has something to do; {@link Long#MAX_VALUE}: never. */
    public long deadlineNanos() {
        return sayAtNanos;
    }

    /** What was said and still holds. */
    public List<Unmatched> holding() {
        return said ? unmatched(open, listed) : List.of();
    }

    /** The entries that match none of these names; none if there is no name. */
    public static List<Unmatched> unmatched(List<String> entries, List<String> names) {
        return names.isEmpty()
                ? List.of()
                : entries.stream()
                        .filter(entry -> names.stream().noneMatch(name -> ReaderFilter.matches(entry, name)))
                        .map(entry -> unmatched(entry, names))
                        .toList();
    }

    private static Unmatched unmatched(String entry, List<String> names) {
        return new Unmatched(
                "\"" + Printable.line(entry) + "\" of [nfc] readers is part of no reader's name",
                "there " + (names.size() == 1 ? "is " : "are ") + Printable.line(String.join(", ", names))
                        + "; write a part of such a name, capitals or not, then nbe reload");
    }
}
