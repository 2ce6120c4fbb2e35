package nbe.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the known name nearest to a misspelt one. */
final class NearestName {
    private static final int LETTERS_PER_SLIP = 4;

    private NearestName() {}

    /** The nearest of the known names, however far; of equals the first. Empty only if none are known. */
    static Optional<String> of(String name, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(k -> distance(name, k)));
    }

    /**
     * Whether a name may be a misspelt known one: each of its words has at most one slip, or one in four letters, or the first word of
     * the known one is missing. A word in place of another one is no slip: {@code rssi_cutoff_near} is not {@code rssi_cutoff_far}.
     */
    static boolean resembles(String name, String known) {
        List<String> words = List.of(name.split("_", -1));
        List<String> knownWords = List.of(known.split("_", -1));
        if (words.size() == knownWords.size()) {
            for (int i = 0; i < words.size(); i++) {
                int most = Math.max(1, knownWords.get(i).length() / LETTERS_PER_SLIP);
                if (distance(words.get(i), knownWords.get(i)) > most) {
                    return false;
                }
            }
            return true;
        }
        boolean firstWordMissing = words.size() > 1 && known.endsWith("_" + name);
        return firstWordMissing || distance(name.replace("_", ""), known.replace("_", "")) <= 1;
    }

    /** Number of letters inserted, left out, changed, or swapped with their neighbour (Damerau-Levenshtein). */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
