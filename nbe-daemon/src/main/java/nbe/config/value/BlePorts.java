package nbe.config.value;

import java.util.List;

/**
 * Which ports the adapters are on: the key {@code [ble] port}.
 *
 * @param names ports by name, in the order of the file, none twice; empty: every BLED112 that is found by its USB id
 */
public record BlePorts(List<String> names) {
    /** The default: whatever is found. */
    public static final BlePorts AUTO = new BlePorts(List.of());

    /** Copies the names. */
    public BlePorts {
        names = List.copyOf(names);
    }

    /** Whether adapters are looked for by USB id instead of by name. */
    public boolean isAuto() {
        return names.isEmpty();
    }
}
