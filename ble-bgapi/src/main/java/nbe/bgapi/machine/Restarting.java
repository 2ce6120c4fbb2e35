package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;
import org.slf4j.event.Level;

/**
 * The reset has been written and must get out before the port is closed, which throws away what has not. A stale handle
 * must not stay open either, or the dongle comes back under another name.
 */
record Restarting(long since) implements PortState {

    static Step begin(String why, long now, History history) {
        return Step.to(
                new Restarting(now),
                history.afterReset(now).troubled(now),
                new Effect.Note(Level.INFO, why + "; the dongle is reset"),
                new Effect.Count(Happening.RESET),
                new Effect.Send(Packet.command(Command.SYSTEM_RESET, 0)));
    }

    @Override
    public Step onGone(Moment moment, History history) {
        return Step.to(new Resetting(since, true), history, new Effect.Close());
    }

    @Override
    public Step onTime(Moment moment, History history) {
        return Step.to(new Resetting(since, false), history, new Effect.Close());
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(since + Patience.RESET_GETS_OUT);
    }
}
