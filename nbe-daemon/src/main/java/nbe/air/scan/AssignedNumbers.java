package nbe.air.scan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names that the Bluetooth SIG has assigned to numbers. The build makes the lists of Wireshark's tables
 * ({@code nbe-daemon/src/main/assigned-numbers}). A look-up reads through the list and keeps only what was asked for, so that a running
 * daemon has none of it in memory.
 */
public enum AssignedNumbers {
    /** Companies, as in manufacturer-specific data. */
    COMPANIES("companies.tsv"),
    /** Types of AD structures. */
    AD_TYPES("ad-types.tsv"),
    /** UUIDs of 16 bits: services, and members that have one. */
    SERVICES("services.tsv");

    private final String file;

    AssignedNumbers(String file) {
        this.file = file;
    }

    /** The names of these numbers, as far as the list has them. */
    public Map<Integer, String> names(Set<Integer> numbers) {
        Map<Integer, String> names = new HashMap<>();
        if (numbers.isEmpty()) {
            return names;
        }
        try (InputStream list = AssignedNumbers.class.getResourceAsStream(file)) {
            if (list == null) {
                throw new IllegalStateException(file + " is missing in this program");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                int number = Integer.parseInt(line, 0, tab, 10);
                if (numbers.contains(number)) {
                    names.put(number, line.substring(tab + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** The name of one number. */
    public Optional<String> name(int number) {
        return Optional.ofNullable(names(Set.of(number)).get(number));
    }
}
