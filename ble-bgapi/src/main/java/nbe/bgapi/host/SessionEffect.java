package nbe.bgapi.host;

import nbe.bgapi.call.Call;
import nbe.bgapi.wire.Packet;

/** What a session wants done. */
sealed interface SessionEffect {
    /** Calls the method that belongs to this effect. */
    void performBy(Performer performer);

    /** Performs effects: one method each, so that a forgotten one does not compile. */
    interface Performer {
        void send(Packet command);

        /** Stops scanning, so that the dongle can connect. */
        void borrowRadio();

        /** Resumes scanning. Not orderly: the dongle's state is not known. */
        void returnRadio(boolean orderly);

        void complete(SessionRequest<?> request, Object value);

        void fail(SessionRequest<?> request, SessionException why);

        /** The device sent a value by itself. */
        void deliver(GattValue value);

        /** The session is over. Not orderly: the dongle may still hold the connection. */
        void end(SessionException why, boolean orderly);
    }

    record Send(Packet command) implements SessionEffect {
        Send(Call<?> call) {
            this(call.packet());
        }

        @Override
        public void performBy(Performer performer) {
            performer.send(command);
        }
    }

    record BorrowRadio() implements SessionEffect {
        @Override
        public void performBy(Performer performer) {
            performer.borrowRadio();
        }
    }

    record ReturnRadio(boolean orderly) implements SessionEffect {
        @Override
        public void performBy(Performer performer) {
            performer.returnRadio(orderly);
        }
    }

    record Complete(SessionRequest<?> request, Object value) implements SessionEffect {
        @Override
        public void performBy(Performer performer) {
            performer.complete(request, value);
        }
    }

    record Fail(SessionRequest<?> request, SessionException why) implements SessionEffect {
        Fail(SessionRequest<?> request, SessionError why) {
            this(request, SessionException.of(why, request.name()));
        }

        @Override
        public void performBy(Performer performer) {
            performer.fail(request, why);
        }
    }

    record Deliver(GattValue value) implements SessionEffect {
        @Override
        public void performBy(Performer performer) {
            performer.deliver(value);
        }
    }

    record End(SessionException why, boolean orderly) implements SessionEffect {
        @Override
        public void performBy(Performer performer) {
            performer.end(why, orderly);
        }
    }
}
