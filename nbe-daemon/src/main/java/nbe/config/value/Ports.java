package nbe.config.value;

import java.util.List;

/** {@code "auto"}, one port, or an array of ports. */
public enum Ports implements ValueType<BlePorts> {
    AUTO_OR_NAMES;

    private static final String AUTO = "auto";

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
    public BlePorts fromToml(Object value) throws NotAllowed {
        if (value instanceof String text) {
            return of(List.of(name(text)));
        }
        return of(LIST.fromToml(value));
    }

    @Override
    public BlePorts fromText(String text) throws NotAllowed {
        return of(LIST.fromText(text));
    }

    private String name(String text) throws NotAllowed {
        try {
            return Name.NOT_EMPTY.fromText(text);
        } catch (NotAllowed e) {
            throw new NotAllowed(e.wrong(), allowed());
        }
    }

    private BlePorts of(List<String> names) throws NotAllowed {
        if (names.equals(List.of(AUTO))) {
            return BlePorts.AUTO;
        }
        if (names.contains(AUTO)) {
            throw new NotAllowed("holds \"auto\" beside other ports", allowed());
        }
        return new BlePorts(names);
    }

    @Override
    public String toToml(BlePorts value) {
        List<String> names = value.names();
        return switch (names.size()) {
            case 0 -> TomlWords.quoted(AUTO);
            case 1 -> TomlWords.quoted(names.get(0));
            default -> LIST.toToml(names);
        };
    }
}
