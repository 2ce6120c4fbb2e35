package nbe.bgapi.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nbe.bgapi.adapter.Radio;
import nbe.bgapi.adapter.RadioBorrower;
import nbe.bgapi.adapter.RadioLender;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.wire.Packet;

/**
 * Runs a session's {@link SessionMachine} on the adapter's thread, and performs its effects. {@link GattSession} calls {@link #post} on
 * any thread; the adapter calls all other methods on its own thread.
 */
final class SessionPort implements RadioBorrower, SessionEffect.Performer {
    private final RadioLender lender;
    private final long address;
    private final AddressType addressType;
    private final Consumer<GattValue> values;
    private final Consumer<SessionException> end;
    private SessionMachine machine; // from the first request on
    private Radio present; // the radio of the adapter's call that is running

    /**
     * @param address 48 bits, most significant byte first
     * @param values gets notifications and indications, on the adapter's thread
     * @param end gets the reason when the session has ended, on the adapter's thread
     */
    SessionPort(
            RadioLender lender,
            long address,
            AddressType addressType,
            Consumer<GattValue> values,
            Consumer<SessionException> end) {
        this.lender = lender;
        this.address = address;
        this.addressType = addressType;
        this.values = values;
        this.end = end;
    }

    private record Posted(SessionPort borrower, SessionRequest<?> request) implements Request {
        @Override
        public void run(long nowNanos, Radio radio) {
            borrower.onRequest(request, nowNanos, radio);
        }

        @Override
        public void refuse(Refusal why) {
            request.fail(SessionError.of(why));
        }
    }

    /** Queues a request for the adapter's thread, without waiting. Returns why the adapter refuses it; empty: it is queued. */
    Optional<SessionError> post(SessionRequest<?> request) {
        return lender.post(new Posted(this, request)).map(SessionError::of);
    }

    private void onRequest(SessionRequest<?> request, long nowNanos, Radio radio) {
        if (machine == null) {
            machine = new SessionMachine(address, addressType, nowNanos);
        }
        perform(machine.onRequest(request, nowNanos), radio);
    }

    @Override
    public void onLent(long nowNanos, Radio radio) {
        perform(machine.onLent(nowNanos), radio);
    }

    @Override
    public void onPacket(Packet packet, long nowNanos, Radio radio) {
        perform(machine.onPacket(packet, nowNanos), radio);
    }

    @Override
    public boolean isDue(long nowNanos) {
        return machine.isDue(nowNanos);
    }

    @Override
    public void onTime(long nowNanos, Radio radio) {
        perform(machine.onTime(nowNanos), radio);
    }

    @Override
    public void onLost(Refusal why, Radio radio) {
        perform(machine.onLost(SessionError.of(why)), radio);
    }

    @Override
    public void onStop(Radio radio) {
        perform(machine.onStop(), radio);
    }

    @Override
    public boolean hasLeft() {
        return machine != null && machine.isOver();
    }

    private void perform(List<SessionEffect> effects, Radio radio) {
        present = radio;
        effects.forEach(effect -> effect.performBy(this));
    }

    @Override
    public void send(Packet command) {
        present.send(command);
    }

    @Override
    public void borrowRadio() {
        present.borrow();
    }

    @Override
    public void returnRadio(boolean orderly) {
        present.giveBack(orderly);
    }

    @Override
    public void complete(SessionRequest<?> request, Object value) {
        request.complete(value);
    }

    @Override
    public void fail(SessionRequest<?> request, SessionException why) {
        request.fail(why);
    }

    @Override
    public void deliver(GattValue value) {
        values.accept(value);
    }

    /** Reports the end before the session leaves the adapter. */
    @Override
    public void end(SessionException why, boolean orderly) {
        end.accept(why);
        present.leave(orderly);
    }
}
