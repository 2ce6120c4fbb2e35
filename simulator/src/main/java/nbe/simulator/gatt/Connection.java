package nbe.simulator.gatt;

import nbe.simulator.air.DeviceAddress;

/**
 * A connection of the dongle to a device.
 *
 * @param interval in units of 1.25 ms
 * @param timeout in units of 10 ms
 * @param latency in connection intervals
 */
public record Connection(int handle, DeviceAddress peer, int interval, int timeout, int latency) {}
