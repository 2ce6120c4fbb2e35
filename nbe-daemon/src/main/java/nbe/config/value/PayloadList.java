package nbe.config.value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nbe.band.BytePattern;
import nbe.band.DescribedPayload;
import nbe.band.FlagRule;
import nbe.band.IdentityRule;
import nbe.band.PayloadEntry;
import nbe.band.StateRule;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Type of the setting for the payloads of bands: an array of tables, {@code [[band.payload]]} (docs/payloads.md). */
public enum PayloadList implements ValueType<List<PayloadEntry>> {
    ENTRIES;

    private static final int MANUFACTURER_SPECIFIC = 0xFF;

    /** An invented badge, which the shipped file shows where a default shows nothing. */
    public static final List<PayloadEntry> EXAMPLE = List.of(new DescribedPayload(
            "plant badge",
            MANUFACTURER_SPECIFIC,
            BytePattern.parse("B2 01 02 ??"),
            9,
            IdentityRule.ADDRESS,
            FlagRule.always(true),
            FlagRule.parse("5.0"),
            FlagRule.parse("5.1"),
            new StateRule(6)));

    @Override
    public String allowed() {
        return "sections [[band.payload]], each with name, prefix, on_body and authenticated (docs/payloads.md), or with name ="
                + " \"builtin\" alone; in a variable an array of tables";
    }

    @Override
    public List<PayloadEntry> fromToml(Object value) throws NotAllowed {
        List<NotAllowed> errors = new ArrayList<>();
        List<PayloadEntry> entries = fromToml(value, new Remarks() {
            @Override
            public void error(TomlPosition at, String wrong, String allowed) {
                errors.add(new NotAllowed(wrong, allowed));
            }

            @Override
            public void warning(TomlPosition at, String wrong, String remedy) {
                // Only the value is asked for.
            }
        });
        if (!errors.isEmpty()) {
            throw errors.get(0);
        }
        return entries;
    }

    @Override
    public List<PayloadEntry> fromToml(Object value, Remarks remarks) throws NotAllowed {
        if (!(value instanceof TomlArray array)) {
            throw new NotAllowed("is " + TomlWords.describe(value), allowed());
        }
        List<PayloadEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof TomlTable table) {
                PayloadTable entry = new PayloadTable(table, array.inputPositionOf(i), remarks);
                entry.name().ifPresent(name -> {
                    if (!names.add(name)) {
                        entry.secondName(name);
                    }
                });
                Optional<PayloadEntry> read = entry.read();
                read.ifPresent(entries::add);
            } else {
                remarks.error(
                        array.inputPositionOf(i),
                        " holds an element that is " + TomlWords.describe(array.get(i)),
                        allowed());
            }
        }
        return List.copyOf(entries);
    }

    @Override
    public List<PayloadEntry> fromText(String text) throws NotAllowed {
        if (text.isBlank()) {
            return List.of();
        }
        throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
    }

    @Override
    public boolean isTomlInVariables() {
        return true;
    }

    @Override
    public String toToml(List<PayloadEntry> value) {
        return value.stream()
                .map(entry -> "{ " + String.join(", ", PayloadTable.lines(entry)) + " }")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public List<String> assignment(String section, String key, List<PayloadEntry> value) {
        if (value.isEmpty()) {
            return List.of(key + " = []");
        }
        List<String> lines = new ArrayList<>();
        for (PayloadEntry entry : value) {
            lines.add("[[" + section + "." + key + "]]");
            lines.addAll(PayloadTable.lines(entry));
        }
        return lines;
    }
}
