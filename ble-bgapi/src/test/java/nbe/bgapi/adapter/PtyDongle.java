package nbe.bgapi.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/** A dongle on a pseudo-terminal behind a symbolic link: as little firmware as these tests need. */
final class PtyDongle {
    private static final int WRONG_STATE = 0x0181;

    private final Path link;
    private final Thread thread = new Thread(this::serve, "pty-dongle");
    private Pty pty; // guarded by this; null while unplugged
    private volatile boolean ended;

    final List<Packet> commands = new CopyOnWriteArrayList<>();
    volatile boolean scanning;
    volatile boolean silent;
    volatile byte[] beforeEachAnswer = {};

    PtyDongle(Path link) throws IOException {
        this.link = link;
        thread.setDaemon(true);
        plug();
        thread.start();
    }

    String port() {
        return link.toString();
    }

    synchronized String slave() {
        return pty.slave;
    }

    synchronized boolean isExclusive() throws IOException {
        return pty.isExclusive();
    }

    synchronized void plug() throws IOException {
        pty = new Pty();
        Path fresh = link.resolveSibling("fresh");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, Path.of(pty.slave));
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    synchronized void unplug() throws IOException {
        Files.deleteIfExists(link);
        scanning = false;
        pty.close();
        pty = null;
    }

    synchronized boolean say(byte[] bytes) {
        return pty != null && pty.write(bytes);
    }

    boolean say(Packet packet) {
        return say(packet.encode());
    }

    private void serve() {
        Framer framer = new Framer(Framer.Direction.FROM_HOST);
        byte[] bytes = new byte[512];
        while (!ended) {
            int count;
            synchronized (this) {
                count = pty == null ? 0 : pty.read(bytes, 5);
            }
            if (count == 0) {
                LockSupport.parkNanos(2_000_000L);
                continue;
            }
            framer.append(bytes, 0, count, 0);
            while (framer.next(0)) {
                onCommand(framer.packet().toPacket());
            }
        }
    }

    private void onCommand(Packet command) {
        commands.add(command);
        if (command.isCommand(Command.SYSTEM_RESET) && !silent) {
            try {
                unplug();
                plug();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return;
        }
        if (silent) {
            return;
        }
        for (Command row : Command.values()) {
            if (command.isCommand(row) && row.response().isPresent()) {
                say(beforeEachAnswer);
                say(answer(row, command));
            }
        }
    }

    private Packet answer(Command row, Packet command) {
        return switch (row) {
            case SYSTEM_GET_INFO -> Packet.response(row, 1, 3, 2, 122, 3, 1, 2);
            case SYSTEM_ADDRESS_GET -> Packet.response(row, 0x0007801A2B3CL);
            case SYSTEM_GET_CONNECTIONS -> Packet.response(row, 3);
            case CONNECTION_DISCONNECT -> Packet.response(row, command.integer("connection"), 0x0186);
            case SYSTEM_HELLO -> Packet.response(row);
            case GAP_END_PROCEDURE -> {
                boolean was = scanning;
                scanning = false;
                yield Packet.response(row, was ? 0 : WRONG_STATE);
            }
            case GAP_DISCOVER -> {
                boolean refused = scanning;
                scanning |= !refused;
                yield Packet.response(row, refused ? WRONG_STATE : 0);
            }
            default -> Packet.response(row, 0);
        };
    }

    long got(Command command) {
        return commands.stream().filter(packet -> packet.isCommand(command)).count();
    }

    void close() throws InterruptedException {
        ended = true;
        thread.join(5_000);
        synchronized (this) {
            if (pty != null) {
                pty.close();
            }
        }
    }
}
