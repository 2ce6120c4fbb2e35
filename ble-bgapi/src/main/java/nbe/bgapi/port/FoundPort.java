package nbe.bgapi.port;

/**
 * A port with a dongle, or that the settings name.
 *
 * @param key what stays the same when the dongle leaves the bus and comes back: the USB socket, or the name
 * @param path what to open now
 * @param dfu true if the dongle is in firmware update mode
 */
public record FoundPort(String key, String path, boolean dfu) {}
