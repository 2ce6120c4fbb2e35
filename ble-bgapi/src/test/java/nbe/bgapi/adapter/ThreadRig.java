package nbe.bgapi.adapter;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nbe.bgapi.machine.AdapterCounter;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.port.BytePort;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.port.PortLocator;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/** The adapter's loop, turned by the test, on a clock that only the test and the port's reads move. */
final class ThreadRig implements PortLocator {
    static final long MS = 1_000_000L;
    static final String PATH = "/dev/ttyACM0";
    private static final long WALL_MILLIS = 1_700_000_000_000L;

    long now = 1_000_000 * MS;
    private final long start = now;
    long wallLeapMillis;
    Optional<FoundPort> attached = Optional.of(new FoundPort("1-2", PATH, false));
    CannotOpenException refusal; // null: the port opens
    boolean watched;
    RuntimeException sinkFault;
    final FakePort port = new FakePort();
    final List<AdapterEvent> events = new ArrayList<>();
    final List<AdapterEvent> recoveries = new ArrayList<>();
    final List<Long> senders = new ArrayList<>();
    final List<Long> receivedAt = new ArrayList<>();
    final List<Long> looks = new ArrayList<>();
    int releases;
    final AdapterThread thread;

    ThreadRig(String name) {
        AdapterContext context = new AdapterContext(
                path -> {
                    if (refusal != null) {
                        throw refusal;
                    }
                    port.open();
                    return port;
                },
                (adapter, advertisement, at) -> {
                    if (sinkFault != null) {
                        throw sinkFault;
                    }
                    senders.add(advertisement.address());
                    receivedAt.add(at);
                },
                event -> (event instanceof AdapterEvent.Recovery ? recoveries : events).add(event),
                () -> now,
                () -> Instant.ofEpochMilli(WALL_MILLIS + (now - start) / MS + wallLeapMillis),
                () -> watched);
        thread = new AdapterThread(3, name, this, context);
    }

    @Override
    public Optional<FoundPort> locate() {
        looks.add(now);
        return attached;
    }

    @Override
    public void release() {
        releases++;
    }

    /** Turns the loop for this long. While the port is closed a turn takes 5 ms, and does not wait. */
    void run(long millis) {
        for (long end = now + millis * MS; now < end && !thread.isStopped(); ) {
            turn();
        }
    }

    void turn() {
        long before = now;
        thread.looks().wake();
        thread.turn();
        now = now == before ? now + 5 * MS : now;
    }

    void until(BooleanSupplier so) {
        long end = now + 60_000 * MS;
        while (!so.getAsBoolean()) {
            if (now > end) {
                throw new AssertionError("not in a minute; " + events + " " + port.names());
            }
            turn();
        }
    }

    ThreadRig scanning() {
        until(() -> last() instanceof AdapterStatus.Scanning);
        return this;
    }

    AdapterStatus last() {
        return events.isEmpty() || !(events.get(events.size() - 1) instanceof AdapterEvent.Changed changed)
                ? null
                : changed.status();
    }

    long count(AdapterCounter counter) {
        return thread.counters().get(counter);
    }

    static Packet advertisement(long sender) {
        return Packet.event(Event.GAP_SCAN_RESPONSE, -50, 0, sender, 1, 0xFF, new byte[] {2, 1, 6});
    }

    /** A dongle of a few lines behind a port in memory. A read without bytes takes 100 ms, another one 1 ms. */
    final class FakePort implements BytePort {
        private final Deque<byte[]> toHost = new ArrayDeque<>();
        private final Framer fromHost = new Framer(Framer.Direction.FROM_HOST);
        final List<Packet> commands = new ArrayList<>();
        boolean isOpen;
        int opens;
        boolean gone;
        boolean answers = true;
        boolean writes = true;
        int discoverResult;
        int info = 122; // build
        Runnable beforeRead = () -> {};

        private void open() {
            isOpen = true;
            opens++;
            toHost.clear();
        }

        void say(byte[] bytes) {
            toHost.add(bytes);
        }

        void say(Packet packet) {
            say(packet.encode());
        }

        List<String> names() {
            return commands.stream().map(Packet::name).toList();
        }

        long got(Command command) {
            return commands.stream().filter(packet -> packet.isCommand(command)).count();
        }

        @Override
        public int read(byte[] buffer) {
            Runnable before = beforeRead;
            beforeRead = () -> {};
            before.run();
            if (gone) {
                return GONE;
            }
            byte[] bytes = toHost.poll();
            now += bytes == null ? 100 * MS : MS;
            if (bytes == null) {
                return 0;
            }
            System.arraycopy(bytes, 0, buffer, 0, bytes.length);
            return bytes.length;
        }

        @Override
        public boolean write(byte[] bytes) {
            if (gone || !writes) {
                return false;
            }
            fromHost.append(bytes, 0, bytes.length, now);
            while (fromHost.next(now)) {
                Packet command = fromHost.packet().toPacket();
                commands.add(command);
                answer(command);
            }
            return true;
        }

        private void answer(Packet command) {
            for (Command row : Command.values()) {
                if (answers && command.isCommand(row) && row.response().isPresent()) {
                    say(
                            switch (row) {
                                case SYSTEM_GET_INFO -> Packet.response(row, 1, 3, 2, info, 3, 1, 2);
                                case SYSTEM_ADDRESS_GET -> Packet.response(row, 0x0007801A2B3CL);
                                case SYSTEM_GET_CONNECTIONS -> Packet.response(row, 2);
                                case CONNECTION_DISCONNECT -> Packet.response(row, 0, 0x0186);
                                case GAP_DISCOVER -> Packet.response(row, discoverResult);
                                case SYSTEM_HELLO -> Packet.response(row);
                                default -> Packet.response(row, 0);
                            });
                }
            }
        }

        @Override
        public void close() {
            isOpen = false;
        }
    }
}
