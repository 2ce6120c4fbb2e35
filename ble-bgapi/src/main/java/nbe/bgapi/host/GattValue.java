package nbe.bgapi.host;

import nbe.bgapi.wire.Octets;

/**
 * A value that the device sent by itself.
 *
 * @param attribute handle of the value
 * @param indication true if it was sent as an indication (and has been confirmed), false for a notification
 */
public record GattValue(int attribute, boolean indication, Octets value) {}
