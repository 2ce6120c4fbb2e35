package nbe.air.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import nbe.base.Printable;
import nbe.bgapi.wire.AdReader;
import nbe.bgapi.wire.AdStructures;

/** The AD structures of one packet in words (Core Specification Supplement, part A, section 1), fit for a terminal. */
public final class AdWords {
    private static final int FLAGS = 0x01;
    private static final int TX_POWER = 0x0A;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final Map<Integer, String> FLAG_WORDS = Map.of(
            0x01, "limited discoverable",
            0x02, "general discoverable",
            0x04, "no classic Bluetooth",
            0x08, "classic Bluetooth at the same time (controller)",
            0x10, "classic Bluetooth at the same time (host)");

    private final byte[] data;
    private final Map<Integer, String> companies;
    private final Map<Integer, String> services;
    private final AdStructures structures = new AdStructures();

    private AdWords(byte[] data) {
        this.data = data;
        Set<Integer> usedNumbers = new TreeSet<>();
        structures.over(data, 0, data.length);
        while (structures.next()) {
            for (int i = 0; i + 1 < structures.valueLength(); i++) {
                usedNumbers.add(structures.u16(i));
            }
        }
        companies = AssignedNumbers.COMPANIES.names(usedNumbers);
        services = AssignedNumbers.SERVICES.names(usedNumbers);
    }

    /** A line for each structure, and one for what is no structure. */
    public static List<String> of(byte[] data) {
        return new AdWords(data).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        int end = 0;
        structures.over(data, 0, data.length);
        while (structures.next()) {
            lines.add(Printable.line(name(structures.type()) + ": " + value()));
            end = structures.valueOffset() + structures.valueLength();
        }
        if (structures.isCut()) {
            lines.add("cut short: its length says " + (data[end] & 0xFF) + " bytes, " + (data.length - end - 1)
                    + " are there: " + hex(end, data.length));
        } else if (end < data.length) {
            lines.add((data.length - end) + " bytes behind the last structure: " + hex(end, data.length));
        }
        return lines;
    }

    private static String name(int type) {
        return AdTypes.name(type).orElseGet(() -> String.format(Locale.ROOT, "AD type 0x%02X, not in the list", type));
    }

    private String value() {
        int type = structures.type();
        int length = structures.valueLength();
        if (type == FLAGS && length > 0) {
            return flags(structures.u8(0)) + " (" + rest(0) + ")";
        }
        if (type == AdReader.SHORTENED_NAME || type == AdReader.COMPLETE_NAME) {
            return '"' + new String(data, structures.valueOffset(), length, StandardCharsets.UTF_8) + '"';
        }
        if (type == TX_POWER && length == 1) {
            return (byte) structures.u8(0) + " dBm";
        }
        if (type == AdStructures.MANUFACTURER_SPECIFIC && length >= 2) {
            return String.format(Locale.ROOT, "0x%04X ", structures.u16(0))
                    + companies.getOrDefault(structures.u16(0), "(not in the list)") + ", " + rest(2);
        }
        int listed = AdReader.listedUuidLength(type);
        if (listed > 0) {
            StringJoiner uuids = new StringJoiner(", ");
            int at = 0;
            for (; at + listed <= length; at += listed) {
                uuids.add(service(at, listed));
            }
            return uuids + (at < length ? ", and " + rest(at) : "");
        }
        int before = AdReader.dataUuidLength(type);
        if (before > 0 && length >= before) {
            return service(0, before) + ", " + rest(before);
        }
        return rest(0);
    }

    private String service(int at, int length) {
        String uuid = AdReader.uuid(structures, at, length);
        String name = length == 2 ? services.getOrDefault(structures.u16(at), "") : "";
        return name.isEmpty() ? uuid : uuid + " " + name;
    }

    private static String flags(int flags) {
        StringJoiner words = new StringJoiner(", ");
        for (int bit = 1; bit < 0x100; bit <<= 1) {
            if ((flags & bit) != 0) {
                words.add(FLAG_WORDS.getOrDefault(bit, String.format(Locale.ROOT, "0x%02X", bit)));
            }
        }
        return words.length() == 0 ? "none" : words.toString();
    }

    private String rest(int from) {
        return from >= structures.valueLength()
                ? "no data"
                : hex(structures.valueOffset() + from, structures.valueOffset() + structures.valueLength());
    }

    private String hex(int from, int to) {
        return HEX.formatHex(data, from, to);
    }
}
