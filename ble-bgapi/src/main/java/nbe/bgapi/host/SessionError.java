package nbe.bgapi.host;

import nbe.bgapi.adapter.RadioBorrower.Refusal;

/** Why a request of a caller to a {@link GattSession} failed, or why the session ended; part of {@link SessionException}. */
public enum SessionError {
    /** The dongle has received no advertisement of the device in time, or no answer. A request without an answer ends the session. */
    TIMEOUT("no answer in time"),
    /** There is no connection (yet, or no longer). */
    NOT_CONNECTED("not connected"),
    /** The session is connected, or is connecting. */
    ALREADY_CONNECTED("connected already"),
    /** The dongle or the device refused the request; {@link SessionException#outcome} is the reason. */
    REFUSED("refused"),
    /** The connection ended, not by a request; {@link SessionException#outcome} is the reason (0x0208: out of reach). */
    REMOTE_DISCONNECTED("the connection has ended"),
    /** The dongle's port is gone, for example because the dongle is unplugged. */
    PORT_GONE("the dongle's port is gone"),
    /** The dongle has restarted or fallen silent, and the adapter recovers it: all its connections end. */
    ADAPTER_RESTARTED("the dongle was brought to order anew"),
    /** The adapter does not scan, for example after its start: a session cannot begin. */
    ADAPTER_NOT_READY("the adapter is not ready"),
    /** Another session has the adapter, or too many requests wait. */
    BUSY("the adapter is busy with another session, or too many requests wait"),
    /** A caller has closed the session, or has not used it for a minute. */
    CLOSED("the session is closed"),
    /** The adapter stops. */
    STOPPED("the adapter is being stopped"),
    /** The device has broken the protocol. */
    PROTOCOL("the device breaks the protocol");

    private final String text;

    SessionError(String text) {
        this.text = text;
    }

    static SessionError of(Refusal refusal) {
        return switch (refusal) {
            case BUSY -> BUSY;
            case NOT_READY -> ADAPTER_NOT_READY;
            case PORT_GONE -> PORT_GONE;
            case RECOVERING -> ADAPTER_RESTARTED;
            case STOPPED -> STOPPED;
        };
    }

    /** The error in words, for messages. */
    public String text() {
        return text;
    }
}
