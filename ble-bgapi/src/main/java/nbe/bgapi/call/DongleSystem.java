package nbe.bgapi.call;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/**
 * Makes the commands of BGAPI class 0, system: versions, reset, counters. The adapter's state machine and {@code AdapterProbe} call it.
 * Each method returns a {@link Call} or a packet, and sends nothing.
 */
public final class DongleSystem {
    private DongleSystem() {}

    /**
     * Packets since the previous request for counters; each count stops at 255.
     *
     * @param resent packets that the dongle had to send again
     * @param freeBuffers free packet buffers at the time of the answer
     */
    public record Counters(int sent, int resent, int received, int failed, int freeBuffers) {
        static Counters of(Packet packet) {
            return new Counters(
                    packet.integer("txok"),
                    packet.integer("txretry"),
                    packet.integer("rxok"),
                    packet.integer("rxfail"),
                    packet.integer("mbuf"));
        }
    }

    /** Restarts the dongle, without an answer: it leaves the USB bus and registers again. */
    public static Packet reset() {
        return Packet.command(Command.SYSTEM_RESET, 0);
    }

    /** Requests an answer without data, to check that the dongle answers. */
    public static Call<Boolean> hello() {
        return Call.of(Command.SYSTEM_HELLO, packet -> true);
    }

    public static Call<Firmware> getInfo() {
        return Call.of(Command.SYSTEM_GET_INFO, Firmware::of);
    }

    /** Requests the dongle's own public address, 48 bits, most significant byte first. */
    public static Call<Long> addressGet() {
        return Call.of(Command.SYSTEM_ADDRESS_GET, packet -> packet.number("address"));
    }

    /** Requests how many connections the dongle can hold; a {@link HostEvent.Status} for each handle follows. */
    public static Call<Integer> getConnections() {
        return Call.of(Command.SYSTEM_GET_CONNECTIONS, packet -> packet.integer("maxconn"));
    }

    public static Call<Counters> getCounters() {
        return Call.of(Command.SYSTEM_GET_COUNTERS, Counters::of);
    }
}
