package nbe.bgapi.call;

import nbe.bgapi.wire.Packet;

/**
 * The answer to a command that concerns a connection. Success means that the dongle has taken the command; an
 * event reports the outcome.
 *
 * @param connection handle, 0 to 7
 */
public record OnConnection(int connection, Outcome outcome) {
    static OnConnection of(Packet packet) {
        return new OnConnection(packet.integer("connection"), Outcome.of(packet));
    }
}
