package nbe.simulator.gatt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nbe.bgapi.adapter.Radio;
import nbe.bgapi.adapter.RadioBorrower;
import nbe.bgapi.adapter.RadioLender;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.host.GattSession;
import nbe.bgapi.host.GattValue;
import nbe.bgapi.host.SessionException;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.Air;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedAdapter;

/**
 * A session and a simulated dongle, byte for byte through the codec, on a clock that only the test moves. A call of the session runs on
 * the test's own thread: its request makes the time pass until the session waits for nothing.
 */
final class SessionRig implements RadioLender, Radio {
    static final long MS = 1_000_000;
    static final DeviceAddress ALICE = DeviceAddress.parse("C2:FA:D7:F0:D7:96");
    static final ConnectionParameters QUICK = new ConnectionParameters(8, 8, 0, 100);

    /** Longer than all that a session waits for, shorter than it may be idle. */
    private static final long BUSY_NANOS = 50_000 * MS;

    private record Planned(long at, Runnable what) {}

    final SimulatedAdapter adapter;
    final VirtualBand band = new VirtualBand(ALICE, Duration.ofMillis(100), 1);
    final List<Boolean> radioReturned = new ArrayList<>();
    private final List<Planned> plan = new ArrayList<>();
    private final Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
    boolean lends = true;
    Boolean leftOrderly; // null: it has not left
    GattSession session;
    RadioBorrower borrower; // from the first request on
    long now = 5_000 * MS;

    SessionRig() {
        Air air = new Air(RadioModel.STILL, new SplittableRandom(1));
        adapter = SimulatedAdapter.on(air, 1);
        air.add(band, now);
        adapter.plug(now);
        adapter.hostOpened(now);
        newSession();
    }

    void newSession() {
        session = GattSession.with(this, ALICE.value(), AddressType.RANDOM);
        leftOrderly = null;
    }

    HostEvent.Status connect(long millis) throws SessionException, InterruptedException {
        return session.connect(QUICK, Duration.ofMillis(millis));
    }

    SessionRig connected() throws SessionException, InterruptedException {
        connect(2_000);
        return this;
    }

    boolean isOver() {
        return session.ended().isPresent();
    }

    /** The values that have come and wait. */
    List<GattValue> values() throws SessionException, InterruptedException {
        List<GattValue> values = new ArrayList<>();
        for (Optional<GattValue> next = session.nextValue(Duration.ZERO);
                next.isPresent();
                next = session.nextValue(Duration.ZERO)) {
            values.add(next.get());
        }
        return values;
    }

    /** Runs this in so many milliseconds, in the midst of what the session is doing by then; 0: with the next request. */
    void in(long millis, Runnable what) {
        plan.add(new Planned(now + millis * MS, what));
    }

    @Override
    public Optional<RadioBorrower.Refusal> post(RadioBorrower.Request request) {
        borrower = request.borrower();
        request.run(now, this);
        runPlan();
        read();
        while (!borrower.hasLeft() && borrower.isDue(now + BUSY_NANOS)) {
            pass(2);
        }
        return Optional.empty();
    }

    /** Lets time pass, 2 ms at a time. */
    void pass(long millis) {
        for (long end = now + millis * MS; now < end; ) {
            now += 2 * MS;
            adapter.advance(now);
            read();
            if (borrower.isDue(now)) {
                borrower.onTime(now, this);
            }
            runPlan();
        }
    }

    private void runPlan() {
        List<Planned> due = plan.stream().filter(one -> one.at() <= now).toList();
        plan.removeAll(due);
        due.forEach(one -> one.what().run());
    }

    private void read() {
        byte[] bytes = adapter.takeOutput(now);
        framer.append(bytes, 0, bytes.length, now);
        while (framer.next(now)) {
            borrower.onPacket(framer.packet().toPacket(), now, this);
        }
    }

    @Override
    public void send(Packet command) {
        byte[] bytes = command.encode();
        adapter.receive(bytes, 0, bytes.length, now);
    }

    @Override
    public void borrow() {
        if (lends) {
            send(Packet.command(Command.GAP_END_PROCEDURE));
            borrower.onLent(now, this);
        }
    }

    @Override
    public void giveBack(boolean orderly) {
        radioReturned.add(orderly);
    }

    @Override
    public void leave(boolean orderly) {
        leftOrderly = orderly;
    }

    long sent(Command command) {
        return adapter.commands().stream()
                .filter(packet -> packet.isCommand(command))
                .count();
    }
}
