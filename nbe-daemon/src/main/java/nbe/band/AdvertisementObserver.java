package nbe.band;

import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.Sighting;

/**
 * Learns of each advertisement, a band's or not. Called on the adapter's own thread, under the rules of {@link
 * nbe.bgapi.adapter.AdvertisementSink#onAdvertisement}.
 */
public interface AdvertisementObserver {
    /** One that does nothing. */
    AdvertisementObserver NONE = new AdvertisementObserver() {
        @Override
        public void onBand(AdvertisementView advertisement, Sighting sighting) {
            // Nobody wants to know.
        }

        @Override
        public void onOther(AdvertisementView advertisement, int parsed, long receivedNanos) {
            // Nobody wants to know.
        }
    };

    /** A band's, once the filter has passed the sighting on. */
    void onBand(AdvertisementView advertisement, Sighting sighting);

    /**
     * One that is no band's.
     *
     * @param parsed {@link PayloadParser#FOREIGN}, {@link PayloadParser#OTHER_OF_COMPANY} or {@link PayloadParser#DAMAGED}
     */
    void onOther(AdvertisementView advertisement, int parsed, long receivedNanos);
}
