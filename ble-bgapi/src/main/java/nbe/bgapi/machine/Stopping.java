package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/** The dongle was told to stop scanning; its answer is waited for, but not long. */
record Stopping(long until) implements AdapterState {

    @Override
    public Step onPacket(Packet packet, Moment moment, History history) {
        return packet.isResponseTo(Command.GAP_END_PROCEDURE) ? end(history) : Step.to(this, history);
    }

    @Override
    public Step onTime(Moment moment, History history) {
        return end(history);
    }

    @Override
    public Step onGone(Moment moment, History history) {
        return end(history);
    }

    @Override
    public Step onFault(Moment moment, History history) {
        return Step.to(new Stopped(), history);
    }

    @Override
    public Step onStop(Moment moment, History history) {
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
