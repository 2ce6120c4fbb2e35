package nbe.bgapi.call;

import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Octets;

/**
 * Makes the commands of BGAPI class 4, attclient: a GATT client's reads, writes and searches. The procedures of a session
 * ({@code nbe.bgapi.host}) call it. Each method returns a {@link Call} and sends nothing. The dongle runs one procedure on a connection at
 * a time, and answers 0x0181 to a second one. Attribute handles are 1 to 0xFFFF.
 */
public final class AttributeClient {
    /** Longest value of a write, bytes: the ATT MTU of the BLED112 is 23. */
    public static final int LONGEST_WRITE = 20;

    /** Longest part of a prepared write, bytes. */
    public static final int LONGEST_PREPARED = 18;

    private AttributeClient() {}

    /** Finds services: {@link HostEvent.GroupFound} each, then {@link HostEvent.Completed}. */
    public static Call<OnConnection> readByGroupType(int connection, int start, int end, Uuid type) {
        return Call.of(Command.ATTCLIENT_READ_BY_GROUP_TYPE, OnConnection::of, connection, start, end, type.toWire());
    }

    /** Reads all attributes of a type: {@link HostEvent.Value} each, then {@link HostEvent.Completed}. */
    public static Call<OnConnection> readByType(int connection, int start, int end, Uuid type) {
        return Call.of(Command.ATTCLIENT_READ_BY_TYPE, OnConnection::of, connection, start, end, type.toWire());
    }

    /** Reports handles and types: {@link HostEvent.InformationFound} each, then {@link HostEvent.Completed}. */
    public static Call<OnConnection> findInformation(int connection, int start, int end) {
        return Call.of(Command.ATTCLIENT_FIND_INFORMATION, OnConnection::of, connection, start, end);
    }

    /** Reads up to 22 bytes: {@link HostEvent.Value}, or {@link HostEvent.Completed} with the error. */
    public static Call<OnConnection> readByHandle(int connection, int attribute) {
        return Call.of(Command.ATTCLIENT_READ_BY_HANDLE, OnConnection::of, connection, attribute);
    }

    /** Reads in parts of 22 bytes: {@link HostEvent.Value} each, then {@link HostEvent.Completed}. */
    public static Call<OnConnection> readLong(int connection, int attribute) {
        return Call.of(Command.ATTCLIENT_READ_LONG, OnConnection::of, connection, attribute);
    }

    /**
     * Writes; {@link HostEvent.Completed} follows.
     *
     * @param value up to {@value #LONGEST_WRITE} bytes
     */
    public static Call<OnConnection> attributeWrite(int connection, int attribute, Octets value) {
        return Call.of(Command.ATTCLIENT_ATTRIBUTE_WRITE, OnConnection::of, connection, attribute, value);
    }

    /**
     * Writes; the device does not confirm it, and no event follows. 0x0182 or 0x0187: the dongle's buffers are full.
     *
     * @param value up to {@value #LONGEST_WRITE} bytes
     */
    public static Call<OnConnection> writeCommand(int connection, int attribute, Octets value) {
        return Call.of(Command.ATTCLIENT_WRITE_COMMAND, OnConnection::of, connection, attribute, value);
    }

    /** Confirms an indication; the device waits for it before it sends another indication. */
    public static Call<Outcome> indicateConfirm(int connection) {
        return Call.of(Command.ATTCLIENT_INDICATE_CONFIRM, Outcome::of, connection);
    }

    /**
     * Prepares the write of one part of a long value; {@link HostEvent.Completed} follows.
     *
     * @param offset position of the part in the value, bytes
     * @param part up to {@value #LONGEST_PREPARED} bytes
     */
    public static Call<OnConnection> prepareWrite(int connection, int attribute, int offset, Octets part) {
        return Call.of(Command.ATTCLIENT_PREPARE_WRITE, OnConnection::of, connection, attribute, offset, part);
    }

    /** Makes the device write the prepared parts, or discard them; {@link HostEvent.Completed} follows. */
    public static Call<OnConnection> executeWrite(int connection, boolean commit) {
        return Call.of(Command.ATTCLIENT_EXECUTE_WRITE, OnConnection::of, connection, commit ? 1 : 0);
    }
}
