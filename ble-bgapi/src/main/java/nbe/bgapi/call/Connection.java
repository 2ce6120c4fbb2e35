package nbe.bgapi.call;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/** Commands of class 3, connection. Each gives a call to be sent; nothing is sent here. Handles are 0 to 7. */
public final class Connection {
    private Connection() {}

    /** @param rssiDbm of the connection's last packet; 0 without a connection */
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

    /** Asks for other parameters; a {@link HostEvent.Status} reports them once they hold. */
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

    /** Asks for a {@link HostEvent.Status}; the answer is the handle. */
    public static Call<Integer> getStatus(int connection) {
        return Call.of(Command.CONNECTION_GET_STATUS, packet -> packet.integer("connection"), connection);
    }
}
