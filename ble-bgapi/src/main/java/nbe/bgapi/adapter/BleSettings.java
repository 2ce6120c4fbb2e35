package nbe.bgapi.adapter;

import java.util.List;
import nbe.bgapi.port.PortNames;

/**
 * Which adapters to use.
 *
 * @param ports names or paths of ports; empty: every BLED112 that is found by its USB ids
 */
public record BleSettings(List<String> ports) {
    /** The operator's word for every BLED112 that the USB ids show. */
    public static final String AUTO = PortNames.AUTO;

    public BleSettings {
        ports = ports.equals(List.of(AUTO)) ? List.of() : List.copyOf(ports);
        if (ports.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a port needs a name: " + ports);
        }
    }

    public static BleSettings auto() {
        return new BleSettings(List.of());
    }

    public boolean isAuto() {
        return ports.isEmpty();
    }
}
