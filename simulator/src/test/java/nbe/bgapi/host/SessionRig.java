package nbe.bgapi.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedAdapter;

/** A session machine and a simulated dongle, byte for byte through the codec, on a clock that only the test moves. */
final class SessionRig implements SessionEffect.Performer {
    static final long MS = 1_000_000;
    static final DeviceAddress ALICE = DeviceAddress.parse("C2:FA:D7:F0:D7:96");
    static final ConnectionParameters QUICK = new ConnectionParameters(8, 8, 0, 100);

    final Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
    final SimulatedAdapter adapter = SimulatedAdapter.on(air, 1);
    final VirtualBand band = new VirtualBand(ALICE, Duration.ofMillis(100), 1);
    final List<GattValue> values = new ArrayList<>();
    final List<Packet> heard = new ArrayList<>();
    final List<Boolean> radioReturned = new ArrayList<>();
    boolean lends = true;
    Boolean endedOrderly; // null: it goes on
    SessionException ended;
    private final Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
    SessionMachine machine;
    long now = 5_000 * MS;

    SessionRig() {
        air.add(band, now);
        adapter.plug(now);
        adapter.hostOpened(now);
        newSession();
    }

    void newSession() {
        machine = new SessionMachine(ALICE.value(), AddressType.RANDOM, now);
        ended = null;
        endedOrderly = null;
    }

    void perform(List<SessionEffect> effects) {
        effects.forEach(effect -> effect.performBy(this));
    }

    @Override
    public void send(Packet command) {
        write(command);
    }

    @Override
    public void borrowRadio() {
        if (lends) {
            write(Packet.command(Command.GAP_END_PROCEDURE));
            perform(machine.onLent(now));
        }
    }

    @Override
    public void returnRadio(boolean orderly) {
        radioReturned.add(orderly);
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
        values.add(value);
    }

    @Override
    public void end(SessionException why, boolean orderly) {
        ended = why;
        endedOrderly = orderly;
    }

    private void write(Packet command) {
        byte[] bytes = command.encode();
        adapter.receive(bytes, 0, bytes.length, now);
    }

    private void read() {
        byte[] bytes = adapter.takeOutput(now);
        framer.append(bytes, 0, bytes.length, now);
        while (framer.next(now)) {
            Packet packet = framer.packet().toPacket();
            heard.add(packet);
            perform(machine.onPacket(packet, now));
        }
    }

    /** Lets time pass, 2 ms at a time. */
    void pass(long millis) {
        for (long end = now + millis * MS; now < end; ) {
            now += 2 * MS;
            adapter.advance(now);
            read();
            if (machine.isDue(now)) {
                perform(machine.onTime(now));
            }
        }
    }

    <R extends SessionRequest<?>> R give(R order) {
        perform(machine.onRequest(order, now));
        read();
        return order;
    }

    <T> SessionRequest.Run<T> give(Procedure<T> procedure) {
        return give(new SessionRequest.Run<>(procedure, GattSession.ANSWER.toNanos()));
    }

    /** Lets time pass until the order is through; how it ends, it tells. */
    <T> T await(SessionRequest<T> order) throws SessionException {
        for (int i = 0; i < 60_000 && !order.reply().isDone(); i++) {
            pass(2);
        }
        if (!order.reply().isDone()) {
            throw new AssertionError(order + " does not end, in " + machine.state());
        }
        try {
            return order.reply().join();
        } catch (CompletionException e) {
            throw (SessionException) e.getCause();
        }
    }

    <T> T run(Procedure<T> procedure) throws SessionException {
        return await(give(procedure));
    }

    SessionRequest.Connect connecting(long millis) {
        return give(new SessionRequest.Connect(QUICK, millis * MS));
    }

    SessionRig connected() throws SessionException {
        await(connecting(2_000));
        return this;
    }

    long sent(Command command) {
        return adapter.commands().stream()
                .filter(packet -> packet.isCommand(command))
                .count();
    }
}
