package nbe.simulator.gatt;

import nbe.simulator.air.AirDevice;

/** A device that takes connections and has attributes to offer. While it is connected it does not advertise. */
public interface ConnectableDevice extends AirDevice {
    /** Its attributes, and what it does with connections. The same object always. */
    GattServer gatt();

    /** Whether it is switched on and its packets come through; a connection dies if it is not for long enough. */
    boolean isReachable(long nowNanos);
}
