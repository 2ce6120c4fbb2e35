package nbe.pcsc;

import java.util.List;
import java.util.Set;
import nbe.pcsc.binding.Binding;

/**
 * The {@code [nfc]} section of the configuration.
 *
 * @param readers parts of the names of the readers to watch, capitals or not; empty: all
 * @param uidLengths lengths in bytes that count as a band, 4 to 10
 * @param binding how PC/SC is reached
 */
public record NfcSettings(List<String> readers, Set<Integer> uidLengths, Binding binding) {
    public NfcSettings {
        readers = List.copyOf(readers);
        uidLengths = Set.copyOf(uidLengths);
    }
}
