package nbe.bgapi.call;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/**
 * Makes the commands of BGAPI class 3, connection. The states and procedures of a session ({@code nbe.bgapi.host}) and the adapter's
 * recovery call it. Each method returns a {@link Call} and sends nothing. Handles of connections are 0 to 7.
 */
public final class Connection {
    private Connection() {}

    /**
     * The answer to connection_get_rssi.
     *
     * @param rssiDbm RSSI of the connection's last packet in dBm; 0 without a connection
     */
    public record Rssi(int connection, int rssiDbm) {
        static Rssi of(Packet packet) {
            return new Rssi(packet.integer("connection"), packet.integer("rssi"));
        }
    }

    /** Ends a connection; {@link HostEvent.Disconnected} follows. 0x0186: there was no connection. */
    public static Call<OnConnection> disconnect(int connection) {
        return Call.of(Command.CONNECTION_DISCONNECT, OnConnection::of, connection);
    }

    public static Call<Rssi> getRssi(int connection) {
        return Call.of(Command.CONNECTION_GET_RSSI, Rssi::of, connection);
    }

    /** Requests other parameters; a {@link HostEvent.Status} follows when both sides use them. */
    public static Call<OnConnection> update(int connection, ConnectionParameters parameters) {
        return Call.of(
                Command.CONNECTION_UPDATE,
                OnConnection::of,
                connection,
                parameters.intervalMin(),
                parameters.intervalMax(),
                parameters.latency(),
                parameters.timeout());
    }

    /** Requests a {@link HostEvent.Status}, which follows; the answer is the handle. */
    public static Call<Integer> getStatus(int connection) {
        return Call.of(Command.CONNECTION_GET_STATUS, packet -> packet.integer("connection"), connection);
    }
}
