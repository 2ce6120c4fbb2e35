package nbe.bgapi.host;

import nbe.bgapi.call.Call;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.OnConnection;

/**
 * One operation of a session on the dongle, for example a read of an attribute: one or more commands, their answers, and the events that
 * follow. {@link Procedures} makes one for each request; a {@link Working} state runs one at a time, on the adapter's thread. It also
 * checks the deadlines and holds the queue.
 *
 * @param <T> type of the result
 */
abstract class Procedure<T> {
    /** The operation in words, for error messages: {@code "reading 0x0012"}. */
    abstract String name();

    /** The first command. */
    abstract Call<?> begin(int connection);

    /** Processes the dongle's answer to the command that the session sent last. */
    Progress<T> onAnswer(Object answer, int connection) {
        if (answer instanceof OnConnection taken && !taken.outcome().isSuccess()) {
            return Progress.refused(taken.outcome());
        }
        return Progress.waiting();
    }

    /** Processes an event of this connection or of the dongle. The session keeps notifications and indications to itself. */
    Progress<T> onEvent(HostEvent event, int connection) {
        return Progress.waiting();
    }

    /** False if the procedure needs only the dongle: the session also runs it while it is not connected. */
    boolean needsConnection() {
        return true;
    }
}
