package nbe.pcsc;

import java.util.List;
import java.util.Set;

/**
 * The {@code [nfc]} section of the configuration.
 *
 * @param readers name prefixes of the readers to watch, without regard to case; empty: all
 * @param uidLengths lengths in bytes that count as a band, 4 to 10
 */
public record NfcSettings(List<String> readers, Set<Integer> uidLengths) {
    public NfcSettings {
        readers = List.copyOf(readers);
        uidLengths = Set.copyOf(uidLengths);
    }
}
