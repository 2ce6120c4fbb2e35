package nbe.recording;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nbe.band.PayloadEntry;
import nbe.base.Printable;
import nbe.tap.BandAddress;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The senders of a file, as {@code nbe replay --list} prints them: bands first, then those that were heard most often. */
public final class HeardReport {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String COLUMNS = "%-17s  %-14s %8s %6s %9s  %4s %6s %4s  %-4s  %s";
    private static final int LONGEST_NAME = 40;

    private HeardReport() {}

    /**
     * A line about the file, then a table.
     *
     * @param companies the names of company identifiers, as far as they are known
     */
    public static List<String> table(RecordedFile file, Function<Set<Integer>, Map<Integer, String>> companies) {
        Set<Integer> used = file.heard().sorted().stream()
                .flatMap(device -> device.companies().stream())
                .collect(Collectors.toSet());
        Map<Integer, String> names = companies.apply(used);
        List<String> lines = new ArrayList<>();
        lines.add(file.recording().name() + "  " + file.summary());
        if (file.heard().size() > 0) {
            lines.add(String.format(
                    COLUMNS,
                    "address",
                    "type",
                    "adverts",
                    "resp.",
                    "seconds",
                    "min",
                    "median",
                    "max",
                    "band",
                    "name, company"));
            file.heard().sorted().forEach(device -> lines.add(row(device, names).stripTrailing()));
        }
        return lines;
    }

    private static String row(HeardDevice device, Map<Integer, String> companies) {
        Levels levels = device.levels();
        return String.format(
                Locale.ROOT,
                COLUMNS,
                device.address(),
                device.addressType(),
                device.advertisements(),
                device.scanResponses(),
                String.format(Locale.ROOT, "%.1f", device.seconds()),
                levels.isEmpty() ? "-" : levels.min(),
                levels.isEmpty() ? "-" : levels.median(),
                levels.isEmpty() ? "-" : levels.max(),
                device.isBand() ? "yes" : "",
                Stream.of(
                                recognised(device),
                                device.names().stream(),
                                device.companies().stream()
                                        .map(company -> hex(company)
                                                + (companies.containsKey(company) ? " " + companies.get(company) : "")))
                        .flatMap(Function.identity())
                        .map(text -> Printable.bounded(text, LONGEST_NAME))
                        .collect(Collectors.joining(", ")));
    }

    /** By which payload; and as which band, where that is not named by its address. Nothing where the built-in payload says both. */
    private static Stream<String> recognised(HeardDevice device) {
        boolean plain = device.payload().isEmpty() || device.payload().equals(PayloadEntry.BUILTIN);
        return Stream.concat(
                plain ? Stream.empty() : Stream.of("by \"" + device.payload() + '"'),
                device
                        .device()
                        .map(BandAddress::toString)
                        .filter(band -> !band.equals(device.address()))
                        .map(band -> "is " + band)
                        .stream());
    }

    /** An object for each sender, one a line. */
    public static List<String> json(RecordedFile file) {
        return file.heard().sorted().stream()
                .map(device -> json(file.recording().name(), device))
                .toList();
    }

    private static String json(String file, HeardDevice device) {
        StringWriter text = new StringWriter();
        try (JsonGenerator object = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            object.writeStartObject();
            object.writeStringProperty("file", file);
            object.writeStringProperty("address", device.address());
            object.writeStringProperty("address_type", device.addressType().isEmpty() ? null : device.addressType());
            object.writeNumberProperty("advertisements", device.advertisements());
            object.writeNumberProperty("scan_responses", device.scanResponses());
            object.writeNumberProperty("seconds", device.seconds());
            rssi(object, device.levels());
            object.writeArrayPropertyStart("names");
            device.names().forEach(object::writeString);
            object.writeEndArray();
            object.writeArrayPropertyStart("companies");
            device.companies().forEach(company -> object.writeString(hex(company)));
            object.writeEndArray();
            object.writeBooleanProperty("band", device.isBand());
            object.writeStringProperty("payload", device.payload().isEmpty() ? null : device.payload());
            object.writeStringProperty(
                    "device", device.device().map(BandAddress::toString).orElse(null));
            object.writeEndObject();
        }
        return text.toString();
    }

    private static void rssi(JsonGenerator object, Levels levels) {
        if (levels.isEmpty()) {
            object.writeNullProperty("rssi");
            return;
        }
        object.writeObjectPropertyStart("rssi");
        object.writeNumberProperty("min", levels.min());
        object.writeNumberProperty("median", levels.median());
        object.writeNumberProperty("max", levels.max());
        object.writeEndObject();
    }

    private static String hex(int company) {
        return String.format(Locale.ROOT, "0x%04X", company);
    }
}
