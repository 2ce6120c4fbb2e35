package nbe.referenceagent.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nbe.base.Printable;
import nbe.referenceagent.message.BandAddress;
import nbe.referenceagent.message.CardUid;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads a directory: one {@code [[band]]} for each user, with {@code NymiBandID} (required), {@code NfcUID}, {@code Domain} and
 * {@code Username} (both or neither), and {@code UserStatus} (default {@code Active}). Collects all problems of a file.
 */
public final class DirectoryParser {
    /** @param line from 1 @param column from 1 */
    record Problem(int line, int column, String what) {}

    /** @param warnings ignored parts of a usable directory */
    public record Result(Directory directory, List<Problem> errors, List<Problem> warnings) {}

    private static final String STATUS_ALLOWED =
            "one of Active, Inactive, NotExist, with Locked and PasswordExpired joined to it by |";
    private static final Set<String> STATUS_BASE = Set.of("Active", "Inactive", "NotExist");
    private static final Set<String> STATUS_EXTRA = Set.of("Locked", "PasswordExpired");
    private static final Set<String> BAND_KEYS =
            Stream.of(Directory.Key.values()).map(key -> key.word).collect(Collectors.toUnmodifiableSet());

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    /** Values that must be unique, and the line of each. */
    private final Map<String, Integer> unique = new HashMap<>();

    private DirectoryParser() {}

    /** Reads a TOML text. */
    public static Result parse(String toml) {
        return new DirectoryParser().read(toml);
    }

    private Result read(String toml) {
        TomlParseResult root = Toml.parse(toml);
        root.errors().forEach(error -> errors.add(problem(error.position(), error.getMessage())));
        List<Directory.Entry> entries = new ArrayList<>();
        if (errors.isEmpty()) {
            root.keySet().stream()
                    .filter(key -> !"band".equals(key))
                    .forEach(key -> warnings.add(problem(
                            position(root, key),
                            "unknown key '" + Printable.bounded(key) + "'; it is ignored. Allowed: [[band]]")));
            readBands(root, entries);
        }
        errors.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return new Result(errors.isEmpty() ? new Directory(entries) : Directory.EMPTY, errors, warnings);
    }

    private void readBands(TomlTable root, List<Directory.Entry> entries) {
        Object bands = root.get(List.of("band"));
        if (bands == null) {
            return;
        }
        if (!(bands instanceof TomlArray array)) {
            errors.add(problem(position(root, "band"), "'band' is a list of tables: write [[band]] for each user"));
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof TomlTable table) {
                entries.add(readBand(table, array.inputPositionOf(i)));
            } else {
                errors.add(
                        problem(array.inputPositionOf(i), "'band' is a list of tables: write [[band]] for each user"));
            }
        }
    }

    private Directory.Entry readBand(TomlTable table, TomlPosition start) {
        Map<Directory.Key, String> values = new LinkedHashMap<>();
        for (String name : table.keySet()) {
            TomlPosition at = position(table, name);
            Optional<Directory.Key> key = Directory.Key.of(name);
            if (key.isEmpty()) {
                warnings.add(problem(
                        at,
                        "unknown key '" + Printable.bounded(name) + "'; it is ignored. Allowed: "
                                + String.join(", ", BAND_KEYS.stream().sorted().toList())));
            } else if (table.get(List.of(name)) instanceof String value) {
                values.put(key.get(), checked(key.get(), value, at));
            } else {
                errors.add(problem(at, "'" + name + "' is a string"));
                values.put(key.get(), "");
            }
        }
        require(values, Directory.Key.NYMI_BAND_ID, start);
        if (values.containsKey(Directory.Key.DOMAIN) || values.containsKey(Directory.Key.USERNAME)) {
            require(values, Directory.Key.DOMAIN, start);
            require(values, Directory.Key.USERNAME, start);
            requireUnique(
                    "user",
                    Directory.user(
                            values.getOrDefault(Directory.Key.DOMAIN, ""),
                            values.getOrDefault(Directory.Key.USERNAME, "")),
                    "this Domain and Username",
                    start);
        }
        return new Directory.Entry(
                values.getOrDefault(Directory.Key.NYMI_BAND_ID, ""),
                values.getOrDefault(Directory.Key.NFC_UID, ""),
                values.getOrDefault(Directory.Key.DOMAIN, ""),
                values.getOrDefault(Directory.Key.USERNAME, ""),
                values.getOrDefault(Directory.Key.USER_STATUS, "Active"));
    }

    private void require(Map<Directory.Key, String> values, Directory.Key key, TomlPosition start) {
        if (!values.containsKey(key)) {
            errors.add(problem(start, "this [[band]] has no '" + key.word + "'"));
        }
    }

    /** The value in its stored form; an invalid value adds a problem. */
    private String checked(Directory.Key key, String value, TomlPosition at) {
        return switch (key) {
            case NYMI_BAND_ID -> {
                Optional<String> address = BandAddress.read(value);
                if (address.isEmpty()) {
                    errors.add(problem(at, "'NymiBandID' is a Bluetooth address such as C2:FA:D7:F0:D7:96"));
                } else {
                    requireUnique("band", address.get(), "this NymiBandID", at);
                }
                yield address.orElse("");
            }
            case NFC_UID -> {
                Optional<CardUid> uid = CardUid.read(value);
                if (uid.isEmpty()) {
                    errors.add(problem(at, "'NfcUID' is hex, two digits a byte, such as 04A2B3C4D5E6F7"));
                } else {
                    requireUnique("card", uid.get().hex(), "this NfcUID", at);
                }
                yield uid.map(CardUid::hex).orElse("");
            }
            case DOMAIN, USERNAME -> {
                if (value.isBlank() || value.indexOf('\\') >= 0) {
                    errors.add(problem(at, "'" + key.word + "' is not empty and has no backslash"));
                }
                yield value;
            }
            case USER_STATUS -> {
                if (!isStatus(value)) {
                    errors.add(problem(at, "'UserStatus' is " + STATUS_ALLOWED));
                }
                yield value;
            }
        };
    }

    private static boolean isStatus(String value) {
        List<String> words = List.of(value.split("\\|", -1));
        long bases = words.stream().filter(STATUS_BASE::contains).count();
        long extras = words.stream().filter(STATUS_EXTRA::contains).count();
        return bases == 1
                && bases + extras == words.size()
                && words.stream().distinct().count() == words.size();
    }

    private void requireUnique(String kind, String value, String what, TomlPosition at) {
        Integer earlier = unique.putIfAbsent(kind + ' ' + value, at.line());
        if (earlier != null) {
            errors.add(problem(at, what + " stands in line " + earlier + " already; it belongs to one user only"));
        }
    }

    private static TomlPosition position(TomlTable table, String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? TomlPosition.positionAt(1, 1) : position;
    }

    private static Problem problem(TomlPosition at, String what) {
        return new Problem(at.line(), at.column(), what);
    }
}
