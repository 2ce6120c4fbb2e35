package nbe.bgapi.adapter;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.bgapi.port.BytePort;

/**
 * What all adapters of a fleet share.
 *
 * @param sink called on the adapters' threads
 * @param events called on the adapters' threads
 * @param clock monotonic nanoseconds
 * @param wall wall time, to notice that the machine slept
 * @param watched whether the system reports changes of the ports
 */
record AdapterContext(
        BytePort.Opener opener,
        AdvertisementSink sink,
        Consumer<AdapterEvent> events,
        LongSupplier clock,
        InstantSource wall,
        BooleanSupplier watched) {

    long now() {
        return clock.getAsLong();
    }
}
