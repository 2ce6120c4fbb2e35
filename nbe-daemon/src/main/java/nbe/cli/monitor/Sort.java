package nbe.cli.monitor;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import nbe.control.status.BandRow;

/** The order of the bands. */
enum Sort {
    /** The strongest first. */
    LEVEL(Comparator.comparingDouble((Band band) -> band.level().orElse(-1000)).reversed()),
    ADDRESS(Comparator.comparing(Band::address)),
    /** The one that tapped last first. */
    TAP(Comparator.comparing(
                    (Band band) -> band.lastTap().map(BandRow.LastIntent::time).orElse(Instant.EPOCH))
            .reversed()),
    /** The one that advertises most often first. */
    RATE(Comparator.comparingDouble((Band band) -> band.row().samplesPerS()).reversed());

    private final Comparator<Band> order;

    Sort(Comparator<Band> order) {
        this.order = order;
    }

    /** This order; bands that are equal in it by address, absent ones at the end. */
    Comparator<Band> order() {
        return Comparator.comparing(Band::absent).thenComparing(order).thenComparing(Band::address);
    }

    Sort next() {
        return values()[(ordinal() + 1) % values().length];
    }

    @Override
    public String toString() {
        return this == TAP ? "last tap" : name().toLowerCase(Locale.ROOT);
    }
}
