package nbe.bgapi.machine;

import java.util.List;
import java.util.OptionalLong;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Packet;

/**
 * Decides what happens to one adapter. No I/O, no thread, no clock: takes events and the time, returns effects.
 *
 * <pre>
 *  state      event                      next       effects
 *  Detached       found                      Opening    open
 *             missing for a while        Detached       report absent
 *  Opening    opened                     Recovering   send the first command
 *             refused                    Blocked    after 1.5 s report the problem
 *             not there                  Detached
 *  Blocked    found, a while later       Opening    open
 *  Recovering   answer                     Recovering   send the next command
 *             last answer                Scanning   report scanning
 *             scanning refused twice     Restarting reset; or, that spent, Refused and report
 *             silence                    Restarting reset; or, that spent, Probing and report
 *  Restarting port gone, 150 ms          Resetting  close
 *  Probing    once a second              Probing    ask
 *             answer                     Recovering
 *  Refused    a while later              Recovering
 *  Resetting  found again                Opening    open
 *             not back after 3 s         Detached       report absent
 *  Scanning   silence for 1 s            Scanning   hello
 *             and no answer              Detached       close, to be opened again
 *             boot event, or 60 s quiet  Recovering
 *             a borrower needs the radio Lending    end_procedure
 *  Lending    answer                     Lending    lend the radio
 *             radio returned             Lending    send gap_discover
 *             answer                     Scanning
 *             refused, beside a borrower Lending    once in a while send gap_discover
 *             refused, silence, disorder Recovering
 *  all open   port gone                  Detached       close
 *  all open   stop                       Stopping   end_procedure
 *  Stopping   answer, 500 ms, port gone  Stopped    close
 * </pre>
 */
public final class AdapterMachine {
    private AdapterState state;
    private History history;

    /** @param name the port as the operator writes it, or {@code auto} */
    public AdapterMachine(String name, long now) {
        state = Detached.atStart(now);
        history = History.of(name);
    }

    /** The port that was found last; the operator's name for it while there is none. */
    public String port() {
        return history.port();
    }

    public List<Effect> onFound(FoundPort port, Snapshot snapshot) {
        history = history.at(port.path());
        return take(state.onFound(port, snapshot, history));
    }

    public List<Effect> onMissing(Snapshot snapshot) {
        return take(state.onMissing(snapshot, history));
    }

    public List<Effect> onOpened(Snapshot snapshot) {
        return take(state.onOpened(snapshot, history));
    }

    public List<Effect> onOpenFailed(CannotOpenException why, Snapshot snapshot) {
        return take(state.onOpenFailed(why, snapshot, history));
    }

    public List<Effect> onPacket(Packet packet, Snapshot snapshot) {
        return take(state.onPacket(packet, snapshot, history));
    }

    public List<Effect> onTime(Snapshot snapshot) {
        return take(state.onTime(snapshot, history));
    }

    public List<Effect> onGone(Snapshot snapshot) {
        return take(state.onGone(snapshot, history));
    }

    public List<Effect> onFault(Snapshot snapshot) {
        return take(state.onFault(snapshot, history));
    }

    public List<Effect> onStalled(Snapshot snapshot) {
        return take(state.onStalled(snapshot, history));
    }

    public List<Effect> onRadioWanted(Snapshot snapshot) {
        return take(state.onRadioWanted(snapshot, history));
    }

    public List<Effect> onRadioReturned(boolean orderly, Snapshot snapshot) {
        return take(state.onRadioReturned(orderly, snapshot, history));
    }

    public List<Effect> onBorrowerLeft(boolean orderly, Snapshot snapshot) {
        return take(state.onBorrowerLeft(orderly, snapshot, history));
    }

    public List<Effect> onStop(Snapshot snapshot) {
        return take(state.onStop(snapshot, history));
    }

    /** True if onTime is due. */
    public boolean isDue(long now) {
        OptionalLong deadline = state.deadline();
        return deadline.isPresent() && now - deadline.getAsLong() >= 0;
    }

    /** True if the radio can be borrowed. */
    public boolean lends() {
        return state instanceof Scanning || state instanceof Lending;
    }

    /** True while something is tried since the dongle stopped scanning or was to begin, and before a failure or absence is reported. */
    public boolean isRecovering() {
        boolean troubled =
                history.troubleSince().isPresent() || history.reported().isEmpty();
        return !lends() && !isStopped() && troubled && history.isWithoutFailure();
    }

    public boolean isStopped() {
        return state instanceof Stopped;
    }

    public AdapterState state() {
        return state;
    }

    private List<Effect> take(Step step) {
        state = step.next();
        history = step.history();
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Report report) {
                history = history.with(report.status());
                history = report.status()
                        .match(scanning -> history, missing -> history.at(history.name()), failed -> history);
            }
        }
        return step.effects();
    }
}
