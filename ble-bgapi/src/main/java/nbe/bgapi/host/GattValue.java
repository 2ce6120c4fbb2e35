package nbe.bgapi.host;

import nbe.bgapi.call.HostEvent;
import nbe.bgapi.wire.Octets;

/**
 * A notification or an indication of the device; {@link GattSession#nextValue} returns it to the caller.
 *
 * @param attribute handle of the value
 * @param indication true for an indication, which the session or the dongle confirms; false for a notification
 */
public record GattValue(int attribute, boolean indication, Octets value) {
    static GattValue of(HostEvent.Value event) {
        return new GattValue(event.attribute(), event.kind() != HostEvent.Value.NOTIFICATION, event.value());
    }
}
