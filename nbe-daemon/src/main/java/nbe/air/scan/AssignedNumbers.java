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
 * Names of numbers that the Bluetooth SIG has assigned, as a package on PyPI has them; the script
 * {@code nbe-daemon/src/main/assigned-numbers/update} makes the list of it. A look-up reads through the list and keeps only what was
 * asked for, so that a running daemon has none of it in memory.
 */
public enum AssignedNumbers {
    /** Companies, as in manufacturer-specific data. */
    COMPANIES("company"),
    /** UUIDs of 16 bits: services, and members that have one. */
    SERVICES("service");

    /** The package and its version. */
    public static final String SOURCE = "bluetooth-numbers 1.1.2";

    /** Lines of kind, tab, number (four hexadecimal digits), tab, name. */
    private static final String LIST = "vendor/" + SOURCE.replace(' ', '-') + ".tsv";

    private final String kind;

    AssignedNumbers(String kind) {
        this.kind = kind;
    }

    /** The names of these numbers, as far as the list has them. */
    public Map<Integer, String> names(Set<Integer> numbers) {
        Map<Integer, String> names = new HashMap<>();
        if (numbers.isEmpty()) {
            return names;
        }
        try (InputStream list = AssignedNumbers.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException(LIST + " is missing in this program");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t", 3);
                int number = Integer.parseInt(fields[1], 16);
                if (fields[0].equals(kind) && numbers.contains(number)) {
                    names.put(number, fields[2]);
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
