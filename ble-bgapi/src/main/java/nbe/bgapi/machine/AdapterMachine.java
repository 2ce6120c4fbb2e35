package nbe.bgapi.machine;

import java.util.List;
import java.util.OptionalLong;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Packet;

/**
 * Decides what happens to one adapter. No I/O, no thread, no clock: events and the time in, effects out.
 *
 * <pre>
 *  state      event                      next       effects
 *  Away       found                      Opening    open
 *             missing for a while        Away       report absent
 *  Opening    opened                     Ordering   send the first command
 *             refused                    Blocked    after 1.5 s report the problem
 *             not there                  Away
 *  Blocked    found, a while later       Opening    open
 *  Ordering   answer                     Ordering   send the next command
 *             last answer                Scanning   report scanning
 *             scanning refused twice     Restarting reset; or, that spent, Refused and report
 *             silence                    Restarting reset; or, that spent, Probing and report
 *  Restarting port gone, 150 ms          Resetting  close
 *  Probing    once a second              Probing    ask
 *             answer                     Ordering
 *  Refused    a while later              Ordering
 *  Resetting  found again                Opening    open
 *             not back after 3 s         Away       report absent
 *  Scanning   silence for 1 s            Scanning   hello
 *             and no answer              Away       close, to be opened again
 *             boot event, or 60 s quiet  Ordering
 *             a session wants to connect Lending    end_procedure
 *  Lending    answer                     Lending    lend the radio
 *             radio returned             Lending    send gap_discover
 *             answer                     Scanning
 *             refused, beside a session  Lending    once in a while send gap_discover
 *             refused, silence, disorder Ordering
 *  all open   port gone                  Away       close
 *  all open   stop                       Stopping   end_procedure
 *  Stopping   answer, 500 ms, port gone  Stopped    close
 * </pre>
 */
public final class AdapterMachine {
    private AdapterState state;
    private History history = History.NONE;

    public AdapterMachine(long now) {
        state = Away.atStart(now);
    }

    public List<Effect> onFound(FoundPort port, Moment moment) {
        return take(state.onFound(port, moment, history));
    }

    public List<Effect> onMissing(Moment moment) {
        return take(state.onMissing(moment, history));
    }

    public List<Effect> onOpened(Moment moment) {
        return take(state.onOpened(moment, history));
    }

    public List<Effect> onOpenFailed(CannotOpenException why, Moment moment) {
        return take(state.onOpenFailed(why, moment, history));
    }

    public List<Effect> onPacket(Packet packet, Moment moment) {
        return take(state.onPacket(packet, moment, history));
    }

    public List<Effect> onTime(Moment moment) {
        return take(state.onTime(moment, history));
    }

    public List<Effect> onGone(Moment moment) {
        return take(state.onGone(moment, history));
    }

    public List<Effect> onFault(Moment moment) {
        return take(state.onFault(moment, history));
    }

    public List<Effect> onStalled(Moment moment) {
        return take(state.onStalled(moment, history));
    }

    public List<Effect> onRadioWanted(Moment moment) {
        return take(state.onRadioWanted(moment, history));
    }

    public List<Effect> onRadioReturned(boolean orderly, Moment moment) {
        return take(state.onRadioReturned(orderly, moment, history));
    }

    public List<Effect> onSessionEnded(boolean orderly, Moment moment) {
        return take(state.onSessionEnded(orderly, moment, history));
    }

    public List<Effect> onStop(Moment moment) {
        return take(state.onStop(moment, history));
    }

    /** True if onTime is due. */
    public boolean isDue(long now) {
        OptionalLong deadline = state.deadline();
        return deadline.isPresent() && now - deadline.getAsLong() >= 0;
    }

    boolean isScanning() {
        return state instanceof Scanning;
    }

    /** True if a session can be begun and go on. */
    public boolean servesSessions() {
        return state instanceof Scanning || state instanceof Lending;
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
                history = history.with(report.verdict());
            }
        }
        return step.effects();
    }
}
