package nbe.bgapi.adapter;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nbe.base.StandstillWatch;
import nbe.bgapi.host.SessionError;
import nbe.bgapi.host.SessionHost;
import nbe.bgapi.host.SessionSeat;
import nbe.bgapi.machine.AdapterMachine;
import nbe.bgapi.machine.Effect;
import nbe.bgapi.machine.Moment;
import nbe.bgapi.machine.Patience;
import nbe.bgapi.machine.StrayText;
import nbe.bgapi.machine.Verdict;
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

/**
 * Sole owner of one adapter: its port, receive buffer, framer and machine. Reads, frames, hands advertisements to the sink,
 * everything else to the machine, and carries out what that decides. It ends when told to: a {@link RuntimeException} closes
 * the port and opens it again. Any other {@link Throwable} (a class that is gone, no memory) leaves {@link #run}: nothing would be
 * better after the next attempt.
 */
final class AdapterThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    private static final Logger PACKETS = LoggerFactory.getLogger("bgapi");
    /** After a stall, what comes in this time is thrown away at least: buffers of kernel and dongle empty themselves. */
    private static final long STALE_NANOS = 250_000_000L;
    /** And at most; a room so busy that reading never waits must not blind us for ever. */
    private static final long STALE_AT_MOST_NANOS = 2_000_000_000L;
    /** A read that had to wait so long found the buffer empty. */
    private static final long WAITED_NANOS = 1_000_000L;

    private static final int READ_BUFFER_BYTES = 8_192;

    private final int adapter;
    private final String name; // as the operator writes it
    private final PortLocator locator;
    private final BytePort.Opener opener;
    private final AdvertisementSink sink;
    private final Consumer<AdapterEvent> events;
    private final LongSupplier clock;
    private final InstantSource wall;
    private final BooleanSupplier watched;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean stopping;
    private volatile boolean portsChanged;
    private final AdapterCounters counters = new AdapterCounters();
    private final SessionMailbox mailbox = new SessionMailbox();

    // All below belong to the thread.
    private final byte[] buffer = new byte[READ_BUFFER_BYTES];
    private final Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
    private final ArrayDeque<Effect> effects = new ArrayDeque<>();
    private final AdapterMachine machine;
    private final StandstillWatch standstill;
    private BytePort port; // null while closed
    private boolean portGone; // since it was opened last
    private String path;
    private boolean stopTold;
    private long now;
    private long nextLook;
    private long lastLook;
    private long closelyUntil; // the ports have changed
    private long lastPacket;
    private long lastAdvertisement;
    private boolean stale; // since staleSince, what is read is of unknown age
    private long staleSince;
    private long staleBytes;
    private boolean sinkFaultLogged;
    private SessionSeat session; // null: none
    private final SessionSeat.Adapter sessionAdapter = new SessionSeat.Adapter() {
        @Override
        public void send(Packet command) {
            perform(List.of(new Effect.Send(command)));
        }

        @Override
        public void borrowRadio() {
            perform(machine.onRadioWanted(moment()));
        }

        @Override
        public void returnRadio(boolean orderly) {
            perform(machine.onRadioReturned(orderly, moment()));
        }

        @Override
        public void sessionEnded(boolean orderly) {
            session = null;
            perform(machine.onSessionEnded(orderly, moment()));
        }
    };

    AdapterThread(
            int adapter,
            String name,
            PortLocator locator,
            BytePort.Opener opener,
            AdvertisementSink sink,
            Consumer<AdapterEvent> events,
            LongSupplier clock,
            InstantSource wall,
            BooleanSupplier watched) {
        this.adapter = adapter;
        this.name = name;
        this.path = name;
        this.locator = locator;
        this.opener = opener;
        this.sink = sink;
        this.events = events;
        this.clock = clock;
        this.wall = wall;
        this.now = clock.getAsLong();
        this.watched = watched;
        this.nextLook = now;
        this.lastLook = now;
        this.closelyUntil = now;
        this.lastPacket = now;
        this.lastAdvertisement = now;
        this.machine = new AdapterMachine(now);
        this.standstill = new StandstillWatch(wall.millis(), now);
    }

    AdapterCounters counters() {
        return counters;
    }

    /** Where sessions bring their orders; any thread. */
    SessionHost sessions() {
        return mailbox;
    }

    /** Any thread: asks it to switch scanning off and to end. It takes 100 ms, and the dongle's answer. */
    void stop() {
        stopping = true;
        wakeUps.release();
    }

    /** Any thread: ports may have come or gone. */
    void onPortsChanged() {
        portsChanged = true;
        wakeUps.release();
    }

    @Override
    public void run() {
        standstill.restart(wall.millis(), clock.getAsLong());
        while (!machine.isStopped()) {
            try {
                turn();
            } catch (RuntimeException fault) { // of ours: scanning must go on
                onFault(fault);
            }
        }
        mailbox.close();
        closePort();
    }

    private void turn() {
        now = clock.getAsLong();
        if (!stopTold && stopping) {
            stopTold = true;
            if (session != null) {
                session.onStop(sessionAdapter);
            }
            perform(machine.onStop(moment()));
        }
        if (machine.isDue(now)) {
            perform(machine.onTime(moment()));
        }
        serveSession();
        if (port != null) {
            read();
        } else if (!machine.isStopped()) {
            look();
        }
        dropSession();
    }

    private void serveSession() {
        dropSession();
        if (session != null && session.isDue(now)) {
            session.onTime(now, sessionAdapter);
        }
        for (SessionMailbox.Posted posted : mailbox.takeAll()) {
            take(posted);
        }
    }

    private void take(SessionMailbox.Posted posted) {
        boolean another = session != null && session != posted.seat();
        if (posted.seat().isOver()) {
            posted.seat().onOrder(posted.order(), now, sessionAdapter);
        } else if (another) {
            posted.order().refuse(SessionError.BUSY);
        } else if (!machine.servesSessions()) {
            posted.order().refuse(SessionError.ADAPTER_NOT_READY);
        } else {
            session = posted.seat();
            session.onOrder(posted.order(), now, sessionAdapter);
        }
    }

    /** A session lives as long as the dongle is in order; whatever ends that ends the connection as well. */
    private void dropSession() {
        if (session != null && !machine.servesSessions()) {
            session.onAdapterLost(portGone ? SessionError.PORT_GONE : SessionError.ADAPTER_RESTARTED, sessionAdapter);
        }
    }

    private void look() {
        standstill.restart(wall.millis(), clock.getAsLong());
        if (portsChanged) {
            portsChanged = false;
            closelyUntil = now + Patience.LOOK_CLOSELY;
            long soonest = now - lastLook < Patience.LOOK_SPACING ? lastLook + Patience.LOOK_SPACING : now;
            nextLook = nextLook - soonest > 0 ? soonest : nextLook;
        }
        long wait = nextLook - now;
        if (wait > 0) {
            pause(wait);
            return;
        }
        lastLook = now;
        nextLook = now + TimeUnit.MILLISECONDS.toNanos(machine.state().lookMillis());
        if (machine.state().looksForPort()) {
            Optional<FoundPort> found = locator.locate();
            if (found.isPresent() && !found.get().path().equals(path)) {
                path = found.get().path();
                Thread.currentThread().setName("adapter-" + path);
            }
            perform(found.isPresent() ? machine.onFound(found.get(), moment()) : machine.onMissing(moment()));
            if (found.isEmpty() && watched.getAsBoolean() && isPatient()) {
                nextLook = lastLook + Patience.LOOK_WATCHED;
            }
        }
    }

    private boolean isPatient() {
        return now - closelyUntil >= 0 && machine.state().mayWaitForChange(now);
    }

    private void pause(long nanos) {
        try {
            if (wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits(); // what for stands in the flags
            }
        } catch (InterruptedException e) {
            stopping = true; // whoever interrupts this thread wants it to end
        }
    }

    private void read() {
        long before = clock.getAsLong();
        int count = port.read(buffer);
        now = clock.getAsLong();
        if (standstill
                .check(wall.millis(), now)
                .filter(StandstillWatch.Gap::missedTime)
                .isPresent()) {
            stale = true;
            staleSince = now;
            perform(machine.onStalled(moment()));
        }
        if (count == BytePort.GONE) {
            portGone = true;
            perform(machine.onGone(moment()));
            return;
        }
        if (count > 0) {
            framer.append(buffer, 0, count, now);
        }
        BytePort reading = port;
        while (port == reading && framer.next(now)) {
            onPacket(framer.packet());
        }
        counters.received(count, framer);
        if (stale) {
            // A read that began before it was noticed may end empty at its time-out although the buffer is full.
            boolean fresh = before - staleSince > 0;
            boolean waited = now - before >= WAITED_NANOS && now - staleSince >= STALE_NANOS;
            boolean drained = fresh && (count == 0 || waited);
            if (drained || now - staleSince >= STALE_AT_MOST_NANOS) {
                endStall();
            }
        }
    }

    private void endStall() {
        stale = false;
        counters.stale(staleBytes);
        LOG.info(
                "{}: the process stood still; {} bytes of advertisements of unknown age were thrown away",
                path,
                staleBytes);
        events.accept(new AdapterEvent.Stalled(adapter, path, staleBytes));
        staleBytes = 0;
    }

    private void onPacket(PacketView packet) {
        lastPacket = now;
        if (PACKETS.isTraceEnabled()) {
            PACKETS.trace("rx {}", packet.toPacket());
        }
        if (packet.isAdvertisement()) {
            lastAdvertisement = now;
            if (stale) {
                staleBytes += PacketView.HEADER_LENGTH + packet.payloadLength();
            } else if (machine.servesSessions()) {
                counters.advertisement();
                handOver(packet);
            }
        } else {
            Packet whole = packet.toPacket();
            if (!whole.isKnown() && LOG.isDebugEnabled()) {
                LOG.debug("{}: a message that nobody knows: {}", path, whole);
            }
            if (whole.is(Event.SYSTEM_NO_LICENSE_KEY)) {
                LOG.debug("{}: the dongle says that it has no license key", path);
            }
            perform(machine.onPacket(whole, moment()));
            dropSession();
            if (session != null) {
                session.onPacket(whole, now, sessionAdapter);
            }
        }
    }

    private void handOver(PacketView advertisement) {
        try {
            sink.onAdvertisement(adapter, advertisement, now);
        } catch (RuntimeException fault) { // of ours; this advertisement is lost, the next is not
            counters.fault();
            if (!sinkFaultLogged) {
                sinkFaultLogged = true;
                LOG.error("{}: an advertisement could not be taken (logged once)", path, fault);
            }
            LOG.debug("{}: could not be taken: {}", path, advertisement.toPacket());
        }
    }

    private Moment moment() {
        return new Moment(now, lastPacket, lastAdvertisement, session != null, StrayText.in(framer.skipped()));
    }

    private void perform(List<Effect> wanted) {
        effects.addAll(wanted);
        while (!effects.isEmpty()) {
            Effect effect = effects.remove();
            if (effect instanceof Effect.Open open) {
                open(open.path());
            } else if (effect instanceof Effect.Close) {
                closePort();
            } else if (effect instanceof Effect.Send send) {
                send(send.command());
            } else if (effect instanceof Effect.LendRadio) {
                if (session != null) {
                    session.onRadioLent(now, sessionAdapter);
                }
            } else if (effect instanceof Effect.Report report) {
                report(report.verdict());
            } else if (effect instanceof Effect.Count count) {
                counters.count(count.happening());
            } else if (effect instanceof Effect.Note note) {
                LOG.atLevel(note.level()).log("{}: {}", path, note.text());
            }
        }
    }

    private void open(String where) {
        LOG.debug("{}: opening", where);
        try {
            port = opener.open(where);
        } catch (CannotOpenException e) {
            LOG.debug("{}: cannot be opened: {}", where, e.getMessage());
            now = clock.getAsLong();
            effects.addAll(machine.onOpenFailed(e, moment()));
            return;
        }
        portGone = false;
        framer.reset();
        now = clock.getAsLong();
        standstill.restart(wall.millis(), clock.getAsLong());
        stale = false;
        staleBytes = 0;
        effects.addAll(machine.onOpened(moment()));
    }

    private void send(Packet command) {
        if (port == null) {
            return;
        }
        if (PACKETS.isTraceEnabled()) {
            PACKETS.trace("tx {}", command);
        }
        if (!port.write(command.encode())) {
            portGone = true;
            effects.addAll(machine.onGone(moment()));
        }
    }

    private void closePort() {
        if (port != null) {
            BytePort closing = port;
            port = null;
            framer.reset();
            closing.close();
            nextLook = clock.getAsLong(); // it may be there again already
        }
    }

    private void report(Verdict verdict) {
        if (verdict instanceof Verdict.Scans scans) {
            events.accept(new AdapterEvent.Scanning(adapter, path, scans.description()));
        } else if (verdict instanceof Verdict.Failed failed) {
            events.accept(new AdapterEvent.Failed(adapter, path, failed.problem(), path + ": " + failed.specifics()));
        } else if (verdict instanceof Verdict.Absent) {
            locator.release();
            boolean auto = name.equals(BleSettings.AUTO);
            path = name;
            String specifics = auto
                    ? "no BLED112 (USB id 2458:0001) is attached; plug one in, or name its port under [ble] port"
                    : name + ": no dongle is attached; plug it in, or name another port under [ble] port";
            events.accept(new AdapterEvent.Absent(adapter, name, specifics));
        }
    }

    private void onFault(RuntimeException fault) {
        counters.fault();
        effects.clear();
        LOG.error("{}: a fault in {}; the port is closed and opened again", path, machine.state(), fault);
        closePort();
        now = clock.getAsLong();
        SessionSeat faulty = session;
        session = null;
        perform(machine.onFault(moment()));
        if (faulty != null) {
            faulty.onAdapterLost(SessionError.ADAPTER_RESTARTED, sessionAdapter);
        }
    }
}
