package nbe.bgapi.port;

/**
 * A port at which a dongle is, or is said to be.
 *
 * @param key what stays the same when the dongle leaves the bus and comes back: the USB socket, or the name
 * @param path what to open now
 * @param dfu true if the dongle says that it is in firmware update mode
 */
public record FoundPort(String key, String path, boolean dfu) {}
