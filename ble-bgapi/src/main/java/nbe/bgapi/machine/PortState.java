package nbe.bgapi.machine;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;
import org.slf4j.event.Level;

/** A state in which the port is open and the dongle is meant to work. */
sealed interface PortState extends AdapterState permits Lending, Ordering, Probing, Refused, Restarting, Scanning {

    @Override
    default Step onGone(Moment moment, History history) {
        return Step.to(
                Away.lost(moment.now()),
                history.troubled(moment.now()),
                new Effect.Close(),
                new Effect.Note(Level.INFO, "the port has gone"));
    }

    @Override
    default Step onStop(Moment moment, History history) {
        return Step.to(
                new Stopping(moment.now() + Patience.STOP_ANSWER),
                history,
                new Effect.Send(Packet.command(Command.GAP_END_PROCEDURE)));
    }
}
