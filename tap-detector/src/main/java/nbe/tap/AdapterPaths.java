package nbe.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The paths of one band, one for each adapter that hears it.
 *
 * <p>At most {@value #MOST}: a fifth adapter takes the place of the one that heard the band longest ago. One adapter, the
 * common case, costs one comparison.
 */
final class AdapterPaths<P extends AdapterPath> {
    private static final int MOST = 4;

    private final IntFunction<P> factory;
    private final List<P> paths = new ArrayList<>(1);

    AdapterPaths(IntFunction<P> factory) {
        this.factory = factory;
    }

    P of(int adapter) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).adapter() == adapter) {
                return paths.get(i);
            }
        }
        P path = factory.apply(adapter);
        if (paths.size() < MOST) {
            paths.add(path);
        } else {
            paths.set(heardLongestAgo(), path);
        }
        return path;
    }

    int size() {
        return paths.size();
    }

    P get(int i) {
        return paths.get(i);
    }

    /** Clears every path; each still knows when it was last heard. */
    void clear() {
        for (int i = 0; i < paths.size(); i++) {
            paths.get(i).clear();
        }
    }

    /** Clears the path of one adapter, if it is one of those that hear the band. */
    void clear(int adapter) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).adapter() == adapter) {
                paths.get(i).clear();
            }
        }
    }

    /** {@link AdapterPath#letGo} of every path. */
    void letGo(long nowNanos) {
        for (int i = 0; i < paths.size(); i++) {
            paths.get(i).letGo(nowNanos);
        }
    }

    /** Lets go of the paths and their memory. */
    void forget() {
        paths.clear();
    }

    private int heardLongestAgo() {
        int found = 0;
        for (int i = 1; i < paths.size(); i++) {
            if (paths.get(i).heardBefore(paths.get(found))) {
                found = i;
            }
        }
        return found;
    }
}
