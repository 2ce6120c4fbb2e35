package nbe.air;

import nbe.tap.BandEvent;

/** Gets what an {@link AirFeed} distributes, on the thread that drains it, which must not be held up. */
public interface AirListener {
    /** An advertisement or a scan response was heard. */
    void onAdvertisement(HeardAdvertisement advertisement);

    /** The core concluded a tap; the advertisement that decided it came before. */
    default void onTap(BandEvent.Tapped tap) {}

    /** Everything that waited was distributed; called each {@link AirFeed#DRAIN_MILLIS} ms. */
    default void onDrained() {}
}
