package nbe.bgapi.host;

import nbe.bgapi.adapter.RadioBorrower.Refusal;

/** Why something that was asked of a {@link GattSession} did not happen. */
public enum SessionError {
    /** The device was not heard, or did not answer, in time. A request that was not answered ends the session. */
    TIMEOUT("no answer in time"),
    /** There is no connection (yet, or no longer). */
    NOT_CONNECTED("not connected"),
    /** There is a connection, or one is being made, already. */
    ALREADY_CONNECTED("connected already"),
    /** The dongle or the device refused; the code says why. */
    REFUSED("refused"),
    /** The connection ended, and not since it was asked for; the code says why (0x0208: out of reach). */
    REMOTE_DISCONNECTED("the connection has ended"),
    /** The port went away: unplugged. */
    PORT_GONE("the dongle's port is gone"),
    /** The adapter recovers the dongle, which has restarted or fallen silent: all connections end. */
    ADAPTER_RESTARTED("the dongle was brought to order anew"),
    /** The adapter does not scan (yet): no session can begin. */
    ADAPTER_NOT_READY("the adapter is not ready"),
    /** Another session has the adapter, or too much waits in this one. */
    BUSY("the adapter is busy with another session, or too many requests wait"),
    /** The session was closed. */
    CLOSED("the session is closed"),
    /** The adapter's thread ends. */
    STOPPED("the adapter is being stopped"),
    /** The device sent what the protocol does not allow. */
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

    /** In words. */
    public String text() {
        return text;
    }
}
