package nbe.bgapi.machine;

import nbe.bgapi.call.Gap;
import org.slf4j.event.Level;

/** A state in which the port is open and the dongle is meant to work. */
sealed interface PortState extends AdapterState permits Lending, Recovering, Probing, Refused, Restarting, Scanning {

    @Override
    default Step onGone(Snapshot snapshot, History history) {
        return Step.to(
                Detached.lost(snapshot.now()),
                history.troubled(snapshot.now()),
                new Effect.Close(),
                new Effect.Note(Level.INFO, "the port has gone"));
    }

    @Override
    default Step onStop(Snapshot snapshot, History history) {
        return Step.to(
                new Stopping(snapshot.now() + Timings.STOP_ANSWER), history, new Effect.Send(Gap.endProcedure()));
    }
}
