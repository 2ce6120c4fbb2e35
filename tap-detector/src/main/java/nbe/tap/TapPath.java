package nbe.tap;

/** What one adapter hears of one band that may be tapped, and what it knows of the tap that was told last. */
abstract class TapPath extends AdapterPath {
    /** It heard the tap that was told last, and has not heard the band fall since. */
    private boolean reached;
    /** It reached when its samples were forgotten. */
    private boolean owesFall;

    TapPath(int adapter) {
        super(adapter);
    }

    /** A tap was told, and this is what it sounds like since: low enough to arm again, or not. */
    final void noteSinceTap(boolean low) {
        reached = !low;
        owesFall = owesFall && !low;
    }

    /** True if the band may still be held as it was when the tap was told: only a fall that this path hears tells otherwise. */
    final boolean owesFall() {
        return owesFall;
    }

    @Override
    void clear() {
        owesFall = owesFall || reached;
    }
}
