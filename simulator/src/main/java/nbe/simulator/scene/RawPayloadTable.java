package nbe.simulator.scene;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.band.RawPayload;

/** Reads the table {@code [band.raw]} of a scene: what a band sends instead of the payload of docs/protocol.md. */
final class RawPayloadTable {
    /** Name of the table. */
    static final String NAME = "raw";

    private static final String DATA = "data";
    private static final String STATE = "service_request_state";
    private static final Set<String> KEYS = Set.of(DATA, "enrolled", "on_body", "authenticated", STATE);
    private static final Pattern BIT = Pattern.compile("([0-9]{1,2})\\.([0-7])");

    private final SceneTable table;
    private boolean sound = true;

    private RawPayloadTable(SceneTable table) {
        this.table = table;
    }

    /** The payload; empty if something is wrong, which the table has then reported. */
    static Optional<RawPayload> read(SceneTable table) {
        return new RawPayloadTable(table).read();
    }

    private Optional<RawPayload> read() {
        table.allowOnly(KEYS);
        Optional<String> hex = table.required(DATA, table.text(DATA));
        Optional<AdvertisingData> data = hex.flatMap(this::data);
        if (data.isEmpty()) {
            return Optional.empty();
        }
        int length = data.get().length();
        Optional<RawPayload.Bit> enrolled = bit("enrolled", length);
        Optional<RawPayload.Bit> onBody = bit("on_body", length);
        Optional<RawPayload.Bit> authenticated = bit("authenticated", length);
        Optional<Integer> state = table.integer(STATE, 0, length - 1);
        return sound
                ? Optional.of(new RawPayload(data.get(), enrolled, onBody, authenticated, state))
                : Optional.empty();
    }

    private Optional<AdvertisingData> data(String hex) {
        try {
            byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
            if (bytes.length > 0) {
                return Optional.of(AdvertisingData.raw(bytes));
            }
        } catch (IllegalArgumentException e) {
            // Said below, with what is allowed.
        }
        table.problemAt(
                DATA, DATA + " is '" + hex + "', allowed is 1 to " + AdvertisingData.MAX_LENGTH + " bytes in hex");
        return Optional.empty();
    }

    private Optional<RawPayload.Bit> bit(String key, int length) {
        Optional<String> text = table.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = BIT.matcher(text.get());
        if (parts.matches() && Integer.parseInt(parts.group(1)) < length) {
            return Optional.of(new RawPayload.Bit(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))));
        }
        sound = false;
        table.problemAt(
                key,
                key + " is '" + text.get() + "', allowed is BYTE.BIT, bytes 0 to " + (length - 1) + ", bits 0 to 7");
        return Optional.empty();
    }
}
