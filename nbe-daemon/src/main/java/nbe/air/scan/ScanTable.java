package nbe.air.scan;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nbe.base.Printable;

/** A {@link Scan} for people: a row a device, the strongest first, and below the reasons why they are no bands. */
public final class ScanTable {
    private static final String ROW = "%-17s  %-14s %4s %5s %6s  %-{band}s  %s";
    private static final int NARROWEST_BAND = 8;
    private static final int LONGEST_NAME = 60;

    private final Scan scan;
    private final Map<String, Integer> reasons = new LinkedHashMap<>();
    private final String row;

    private ScanTable(Scan scan) {
        this.scan = scan;
        int band = scan.devices().stream()
                .flatMap(device -> device.band().stream())
                .mapToInt(payload -> Printable.bounded(payload, LONGEST_NAME).length())
                .max()
                .orElse(0);
        this.row = ROW.replace("{band}", Integer.toString(Math.max(NARROWEST_BAND, band)));
    }

    /**
     * The lines.
     *
     * @param words whether each device's AD structures follow in words
     */
    public static List<String> lines(Scan scan, boolean words) {
        return new ScanTable(scan).lines(words);
    }

    private List<String> lines(boolean words) {
        List<String> lines = new ArrayList<>();
        if (!scan.devices().isEmpty()) {
            lines.add(row("address", "type", "dBm", "count", "ms", "band", "name, company"));
        }
        for (Scan.Device device : scan.devices()) {
            lines.add(row(
                    device.address(),
                    device.addressType(),
                    device.rssi().median().map(Object::toString).orElse("?"),
                    Long.toString(device.advertisements() + device.scanResponses()),
                    device.intervalMs().map(Object::toString).orElse(""),
                    device.band()
                            .map(payload -> Printable.bounded(payload, LONGEST_NAME))
                            .orElseGet(() -> "no (" + reason(device) + ")"),
                    who(device)));
            if (words) {
                addWords(lines, "advertisement", device.advertisement());
                addWords(lines, "scan response", device.scanResponse());
            }
        }
        addReasons(lines);
        addSum(lines);
        return lines;
    }

    private String row(String... cells) {
        return String.format(Locale.ROOT, row, (Object[]) cells).stripTrailing();
    }

    private int reason(Scan.Device device) {
        return reasons.computeIfAbsent(device.notABandBecause().orElse("unknown"), text -> reasons.size() + 1);
    }

    /** Names and companies; of a device that has neither, its services. */
    private static String who(Scan.Device device) {
        List<String> who = new ArrayList<>();
        device.names().forEach(name -> who.add('"' + Printable.bounded(name, LONGEST_NAME) + '"'));
        device.companies()
                .forEach(company -> who.add(
                        Printable.bounded(company.name().orElse(company.id() + " (not in the list)"), LONGEST_NAME)));
        return String.join(", ", who.isEmpty() ? device.services() : who);
    }

    private static void addWords(List<String> lines, String what, Optional<String> hex) {
        if (hex.isPresent()) {
            lines.add("    " + what + " " + (hex.get().isEmpty() ? "without data" : Printable.line(hex.get())));
            AdWords.of(HexFormat.of().parseHex(hex.get())).forEach(line -> lines.add("      " + line));
        }
    }

    private void addReasons(List<String> lines) {
        if (!reasons.isEmpty()) {
            lines.add("");
            reasons.forEach((text, number) -> lines.add("no (" + number + ")  " + Printable.line(text)));
        }
    }

    private void addSum(List<String> lines) {
        long bands = scan.devices().stream()
                .filter(device -> device.band().isPresent())
                .count();
        long packets = scan.devices().stream()
                .mapToLong(device -> device.advertisements() + device.scanResponses())
                .sum();
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(
                packets == 0
                        ? "nothing was heard in " + scan.seconds() + " s"
                        : count(packets, "advertisement") + " of "
                                + count(scan.devices().size(), "device") + " in " + scan.seconds() + " s, "
                                + (bands == 0 ? "no band" : count(bands, "band")));
        if (scan.devicesNotListed() > 0) {
            lines.add("no room for further devices: " + count(scan.devicesNotListed(), "advertisement")
                    + " of theirs left out");
        }
        if (scan.advertisementsLost() > 0) {
            lines.add(
                    count(scan.advertisementsLost(), "advertisement") + " lost: they came faster than they were read");
        }
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
