package nbe.bgapi.machine;

import java.util.OptionalLong;
import nbe.bgapi.call.DongleSystem;
import org.slf4j.event.Level;

/**
 * The machine has sent the reset and keeps the port open until its bytes have left: closing drops what is still buffered. The port must
 * not stay open longer, or the dongle comes back under another name.
 */
record Restarting(long since) implements PortState {

    static Step begin(String why, long now, History history) {
        return Step.to(
                new Restarting(now),
                history.afterReset(now).troubled(now),
                new Effect.Note(Level.INFO, why + "; the dongle is reset"),
                new Effect.Count(AdapterCounter.RESETS),
                new Effect.Send(DongleSystem.reset()));
    }

    @Override
    public Step onGone(Snapshot snapshot, History history) {
        return Step.to(new Resetting(since, true), history, new Effect.Close());
    }

    @Override
    public Step onTime(Snapshot snapshot, History history) {
        return Step.to(new Resetting(since, false), history, new Effect.Close());
    }

    @Override
    public OptionalLong deadline() {
        return OptionalLong.of(since + Timings.RESET_GETS_OUT);
    }
}
