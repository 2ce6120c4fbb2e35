package nbe.pcsc;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which of the listed readers are watched. With prefixes: those whose name begins with one. Without: all but the contact and
 * SAM slots that a dual reader lists beside its contactless slot. Only the name distinguishes these slots, and names mislead; so
 * one is left out only if the same device has another slot that is watched. Watching a slot in vain costs nothing, leaving one out
 * by mistake costs every tap on it.
 */
final class ReaderFilter {
    private static final Set<String> CONTACT_WORDS = Set.of("SAM", "ICC", "UICC", "CONTACT", "CONTACTED");
    private static final Set<String> CONTACTLESS_WORDS = Set.of("PICC", "CL", "CONTACTLESS", "NFC", "RFID");

    private final List<String> prefixes;

    ReaderFilter(List<String> prefixes) {
        this.prefixes = prefixes.stream().map(ReaderFilter::fold).toList();
    }

    /** The readers to watch, in the order listed. */
    List<String> watched(List<String> listed) {
        return listed.stream().filter(name -> watches(name, listed)).toList();
    }

    private boolean watches(String name, List<String> listed) {
        if (!prefixes.isEmpty()) {
            return prefixes.stream().anyMatch(fold(name)::startsWith);
        }
        return !looksLikeContactSlot(name)
                || listed.stream().noneMatch(other -> sameDevice(name, other) && !looksLikeContactSlot(other));
    }

    /** The last of these words decides: "1S CL Reader [ACR1252 Dual Reader SAM]" is the SAM slot of a contactless reader. */
    private static boolean looksLikeContactSlot(String name) {
        boolean contact = false;
        for (String word : words(name)) {
            if (CONTACT_WORDS.contains(word)) {
                contact = true;
            } else if (CONTACTLESS_WORDS.contains(word)) {
                contact = false;
            }
        }
        return contact;
    }

    /** Vendor and model are the first two words of a name, on Windows and with pcsc-lite. */
    private static boolean sameDevice(String one, String other) {
        String[] a = words(one);
        String[] b = words(other);
        return a.length > 1 && b.length > 1 && a[0].equals(b[0]) && a[1].equals(b[1]);
    }

    private static String[] words(String name) {
        return fold(name).strip().split("[^\\p{L}\\p{N}]+");
    }

    private static String fold(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
