package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Packet;

/**
 * One state of an adapter: a value with the data that have a meaning in it, and the step that each event leads to. An event that a state
 * does not override changes nothing.
 */
public sealed interface AdapterState permits Detached, Blocked, Opening, PortState, Resetting, Stopping, Stopped {

    /** The finder sees a dongle. Called only while {@link #looksForPort}. */
    default Step onFound(FoundPort port, Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** The finder sees no dongle. */
    default Step onMissing(Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    default Step onOpened(Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    default Step onOpenFailed(CannotOpenException why, Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** A packet other than an advertisement. */
    default Step onPacket(Packet packet, Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** Not before {@link #deadline}. */
    default Step onTime(Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** Reading or writing failed: the port is gone. */
    default Step onGone(Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** The thread caught a fault of ours and has closed the port. */
    default Step onFault(Snapshot snapshot, History history) {
        return Step.to(Detached.afterFault(snapshot.now()), history);
    }

    /** The process stood still, for an unknown time. */
    default Step onStalled(Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** A borrower wants to connect, for which scanning must end. Called only while {@link AdapterMachine#lends}. */
    default Step onRadioWanted(Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** The borrower has connected or given up. Not orderly: the dongle's state is not known. */
    default Step onRadioReturned(boolean orderly, Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** The borrower leaves. Not orderly: the dongle may still hold its connection. */
    default Step onBorrowerLeft(boolean orderly, Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    /** The daemon ends. */
    default Step onStop(Snapshot snapshot, History history) {
        return Step.to(new Stopped(), history);
    }

    /** When to call onTime; empty: never. */
    default OptionalLong deadline() {
        return OptionalLong.empty();
    }

    /** True while the port is closed and the thread has to look for it. */
    default boolean looksForPort() {
        return false;
    }

    /** True if another look in vain changes nothing: the thread may wait for a change of the ports instead. */
    default boolean mayWaitForChange(long now) {
        return false;
    }

    /** Milliseconds between two looks. */
    default int lookMillis() {
        return 100;
    }
}
