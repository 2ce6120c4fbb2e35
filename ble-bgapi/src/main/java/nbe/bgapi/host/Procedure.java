package nbe.bgapi.host;

import nbe.bgapi.call.Call;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.OnConnection;

/**
 * One thing that is done on a connection: a call, its answer, and the events that follow, perhaps several times over. Knows
 * neither time nor queue; {@link SessionMachine} runs one at a time. Used once.
 */
abstract class Procedure<T> {
    /** What it does, for messages. */
    abstract String name();

    /** What is sent first. */
    abstract Call<?> begin(int connection);

    /** The answer to the last call. */
    Progress<T> onAnswer(Object answer, int connection) {
        if (answer instanceof OnConnection taken && !taken.outcome().isSuccess()) {
            return Progress.refused(taken.outcome());
        }
        return Progress.waiting();
    }

    /** An event of this connection or of the dongle; not a value that the device sent by itself. */
    Progress<T> onEvent(HostEvent event, int connection) {
        return Progress.waiting();
    }

    /** False if it concerns the dongle alone. */
    boolean needsConnection() {
        return true;
    }
}
