package nbe.capture;

/** Ends the reading of a capture at its first damage. */
final class DamagedCaptureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient CaptureDamage damage;

    DamagedCaptureException(long offset, String text) {
        super(text);
        this.damage = new CaptureDamage(offset, text);
    }

    CaptureDamage damage() {
        return damage;
    }
}
