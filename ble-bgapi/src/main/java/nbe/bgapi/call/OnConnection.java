package nbe.bgapi.call;

import nbe.bgapi.wire.Packet;

/**
 * The dongle's answer to a command on a connection. Success means that the dongle has accepted the command; an event reports the result of
 * the operation later. The procedures and states of a session ({@code nbe.bgapi.host}) read it.
 *
 * @param connection handle, 0 to 7
 */
public record OnConnection(int connection, Outcome outcome) {
    static OnConnection of(Packet packet) {
        return new OnConnection(packet.integer("connection"), Outcome.of(packet));
    }
}
