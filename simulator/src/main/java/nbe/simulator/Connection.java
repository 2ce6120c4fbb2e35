package nbe.simulator;

/**
 * A connection of the dongle to a device.
 *
 * @param interval in units of 1.25 ms
 * @param timeout in units of 10 ms
 * @param latency in connection intervals
 */
record Connection(int handle, DeviceAddress peer, int interval, int timeout, int latency) {}
