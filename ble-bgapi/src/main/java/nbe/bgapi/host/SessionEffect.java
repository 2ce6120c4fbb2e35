package nbe.bgapi.host;

import nbe.bgapi.call.Call;
import nbe.bgapi.wire.Packet;

/** An action that {@link SessionMachine} requests, as to send a packet. {@link SessionPort} performs it on the adapter's thread. */
sealed interface SessionEffect {
    /** Calls the method of {@code performer} for this effect. */
    void performBy(Performer performer);

    /** Performs effects. One method for each, so that a performer without an effect does not compile. */
    interface Performer {
        void send(Packet command);

        /** The adapter stops scanning, so that the dongle can connect; {@link SessionMachine#onLent} follows. */
        void borrowRadio();

        /** The adapter resumes scanning; if not orderly, the dongle's state is unknown, and the adapter recovers it. */
        void returnRadio(boolean orderly);

        void complete(SessionRequest<?> request, Object value);

        void fail(SessionRequest<?> request, SessionException why);

        /** Delivers a notification or an indication to the caller. */
        void deliver(GattValue value);

        /** The session has ended; if not orderly, the dongle may still hold the connection, and the adapter recovers it. */
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
