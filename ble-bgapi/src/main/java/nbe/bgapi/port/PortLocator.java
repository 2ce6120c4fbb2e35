package nbe.bgapi.port;

import java.util.Optional;

/** Where one adapter's dongle is. Called by that adapter's thread only. */
public interface PortLocator {
    /** The present port; empty if it is missing. */
    Optional<FoundPort> locate();

    /** The dongle was reported absent: another one may take its place. */
    default void release() {}

    static PortLocator named(PortFinder finder) {
        return () -> finder.find().stream().findFirst();
    }
}
