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
    }

    /** The adapter has another status. */
    record Changed(int adapter, AdapterStatus status) implements AdapterEvent {
        @Override
        public void to(Handler handler) {
            handler.onStatus(this);
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
