package nbe.bgapi.adapter;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.bgapi.adapter.RadioBorrower.Refusal;
import nbe.bgapi.machine.AdapterCounter;
import nbe.bgapi.machine.AdapterMachine;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.machine.Effect;
import nbe.bgapi.machine.Snapshot;
import nbe.bgapi.machine.StrayText;
import nbe.bgapi.port.BytePort;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.port.PortLocator;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.PacketView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sole owner of one adapter: its port, receive buffer, framer and machine. Reads, frames, hands advertisements to the sink and all other
 * packets to the machine, and performs the machine's effects. It ends after {@link #stop}: a {@link RuntimeException} closes the port
 * and opens it again. Any other {@link Throwable} (a missing class, no memory) leaves {@link #run}, since another attempt would not help.
 */
final class AdapterThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    private static final Logger PACKETS = LoggerFactory.getLogger("bgapi");

    private static final int READ_BUFFER_BYTES = 8_192;

    private final int adapter;
    private final PortLocator locator;
    private final AdapterContext context;
    private final AdapterCounters counters = new AdapterCounters();
    private final LookSchedule looks;
    private final RadioLending lending = new RadioLending(new LentRadio());
    private volatile boolean stopping;

    // All below belong to the thread.
    private final byte[] buffer = new byte[READ_BUFFER_BYTES];
    private final Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
    private final ArrayDeque<Effect> effects = new ArrayDeque<>();
    private final Effect.Performer performer = new Performer();
    private final AdapterMachine machine;
    private final StaleInput staleInput;
    private BytePort port; // null while closed
    private boolean portGone; // since it was opened last
    private boolean stopPassedOn;
    private long now;
    private long lastPacket;
    private long lastAdvertisement;
    private boolean sinkFaultLogged;
    private boolean recovering;
    private String lastNote = "";

    /** @param name the port as the operator writes it, or {@code auto} */
    AdapterThread(int adapter, String name, PortLocator locator, AdapterContext context) {
        this.adapter = adapter;
        this.locator = locator;
        this.context = context;
        this.now = context.now();
        this.looks = new LookSchedule(now);
        this.lastPacket = now;
        this.lastAdvertisement = now;
        this.machine = new AdapterMachine(name, now);
        this.staleInput = new StaleInput(wallMillis(), now);
    }

    private long wallMillis() {
        return context.wall().millis();
    }

    AdapterCounters counters() {
        return counters;
    }

    /** Takes the requests of borrowers; any thread. */
    RadioLender lender() {
        return lending;
    }

    /** Any thread: asks the thread to stop scanning and to end. That takes up to 100 ms, and the dongle's answer. */
    void stop() {
        stopping = true;
        looks.wake();
    }

    /** Any thread. */
    LookSchedule looks() {
        return looks;
    }

    @Override
    public void run() {
        staleInput.restartWatch(wallMillis(), context.now());
        while (!isStopped()) {
            turn();
        }
        lending.close();
        closePort();
    }

    boolean isStopped() {
        return machine.isStopped();
    }

    /** One round of the loop. */
    void turn() {
        try {
            serve();
        } catch (RuntimeException fault) { // of ours: scanning must go on
            onFault(fault);
        }
    }

    /** Does what is due, serves the borrower, then reads or looks for the port. */
    private void serve() {
        now = context.now();
        if (!stopPassedOn && stopping) {
            stopPassedOn = true;
            lending.onStop();
            perform(machine.onStop(snapshot()));
        }
        if (machine.isDue(now)) {
            perform(machine.onTime(snapshot()));
        }
        endLendingUnlessReady();
        lending.serve(machine.lends(), now);
        if (port != null) {
            read();
        } else if (!machine.isStopped()) {
            look();
        }
        endLendingUnlessReady();
        reportRecovery();
    }

    private void reportRecovery() {
        if (machine.isRecovering() != recovering) {
            recovering = !recovering;
            context.events().accept(new AdapterEvent.Recovery(adapter, machine.port(), recovering, lastNote));
        }
    }

    /** A borrower stays as long as the dongle is in order: recovering ends its connection as well. */
    private void endLendingUnlessReady() {
        if (!machine.lends()) {
            lending.end(portGone ? Refusal.PORT_GONE : Refusal.RECOVERING);
        }
    }

    private void look() {
        staleInput.restartWatch(wallMillis(), context.now());
        if (!looks.isDue(now)) {
            try {
                looks.pause(now);
            } catch (InterruptedException e) {
                stopping = true; // an interrupt asks this thread to end
            }
            return;
        }
        looks.looked(now, machine.state().lookMillis());
        if (machine.state().looksForPort()) {
            Optional<FoundPort> found = locator.locate();
            found.map(FoundPort::path)
                    .filter(path -> !path.equals(machine.port()))
                    .ifPresent(path -> Thread.currentThread().setName("adapter-" + path));
            perform(found.isPresent() ? machine.onFound(found.get(), snapshot()) : machine.onMissing(snapshot()));
            if (found.isEmpty()
                    && context.watched().getAsBoolean()
                    && machine.state().mayWaitForChange(now)) {
                looks.relyOnChanges();
            }
        }
    }

    private void read() {
        long before = context.now();
        int count = port.read(buffer);
        now = context.now();
        if (staleInput.stoodStill(wallMillis(), now)) {
            perform(machine.onStalled(snapshot()));
        }
        if (count == BytePort.GONE) {
            portGone = true;
            perform(machine.onGone(snapshot()));
            return;
        }
        if (count > 0) {
            framer.append(buffer, 0, count, now);
        }
        BytePort reading = port;
        while (port == reading && framer.next(now)) {
            onPacket(framer.packet());
        }
        count(count);
        OptionalLong dropped = staleInput.endAfterRead(before, now, count);
        if (dropped.isPresent()) {
            endStall(dropped.getAsLong());
        }
    }

    private void count(int bytes) {
        counters.add(AdapterCounter.BYTES, bytes);
        counters.set(AdapterCounter.PACKETS, framer.packets());
        counters.set(AdapterCounter.SKIPPED_BYTES, framer.skippedBytes());
        counters.set(AdapterCounter.BAD_HEADERS, framer.badHeaders());
        counters.set(AdapterCounter.UNKNOWN, framer.unknownPackets());
    }

    private void endStall(long dropped) {
        counters.add(AdapterCounter.STALE_BYTES, dropped);
        LOG.info(
                "{}: the process stood still; {} bytes of advertisements of unknown age were thrown away",
                machine.port(),
                dropped);
        context.events().accept(new AdapterEvent.Stalled(adapter, machine.port(), dropped));
    }

    private void onPacket(PacketView packet) {
        lastPacket = now;
        if (PACKETS.isTraceEnabled()) {
            PACKETS.trace("rx {}", packet.toPacket());
        }
        if (packet.isAdvertisement()) {
            lastAdvertisement = now;
            if (staleInput.isStale()) {
                staleInput.drop(PacketView.HEADER_LENGTH + packet.payloadLength());
            } else if (machine.lends()) {
                counters.add(AdapterCounter.ADVERTISEMENTS, 1);
                handOver(packet);
            }
        } else {
            onOther(packet.toPacket());
        }
    }

    private void onOther(Packet packet) {
        if (!packet.isKnown() && LOG.isDebugEnabled()) {
            LOG.debug("{}: unknown message: {}", machine.port(), packet);
        }
        if (packet.is(Event.SYSTEM_NO_LICENSE_KEY)) {
            LOG.debug("{}: the dongle reports that it has no license key", machine.port());
        }
        perform(machine.onPacket(packet, snapshot()));
        endLendingUnlessReady();
        lending.onPacket(packet, now);
    }

    private void handOver(PacketView advertisement) {
        try {
            context.sink().onAdvertisement(adapter, advertisement, now);
        } catch (RuntimeException fault) { // of ours; this advertisement is lost, the next is not
            counters.add(AdapterCounter.FAULTS, 1);
            if (!sinkFaultLogged) {
                sinkFaultLogged = true;
                LOG.error("{}: an advertisement could not be taken (logged once)", machine.port(), fault);
            }
            LOG.debug("{}: could not be taken: {}", machine.port(), advertisement.toPacket());
        }
    }

    private Snapshot snapshot() {
        return new Snapshot(now, lastPacket, lastAdvertisement, lending.isBorrowed(), StrayText.in(framer.skipped()));
    }

    private void perform(List<Effect> wanted) {
        effects.addAll(wanted);
        while (!effects.isEmpty()) {
            effects.remove().performBy(performer);
        }
    }

    private void closePort() {
        if (port != null) {
            BytePort closing = port;
            port = null;
            framer.reset();
            closing.close();
            looks.lookAtOnce(context.now());
        }
    }

    private void onFault(RuntimeException fault) {
        counters.add(AdapterCounter.FAULTS, 1);
        effects.clear();
        LOG.error("{}: a fault in {}; the port is closed and opened again", machine.port(), machine.state(), fault);
        closePort();
        now = context.now();
        Optional<RadioBorrower> faulty = lending.forget();
        perform(machine.onFault(snapshot()));
        faulty.ifPresent(borrower -> borrower.onLost(Refusal.RECOVERING, lending.radio()));
    }

    private final class Performer implements Effect.Performer {
        @Override
        public void open(String path) {
            LOG.debug("{}: opening", path);
            try {
                port = context.opener().open(path);
            } catch (CannotOpenException e) {
                LOG.debug("{}: cannot be opened: {}", path, e.getMessage());
                now = context.now();
                effects.addAll(machine.onOpenFailed(e, snapshot()));
                return;
            }
            portGone = false;
            framer.reset();
            now = context.now();
            staleInput.restartWatch(wallMillis(), context.now());
            staleInput.clear();
            effects.addAll(machine.onOpened(snapshot()));
        }

        @Override
        public void close() {
            closePort();
        }

        @Override
        public void send(Packet command) {
            if (port == null) {
                return;
            }
            if (PACKETS.isTraceEnabled()) {
                PACKETS.trace("tx {}", command);
            }
            if (!port.write(command.encode())) {
                portGone = true;
                effects.addAll(machine.onGone(snapshot()));
            }
        }

        @Override
        public void lendRadio() {
            lending.onLent(now);
        }

        @Override
        public void report(AdapterStatus status) {
            if (status instanceof AdapterStatus.Missing) {
                locator.release();
            }
            context.events().accept(new AdapterEvent.Changed(adapter, status));
        }

        @Override
        public void count(AdapterCounter counter) {
            counters.add(counter, 1);
        }

        @Override
        public void note(Level level, String text) {
            LOG.atLevel(level).log("{}: {}", machine.port(), text);
            if (level.toInt() >= Level.INFO.toInt()) {
                lastNote = text;
            }
        }
    }

    private final class LentRadio implements Radio {
        @Override
        public void send(Packet command) {
            perform(List.of(new Effect.Send(command)));
        }

        @Override
        public void borrow() {
            perform(machine.onRadioWanted(snapshot()));
        }

        @Override
        public void giveBack(boolean orderly) {
            perform(machine.onRadioReturned(orderly, snapshot()));
        }

        @Override
        public void leave(boolean orderly) {
            lending.forget();
            perform(machine.onBorrowerLeft(orderly, snapshot()));
        }
    }
}
