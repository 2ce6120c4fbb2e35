package nbe.simulator.dongle;

import nbe.bgapi.adapter.AdvertisementSink;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.PacketView;

/**
 * A host in the same process, without port, thread or clock: starts a scan on a {@link SimulatedAdapter} and decodes its bytes, so
 * that hours of simulated time take seconds. The evaluation of the tap rules and tests use it. Not thread-safe.
 */
public final class InProcessHost {
    private static final int INTERVAL_UNITS = 200;
    private static final int OBSERVATION = 2;

    private final SimulatedAdapter adapter;
    private final int number;
    private final AdvertisementSink sink;
    private final Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
    private final byte[] buffer = new byte[4096];
    private int lastResult;

    /**
     * Connects the two.
     *
     * @param number number of this adapter for the sink
     * @param sink gets each advertisement with its simulated time, from {@link #advance}
     */
    public InProcessHost(SimulatedAdapter adapter, int number, AdvertisementSink sink) {
        this.adapter = adapter;
        this.number = number;
        this.sink = sink;
    }

    /**
     * Plugs the adapter in, opens it and starts an active scan of all packets, all the time.
     *
     * @throws IllegalStateException if the adapter refuses
     */
    public void start(long nowNanos) {
        adapter.plug(nowNanos);
        adapter.hostOpened(nowNanos);
        send(Packet.command(Command.GAP_SET_FILTERING, 0, 0, 0), nowNanos);
        send(Packet.command(Command.GAP_SET_SCAN_PARAMETERS, INTERVAL_UNITS, INTERVAL_UNITS, 1), nowNanos);
        send(Packet.command(Command.GAP_DISCOVER, OBSERVATION), nowNanos);
        if (!adapter.scanning() || lastResult != 0) {
            throw new IllegalStateException(
                    "the adapter does not scan, gap_discover: 0x" + Integer.toHexString(lastResult));
        }
    }

    /** Lets time pass from packet to packet, up to and including {@code nowNanos}. */
    public void advance(long nowNanos) {
        while (adapter.deadline() <= nowNanos) {
            long at = adapter.deadline();
            adapter.advance(at);
            read(at);
        }
        adapter.advance(nowNanos);
        read(nowNanos);
    }

    /** Stops scanning and closes the port. */
    public void stop(long nowNanos) {
        send(Packet.command(Command.GAP_END_PROCEDURE), nowNanos);
        adapter.hostClosed(nowNanos);
    }

    private void send(Packet command, long nowNanos) {
        byte[] bytes = command.encode();
        adapter.receive(bytes, 0, bytes.length, nowNanos);
        read(nowNanos);
    }

    private void read(long nowNanos) {
        for (int length = adapter.peekOutput(buffer, nowNanos); length > 0; ) {
            adapter.outputTaken(length, nowNanos);
            framer.append(buffer, 0, length, nowNanos);
            while (framer.next(nowNanos)) {
                take(framer.packet(), nowNanos);
            }
            length = adapter.peekOutput(buffer, nowNanos);
        }
    }

    private void take(PacketView packet, long nowNanos) {
        if (packet.is(Event.GAP_SCAN_RESPONSE)) {
            sink.onAdvertisement(number, packet, nowNanos);
        } else if (packet.is(Command.GAP_DISCOVER)) {
            lastResult = packet.toPacket().integer("result");
        }
    }
}
