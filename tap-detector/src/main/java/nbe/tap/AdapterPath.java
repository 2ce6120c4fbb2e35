package nbe.tap;

/**
 * What one adapter hears of one band. Adapters stand in different places, so their levels are never mixed in one window.
 */
abstract class AdapterPath {
    private final int adapter;
    private long heardNanos;
    private boolean heard;

    AdapterPath(int adapter) {
        this.adapter = adapter;
    }

    final int adapter() {
        return adapter;
    }

    /**
     * Takes note that a sample came.
     *
     * @return false if it is older than one that was taken before: it has missed its place and must not be used
     */
    final boolean inOrder(long atNanos) {
        if (heard && atNanos - heardNanos < 0) {
            return false;
        }
        heard = true;
        heardNanos = atNanos;
        return true;
    }

    /** Whether a newer sample than one of this moment came. */
    final boolean heardAfter(long atNanos) {
        return heard && atNanos - heardNanos < 0;
    }

    /** Whether a sample came at {@code atNanos} or at most {@code maxAgeNanos} before; one that came later counts too. */
    final boolean heardWithin(long maxAgeNanos, long atNanos) {
        return heard && atNanos - heardNanos <= maxAgeNanos;
    }

    final boolean heardBefore(AdapterPath other) {
        return heardNanos - other.heardNanos < 0;
    }

    /** Forgets all samples. */
    abstract void clear();

    /** Gives memory back that no later sample needs: {@link SampleWindow#letGo}. */
    abstract void letGo(long nowNanos);
}
