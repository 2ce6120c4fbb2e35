package nbe.air;

import nbe.tap.BandEvent;

/** Gets what an {@link AirFeed} distributes, on the thread that drains it, which must not be held up. */
public interface AirListener {
    /** An advertisement or a scan response was heard. */
    void onAdvertisement(HeardAdvertisement advertisement);

    /** The core concluded a tap. The advertisement that decided it mostly came before, but the core can be faster than the adapter's thread. */
    default void onTap(BandEvent.Tapped tap) {}

    /** Everything that waited was distributed; called each {@link nbe.base.DrainedQueue#DRAIN_MILLIS} ms. */
    default void onDrained() {}
}
