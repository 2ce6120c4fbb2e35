package nbe.config.value;

import java.util.List;
import nbe.bgapi.adapter.BleSettings;

/** Type of the setting for the serial ports of the dongles: {@code "auto"}, one port, or an array of ports. */
public enum Ports implements ValueType<BleSettings> {
    AUTO_OR_NAMES;

    private static final ListOf<String> LIST = new ListOf<>(
            Name.NOT_EMPTY,
            "\"auto\", a port as text (\"COM5\", \"/dev/ttyACM0\"), or an array of ports; no adapter at all is [ble] enabled"
                    + " = false",
            false);

    @Override
    public String allowed() {
        return LIST.allowed();
    }

    @Override
    public BleSettings fromToml(Object value) throws NotAllowed {
        if (value instanceof String text) {
            return of(List.of(name(text)));
        }
        return of(LIST.fromToml(value));
    }

    @Override
    public BleSettings fromText(String text) throws NotAllowed {
        return of(LIST.fromText(text));
    }

    private String name(String text) throws NotAllowed {
        try {
            return Name.NOT_EMPTY.fromText(text);
        } catch (NotAllowed e) {
            throw new NotAllowed(e.wrong(), allowed());
        }
    }

    private BleSettings of(List<String> names) throws NotAllowed {
        if (names.size() > 1 && names.contains(BleSettings.AUTO)) {
            throw new NotAllowed("holds \"auto\" beside other ports", allowed());
        }
        return new BleSettings(names);
    }

    @Override
    public String toToml(BleSettings value) {
        List<String> names = value.ports();
        return switch (names.size()) {
            case 0 -> TomlWords.quoted(BleSettings.AUTO);
            case 1 -> TomlWords.quoted(names.get(0));
            default -> LIST.toToml(names);
        };
    }
}
