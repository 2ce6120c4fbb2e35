package nbe.bgapi.machine;

import nbe.bgapi.call.Call;
import nbe.bgapi.wire.Packet;
import org.slf4j.event.Level;

/** What the machine wants done. */
public sealed interface Effect {
    /** Calls the method that belongs to this effect. */
    void performBy(Performer performer);

    /** Performs effects: one method each, so that a forgotten one does not compile. */
    interface Performer {
        /** Opens the port; the outcome goes back as onOpened or onOpenFailed. */
        void open(String path);

        void close();

        void send(Packet command);

        /** Scanning has ended: the borrower may use the radio. */
        void lendRadio();

        void report(AdapterStatus status);

        void count(AdapterCounter counter);

        /** A line in the log; the performer puts the port's name in front. */
        void note(Level level, String text);
    }

    record Open(String path) implements Effect {
        @Override
        public void performBy(Performer performer) {
            performer.open(path);
        }
    }

    record Close() implements Effect {
        @Override
        public void performBy(Performer performer) {
            performer.close();
        }
    }

    record Send(Packet command) implements Effect {
        Send(Call<?> call) {
            this(call.packet());
        }

        @Override
        public void performBy(Performer performer) {
            performer.send(command);
        }
    }

    record LendRadio() implements Effect {
        @Override
        public void performBy(Performer performer) {
            performer.lendRadio();
        }
    }

    record Report(AdapterStatus status) implements Effect {
        @Override
        public void performBy(Performer performer) {
            performer.report(status);
        }
    }

    record Count(AdapterCounter counter) implements Effect {
        @Override
        public void performBy(Performer performer) {
            performer.count(counter);
        }
    }

    record Note(Level level, String text) implements Effect {
        @Override
        public void performBy(Performer performer) {
            performer.note(level, text);
        }
    }
}
