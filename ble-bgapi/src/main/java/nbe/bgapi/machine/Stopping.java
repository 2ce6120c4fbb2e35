package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/** The machine has sent gap_end_procedure and waits for the answer, at most {@link Timings#STOP_ANSWER}. */
record Stopping(long until) implements AdapterState {

    @Override
    public Step onPacket(Packet packet, Snapshot snapshot, History history) {
        return packet.isResponseTo(Command.GAP_END_PROCEDURE) ? end(history) : Step.to(this, history);
    }

    @Override
    public Step onTime(Snapshot snapshot, History history) {
        return end(history);
    }

    @Override
    public Step onGone(Snapshot snapshot, History history) {
        return end(history);
    }

    @Override
    public Step onFault(Snapshot snapshot, History history) {
        return Step.to(new Stopped(), history);
    }

    @Override
    public Step onStop(Snapshot snapshot, History history) {
        return Step.to(this, history);
    }

    private static Step end(History history) {
        return Step.to(new Stopped(), history, new Effect.Close());
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(until);
    }
}
