package nbe.bgapi.adapter;

import nbe.bgapi.machine.AdapterStatus;

/** What happens to an adapter, as seen from outside. Immutable; posted from the adapter's thread, only when something changed. */
public sealed interface AdapterEvent {
    /** Small number of the adapter, from 0; the same as in its advertisements. */
    int adapter();

    /** Calls the method that belongs to this event. */
    void to(Handler handler);

    /** Handles events: one method each, so that a forgotten one does not compile. */
    interface Handler {
        void onStatus(Changed event);

        void onStalled(Stalled event);

        void onRecovery(Recovery event);
    }

    /** The adapter has another status. */
    record Changed(int adapter, AdapterStatus status) implements AdapterEvent {
        @Override
        public void to(Handler handler) {
            handler.onStatus(this);
        }
    }

    /**
     * The adapter does not scan, and something is being tried to make it; or that is over, because it scans again or because a {@link
     * Changed} says what is wrong.
     *
     * @param port {@code /dev/ttyACM0}, or {@code auto} while none is found
     * @param goingOn false: over
     * @param what was logged about it last, in words; empty at the start
     */
    record Recovery(int adapter, String port, boolean goingOn, String what) implements AdapterEvent {
        @Override
        public void to(Handler handler) {
            handler.onRecovery(this);
        }
    }

    /**
     * The process or the port stood still (suspend, SIGSTOP, a stall). The adapter has dropped what was buffered, since its age is not
     * known; the receiver discards its RSSI samples.
     *
     * @param port {@code /dev/ttyACM0}
     */
    record Stalled(int adapter, String port, long discardedBytes) implements AdapterEvent {
        @Override
        public void to(Handler handler) {
            handler.onStalled(this);
        }
    }
}
