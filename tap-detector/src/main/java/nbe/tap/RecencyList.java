package nbe.tap;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Bands sorted by their newest sighting, oldest first. Since all become absent after the same silence, their deadlines are sorted
 * too.
 *
 * <p>A list linked through the bands themselves. A sighting moves its band to the end in O(1); only a late one (two adapters,
 * two threads) walks back past newer ones.
 */
final class RecencyList implements Iterable<Band> {
    private Band oldest;
    private Band newest;
    private int size;

    boolean isEmpty() {
        return oldest == null;
    }

    int size() {
        return size;
    }

    /** Of a list that is not empty. */
    Band oldest() {
        return oldest;
    }

    void add(Band band) {
        Band before = newest;
        while (before != null && before.seenNanos - band.seenNanos > 0) {
            before = before.older;
        }
        Band after = before == null ? oldest : before.newer;
        size++;
        band.older = before;
        band.newer = after;
        if (before == null) {
            oldest = band;
        } else {
            before.newer = band;
        }
        if (after == null) {
            newest = band;
        } else {
            after.older = band;
        }
    }

    void remove(Band band) {
        size--;
        if (band.older == null) {
            oldest = band.newer;
        } else {
            band.older.newer = band.newer;
        }
        if (band.newer == null) {
            newest = band.older;
        } else {
            band.newer.older = band.older;
        }
        band.older = null;
        band.newer = null;
    }

    /** Moves a band of this list whose newest sighting has changed. */
    void move(Band band) {
        if (band != newest) {
            remove(band);
            add(band);
        }
    }

    /** Oldest first. The list must not change meanwhile. */
    @Override
    public Iterator<Band> iterator() {
        return new Iterator<>() {
            private Band next = oldest;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Band next() {
                if (next == null) {
                    throw new NoSuchElementException("past the newest band");
                }
                Band band = next;
                next = band.newer;
                return band;
            }
        };
    }
}
