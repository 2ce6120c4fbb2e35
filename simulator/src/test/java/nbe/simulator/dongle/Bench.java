package nbe.simulator.dongle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Kind;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.Air;
import nbe.simulator.air.RadioModel;

/** An adapter on a table, a host that speaks to it, and a clock that only the test moves. */
public final class Bench {
    public static final long MILLIS = 1_000_000;
    public static final long SECONDS = 1_000 * MILLIS;

    public final Air air;
    public final SimulatedAdapter adapter;
    public final List<Packet> heard = new ArrayList<>();
    private final Framer host = new Framer(Framer.Direction.FROM_DONGLE);
    public long now = 5 * SECONDS;

    public Bench(RadioModel radio, long seed) {
        air = new Air(radio, new SplittableRandom(seed));
        adapter = SimulatedAdapter.on(air, seed);
    }

    /** On air without fading, plugged in, opened, its boot event read. */
    public static Bench ready() {
        return ready(RadioModel.STILL, 1);
    }

    public static Bench ready(RadioModel radio, long seed) {
        Bench bench = new Bench(radio, seed);
        bench.adapter.plug(bench.now);
        bench.adapter.hostOpened(bench.now);
        bench.read();
        bench.heard.clear();
        return bench;
    }

    public void write(byte... bytes) {
        adapter.receive(bytes, 0, bytes.length, now);
    }

    /** Reads what is there, and returns the packets in it. */
    public List<Packet> read() {
        byte[] bytes = adapter.takeOutput(now);
        List<Packet> packets = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += Framer.CAPACITY) {
            host.append(bytes, at, Math.min(Framer.CAPACITY, bytes.length - at), now);
            while (host.next(now)) {
                packets.add(host.packet().toPacket());
            }
        }
        heard.addAll(packets);
        return packets;
    }

    public long garbage() {
        return host.skippedBytes();
    }

    /** Sends a command; returns everything that comes at once. */
    public List<Packet> send(Command command, Object... values) {
        write(Packet.command(command, values).encode());
        return read();
    }

    /** Sends a command; returns its response. */
    public Packet ask(Command command, Object... values) {
        return send(command, values).stream()
                .filter(packet -> packet.kind() == Kind.RESPONSE)
                .findFirst()
                .orElseThrow(() -> new AssertionError(command + " is not answered"));
    }

    public int result(Command command, Object... values) {
        return ask(command, values).integer("result");
    }

    /** Observes actively, listening all the time. */
    public void observe() {
        ask(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 1);
        if (result(Command.GAP_DISCOVER, 2) != 0) {
            throw new AssertionError("it does not scan");
        }
    }

    /** Lets time pass from deadline to deadline; returns what the host reads meanwhile. */
    public List<Packet> pass(long nanos) {
        long end = now + nanos;
        List<Packet> packets = new ArrayList<>();
        while (Math.min(adapter.deadline(), end) < end) {
            now = Math.max(now, adapter.deadline());
            adapter.advance(now);
            packets.addAll(read());
        }
        now = end;
        adapter.advance(now);
        packets.addAll(read());
        return packets;
    }

    public static List<Packet> advertisements(List<Packet> packets) {
        return packets.stream()
                .filter(packet -> packet.is(Event.GAP_SCAN_RESPONSE))
                .toList();
    }
}
