package nbe.bgapi.adapter;

import nbe.bgapi.wire.AdvertisementView;

/** Takes advertisements where they were read. */
@FunctionalInterface
public interface AdvertisementSink {
    /**
     * One gap_scan_response. Called on the adapter's own thread, which must not be held up: no I/O, no lock, no waiting.
     *
     * @param adapter number of the adapter
     * @param advertisement a cursor on the receive buffer, valid during this call only
     * @param receivedNanos monotonic time, taken right after the read that completed the packet
     */
    void onAdvertisement(int adapter, AdvertisementView advertisement, long receivedNanos);
}
