package nbe.endpoint;

import java.util.function.Consumer;
import nbe.agent.link.LinkEvent;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.pcsc.ReaderReport;
import nbe.tap.Sighting;

/**
 * An event that an edge posts to the core. Immutable. {@link #on} selects the method for a type, so that a type without a method does
 * not compile.
 */
public sealed interface CoreEvent {
    /**
     * Calls the method of {@code handler} for this type.
     *
     * @param now monotonic nanoseconds
     */
    void on(Handler handler, long now);

    /** One method for each event. */
    interface Handler {
        void heard(Heard event, long now);

        void fromAdapter(FromAdapter event, long now);

        void fromReader(FromReader event, long now);

        void fromLink(FromLink event, long now);

        void changed(Changed event, long now);

        void asked(Asked event, long now);

        void stop(Stop event, long now);
    }

    /** An adapter heard a band: the only kind that the inbox may drop, and then counts, when the core cannot keep up. */
    record Heard(Sighting sighting) implements CoreEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.heard(this, now);
        }
    }

    /** An adapter changed its state. */
    record FromAdapter(AdapterEvent event) implements CoreEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.fromAdapter(this, now);
        }
    }

    /** A thread of the readers reported something. */
    record FromReader(ReaderReport report) implements CoreEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.fromReader(this, now);
        }
    }

    /** Something happened on the connection to the agent. */
    record FromLink(LinkEvent event) implements CoreEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.fromLink(this, now);
        }
    }

    /** The configuration has changed. */
    record Changed(CoreChange change) implements CoreEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.changed(this, now);
        }
    }

    /**
     * Somebody wants to know how things are.
     *
     * @param answer gets it on the core's thread, so it must return at once, and must not throw
     */
    record Asked(Consumer<CoreView> answer) implements CoreEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.asked(this, now);
        }
    }

    /** The daemon ends. */
    record Stop() implements CoreEvent {
        @Override
        public void on(Handler handler, long now) {
            handler.stop(this, now);
        }
    }
}
