package nbe.bgapi.call;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/** Commands of class 0, system. Each gives a call to be sent; nothing is sent here. */
public final class DongleSystem {
    private DongleSystem() {}

    /**
     * Packets since the last question; each count stops at 255.
     *
     * @param freeBuffers packet buffers that are free now
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

    /** Restarts the dongle, which leaves the bus and comes back. It sends no answer. */
    public static Packet reset() {
        return Packet.command(Command.SYSTEM_RESET, 0);
    }

    /** Asks whether it is there. */
    public static Call<Boolean> hello() {
        return Call.of(Command.SYSTEM_HELLO, packet -> true);
    }

    public static Call<Firmware> getInfo() {
        return Call.of(Command.SYSTEM_GET_INFO, Firmware::of);
    }

    /** Its own address, 48 bits, most significant byte first; public. */
    public static Call<Long> addressGet() {
        return Call.of(Command.SYSTEM_ADDRESS_GET, packet -> packet.number("address"));
    }

    /** How many connections it can hold; a {@link HostEvent.Status} for each handle follows. */
    public static Call<Integer> getConnections() {
        return Call.of(Command.SYSTEM_GET_CONNECTIONS, packet -> packet.integer("maxconn"));
    }

    public static Call<Counters> getCounters() {
        return Call.of(Command.SYSTEM_GET_COUNTERS, Counters::of);
    }
}
