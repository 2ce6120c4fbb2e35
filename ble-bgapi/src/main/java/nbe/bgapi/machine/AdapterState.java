package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Packet;

/**
 * One state of an adapter: a value that carries what has a meaning in it, and says what each event leads to. What a state
 * does not override leaves things as they are.
 */
public sealed interface AdapterState permits Away, Blocked, Opening, PortState, Resetting, Stopping, Stopped {

    /** The finder sees a dongle. Asked only while {@link #looksForPort}. */
    default Step onFound(FoundPort port, Moment moment, History history) {
        return Step.to(this, history);
    }

    /** The finder sees none. */
    default Step onMissing(Moment moment, History history) {
        return Step.to(this, history);
    }

    default Step onOpened(Moment moment, History history) {
        return Step.to(this, history);
    }

    default Step onOpenFailed(CannotOpenException why, Moment moment, History history) {
        return Step.to(this, history);
    }

    /** A packet other than an advertisement. */
    default Step onPacket(Packet packet, Moment moment, History history) {
        return Step.to(this, history);
    }

    /** Not before {@link #deadline}. */
    default Step onTime(Moment moment, History history) {
        return Step.to(this, history);
    }

    /** Reading or writing says that the port is no more. */
    default Step onGone(Moment moment, History history) {
        return Step.to(this, history);
    }

    /** The thread threw something; the port has been closed already. */
    default Step onFault(Moment moment, History history) {
        return Step.to(Away.afterFault(moment.now()), history);
    }

    /** The process stood still; nobody knows for how long. */
    default Step onStalled(Moment moment, History history) {
        return Step.to(this, history);
    }

    /** A session wants to connect, for which scanning must end. Asked only while it scans, or does so for a session. */
    default Step onRadioWanted(Moment moment, History history) {
        return Step.to(this, history);
    }

    /** The session has connected or given up. Not orderly: nobody knows what the dongle is doing. */
    default Step onRadioReturned(boolean orderly, Moment moment, History history) {
        return Step.to(this, history);
    }

    /** The session is over. Not orderly: the dongle may still hold its connection. */
    default Step onSessionEnded(boolean orderly, Moment moment, History history) {
        return Step.to(this, history);
    }

    /** The daemon ends. */
    default Step onStop(Moment moment, History history) {
        return Step.to(new Stopped(), history);
    }

    /** When onTime is wanted; empty: never. */
    default OptionalLong deadline() {
        return OptionalLong.empty();
    }

    /** True while the port is not open and the finder is to be asked. */
    default boolean looksForPort() {
        return false;
    }

    /** True if a look in vain changes nothing any more: then a change of the ports may be waited for instead. */
    default boolean mayWaitForChange(long now) {
        return false;
    }

    /** Milliseconds between two looks. */
    default int lookMillis() {
        return 100;
    }
}
