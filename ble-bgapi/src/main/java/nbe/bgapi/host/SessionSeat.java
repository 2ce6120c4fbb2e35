package nbe.bgapi.host;

import java.util.List;
import java.util.function.Consumer;
import nbe.bgapi.wire.Packet;

/**
 * A session's place on the adapter's thread: that thread tells it what happens, and is told what to do. All methods are
 * called from there.
 */
public final class SessionSeat {
    /** What a session can ask of the adapter. Called on the adapter's thread; none of it calls the seat back. */
    public interface Adapter {
        void send(Packet command);

        /** End scanning; {@link SessionSeat#onRadioLent} tells when it has ended. */
        void borrowRadio();

        /**
         * Scan again.
         *
         * @param orderly false if nobody knows what the dongle is doing
         */
        void returnRadio(boolean orderly);

        /**
         * The session is over.
         *
         * @param orderly false if the dongle may still hold the connection
         */
        void sessionEnded(boolean orderly);
    }

    private final long address;
    private final AddressType addressType;
    private final Consumer<GattValue> values;
    private final Consumer<SessionException> end;
    private SessionMachine machine; // from the first order on

    SessionSeat(long address, AddressType addressType, Consumer<GattValue> values, Consumer<SessionException> end) {
        this.address = address;
        this.addressType = addressType;
        this.values = values;
        this.end = end;
    }

    /** Takes an order that was posted. */
    public void onOrder(SessionOrder<?> order, long nowNanos, Adapter adapter) {
        if (machine == null) {
            machine = new SessionMachine(address, addressType, nowNanos);
        }
        perform(machine.onOrder(order, nowNanos), adapter);
    }

    /** Scanning has ended; the dongle may connect. */
    public void onRadioLent(long nowNanos, Adapter adapter) {
        perform(machine.onRadioLent(nowNanos), adapter);
    }

    /** Anything but an advertisement. */
    public void onPacket(Packet packet, long nowNanos, Adapter adapter) {
        perform(machine.onPacket(packet, nowNanos), adapter);
    }

    /** True if {@link #onTime} is due. */
    public boolean isDue(long nowNanos) {
        return machine.deadline().isPresent() && nowNanos - machine.deadline().getAsLong() >= 0;
    }

    public void onTime(long nowNanos, Adapter adapter) {
        perform(machine.onTime(nowNanos), adapter);
    }

    /** The adapter can serve it no more. */
    public void onAdapterLost(SessionError why, Adapter adapter) {
        perform(machine.onAdapterLost(why), adapter);
    }

    /** The adapter's thread is about to end. */
    public void onStop(Adapter adapter) {
        perform(machine.onStop(), adapter);
    }

    /** True if it wants nothing more of the adapter. */
    public boolean isOver() {
        return machine != null && machine.isOver();
    }

    private void perform(List<SessionEffect> effects, Adapter adapter) {
        for (SessionEffect effect : effects) {
            if (effect instanceof SessionEffect.Send send) {
                adapter.send(send.command());
            } else if (effect instanceof SessionEffect.BorrowRadio) {
                adapter.borrowRadio();
            } else if (effect instanceof SessionEffect.ReturnRadio radio) {
                adapter.returnRadio(radio.orderly());
            } else if (effect instanceof SessionEffect.Complete complete) {
                complete.order().complete(complete.value());
            } else if (effect instanceof SessionEffect.Fail fail) {
                fail.order().fail(fail.why());
            } else if (effect instanceof SessionEffect.Deliver deliver) {
                values.accept(deliver.value());
            } else if (effect instanceof SessionEffect.End over) {
                end.accept(over.why());
                adapter.sessionEnded(over.orderly());
            }
        }
    }
}
