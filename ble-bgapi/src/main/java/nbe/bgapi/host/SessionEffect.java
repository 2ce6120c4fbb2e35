package nbe.bgapi.host;

import nbe.bgapi.wire.Packet;

/** What a session wants done. */
sealed interface SessionEffect {
    record Send(Packet command) implements SessionEffect {}

    /** End scanning, so that the dongle can connect. */
    record BorrowRadio() implements SessionEffect {}

    /** Scan again. @param orderly false if nobody knows what the dongle is doing */
    record ReturnRadio(boolean orderly) implements SessionEffect {}

    record Complete(SessionOrder<?> order, Object value) implements SessionEffect {}

    record Fail(SessionOrder<?> order, SessionException why) implements SessionEffect {}

    /** The device sent a value by itself. */
    record Deliver(GattValue value) implements SessionEffect {}

    /** Nothing more will come. @param orderly false if the dongle may still hold the connection */
    record End(SessionException why, boolean orderly) implements SessionEffect {}
}
