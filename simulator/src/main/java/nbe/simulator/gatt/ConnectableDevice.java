package nbe.simulator.gatt;

import nbe.simulator.air.AirDevice;

/** A device that accepts connections and has attributes. While connected it does not advertise. */
public interface ConnectableDevice extends AirDevice {
    /** Its attributes; always the same object. */
    GattServer gatt();

    /** Whether its packets arrive; otherwise a connection ends by its supervision timeout. */
    boolean isReachable(long nowNanos);
}
