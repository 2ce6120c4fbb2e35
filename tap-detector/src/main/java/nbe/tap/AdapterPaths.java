package nbe.tap;

import java.util.ArrayList;
import java.util.List;

/**
 * The paths of one band, one for each adapter that hears it.
 *
 * <p>At most {@value #MOST}: a fifth adapter takes the place of the one that heard the band longest ago. One adapter, the
 * common case, costs one comparison.
 */
final class AdapterPaths {
    private static final int MOST = 4;

    private final BandAddress band;
    private TapSettings settings;
    private final List<AdapterPath> paths = new ArrayList<>(1);

    AdapterPaths(BandAddress band, TapSettings settings) {
        this.band = band;
        this.settings = settings;
    }

    /** From now on these settings count: {@link AdapterPath#use}. */
    void use(TapSettings changed) {
        settings = changed;
        paths.forEach(path -> path.use(changed));
    }

    AdapterPath of(int adapter) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).adapter() == adapter) {
                return paths.get(i);
            }
        }
        AdapterPath path = new AdapterPath(band, adapter, settings);
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

    AdapterPath get(int i) {
        return paths.get(i);
    }

    /** Clears every path. */
    void clear() {
        paths.forEach(AdapterPath::clear);
    }

    /** Clears the path of one adapter, if it is one of those that hear the band. */
    void clear(int adapter) {
        for (AdapterPath path : paths) {
            if (path.adapter() == adapter) {
                path.clear();
            }
        }
    }

    /** {@link AdapterPath#letGo} of every path. */
    void letGo(long nowNanos) {
        for (AdapterPath path : paths) {
            path.letGo(nowNanos);
        }
    }

    /** Drops the paths and their memory. */
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
