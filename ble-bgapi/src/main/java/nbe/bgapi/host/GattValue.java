package nbe.bgapi.host;

import nbe.bgapi.call.HostEvent;
import nbe.bgapi.wire.Octets;

/**
 * A value that the device sent by itself.
 *
 * @param attribute handle of the value
 * @param indication true if it was sent as an indication (and has been confirmed), false for a notification
 */
public record GattValue(int attribute, boolean indication, Octets value) {
    static GattValue of(HostEvent.Value event) {
        return new GattValue(event.attribute(), event.kind() != HostEvent.Value.NOTIFICATION, event.value());
    }
}
