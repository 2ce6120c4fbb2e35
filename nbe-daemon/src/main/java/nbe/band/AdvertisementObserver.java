package nbe.band;

import nbe.bgapi.wire.AdvertisementView;

/** Learns of each advertisement, a band's or not, once the filter has passed a band's on. */
@FunctionalInterface
public interface AdvertisementObserver {
    /** One that does nothing. */
    AdvertisementObserver NONE = (advertisement, parsed, receivedNanos) -> {};

    /**
     * Called on the adapter's own thread, under the rules of {@link nbe.bgapi.adapter.AdvertisementSink#onAdvertisement}.
     *
     * @param parsed what {@link PayloadParser#parse} returned
     */
    void onParsed(AdvertisementView advertisement, int parsed, long receivedNanos);
}
