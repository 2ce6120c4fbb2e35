package nbe.status;

import java.util.List;
import nbe.endpoint.Intent;
import nbe.pcsc.ReaderView;
import nbe.tap.BandEvent;
import nbe.tap.Sighting;

/** Something that the event stream tells. Immutable; made on the core's thread, rendered on the control thread. */
sealed interface StatusEvent {
    EventKind kind();

    /** The value of the method of {@code handler} for this type. */
    <T> T on(Handler<T> handler);

    /** One method for each event. */
    interface Handler<T> {
        T heard(Heard event);

        T presence(Presence event);

        T tap(Tap event);

        T adapter(Adapter event);

        T reader(Reader event);

        T link(Link event);

        T config(Config event);
    }

    /** @param port of the adapter that heard the band */
    record Heard(Sighting sighting, String port) implements StatusEvent {
        @Override
        public EventKind kind() {
            return EventKind.SIGHTING;
        }

        @Override
        public <T> T on(Handler<T> handler) {
            return handler.heard(this);
        }
    }

    /** The presence of a band has changed. */
    record Presence(BandEvent.PresenceChanged presence) implements StatusEvent {
        @Override
        public EventKind kind() {
            return EventKind.PRESENCE;
        }

        @Override
        public <T> T on(Handler<T> handler) {
            return handler.presence(this);
        }
    }

    /** A tap was decided. */
    record Tap(Intent intent) implements StatusEvent {
        @Override
        public EventKind kind() {
            return EventKind.INTENT;
        }

        @Override
        public <T> T on(Handler<T> handler) {
            return handler.tap(this);
        }
    }

    /** An adapter is in another state; {@code stalled}: in the same one, but it stood still, and its samples of before do not count. */
    record Adapter(AdapterView view, boolean stalled, long atNanos) implements StatusEvent {
        @Override
        public EventKind kind() {
            return EventKind.ADAPTER;
        }

        @Override
        public <T> T on(Handler<T> handler) {
            return handler.adapter(this);
        }
    }

    /** A reader is in another state; {@code gone}: PC/SC lists it no more. */
    record Reader(ReaderView view, boolean gone, long atNanos) implements StatusEvent {
        @Override
        public EventKind kind() {
            return EventKind.READER;
        }

        @Override
        public <T> T on(Handler<T> handler) {
            return handler.reader(this);
        }
    }

    /** The link to the agent is in another state. */
    record Link(AgentView view, long atNanos) implements StatusEvent {
        @Override
        public EventKind kind() {
            return EventKind.LINK;
        }

        @Override
        public <T> T on(Handler<T> handler) {
            return handler.link(this);
        }
    }

    /** Other settings are in use; {@code changed} are the names of those that differ. */
    record Config(List<String> changed, long atNanos) implements StatusEvent {
        @Override
        public EventKind kind() {
            return EventKind.CONFIG;
        }

        @Override
        public <T> T on(Handler<T> handler) {
            return handler.config(this);
        }
    }
}
