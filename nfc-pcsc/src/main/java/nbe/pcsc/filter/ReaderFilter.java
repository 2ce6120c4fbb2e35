package nbe.pcsc.filter;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which of the listed readers are watched. With entries: those whose name contains one. Without: all but the contact and
 * SAM slots that a dual reader lists beside its contactless slot. Only the name distinguishes these slots, and names mislead; so
 * one is left out only if the same device has another slot that is watched. Watching a slot in vain costs nothing, leaving one out
 * by mistake costs every tap on it.
 */
public final class ReaderFilter {
    private static final Set<String> CONTACT_WORDS = Set.of("SAM", "ICC", "UICC", "CONTACT", "CONTACTED");
    private static final Set<String> CONTACTLESS_WORDS = Set.of("PICC", "CL", "CONTACTLESS", "NFC", "RFID");

    private final List<String> entries;

    /** @param entries parts of names, capitals or not; empty: all */
    public ReaderFilter(List<String> entries) {
        this.entries = entries.stream().map(ReaderFilter::fold).toList();
    }

    /** Whether a name contains this entry, capitals or not. */
    static boolean matches(String entry, String name) {
        return fold(name).contains(fold(entry));
    }

    /** The readers to watch, in the order listed. */
    public List<String> watched(List<String> listed) {
        return listed.stream().filter(name -> watches(name, listed)).toList();
    }

    private boolean watches(String name, List<String> listed) {
        if (!entries.isEmpty()) {
            return entries.stream().anyMatch(fold(name)::contains);
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
