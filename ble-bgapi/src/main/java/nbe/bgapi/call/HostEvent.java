package nbe.bgapi.call;

import java.util.Optional;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;

/**
 * A BGAPI event about connections, attributes or security, with typed fields. The states and procedures of a session
 * ({@code nbe.bgapi.host}) read it from the dongle's packets by {@link #of}.
 */
public sealed interface HostEvent {
    /** True if the event can belong to a procedure on the connection of this handle. */
    default boolean concerns(int handle) {
        return false;
    }

    /** An event of one connection, by its handle. */
    sealed interface OfConnection extends HostEvent {
        int connection();

        @Override
        default boolean concerns(int handle) {
            return connection() == handle;
        }
    }

    /**
     * connection_status: a connection is established, encrypted, or has other parameters; also follows a request for the status.
     *
     * @param flags bits: 1 connected, 2 encrypted, 4 connection completed, 8 parameters changed
     * @param interval units of 1.25 ms
     * @param timeout units of 10 ms
     * @param latency how many connection events in a row the peripheral may skip
     * @param bond handle, or {@link Security#ALL_OR_NO_BOND}
     */
    record Status(
            int connection,
            int flags,
            long address,
            AddressType addressType,
            int interval,
            int timeout,
            int latency,
            int bond)
            implements OfConnection {
        public boolean isConnected() {
            return (flags & 1) != 0;
        }

        public boolean isEncrypted() {
            return (flags & 2) != 0;
        }

        public boolean hasNewParameters() {
            return (flags & 8) != 0;
        }

        public boolean isBonded() {
            return bond != Security.ALL_OR_NO_BOND;
        }
    }

    /** connection_disconnected. @param reason 0: the firmware reports no reason */
    record Disconnected(int connection, Outcome reason) implements HostEvent {}

    /** attclient_procedure_completed. @param attribute handle of the attribute where the procedure ended, or 0 */
    record Completed(int connection, Outcome outcome, int attribute) implements OfConnection {}

    /** attclient_group_found: a service and its handles. The reader must check the UUID's length: the device may send anything. */
    record GroupFound(int connection, int start, int end, Octets uuid) implements OfConnection {}

    /** attclient_find_information_found. */
    record InformationFound(int connection, int attribute, Octets uuid) implements OfConnection {}

    /** attclient_attribute_value. @param kind one of the constants here; firmware may add others */
    record Value(int connection, int attribute, int kind, Octets value) implements OfConnection {
        public static final int READ = 0;
        public static final int NOTIFICATION = 1;
        /** An indication that the dongle has confirmed to the device. */
        public static final int INDICATION = 2;

        public static final int READ_BY_TYPE = 3;
        public static final int READ_LONG = 4;
        /** An indication: the device waits for {@link AttributeClient#indicateConfirm}. */
        public static final int INDICATION_TO_CONFIRM = 5;

        /** True for a notification or an indication; false for the answer to a request. */
        public boolean isByItself() {
            return kind == NOTIFICATION || kind == INDICATION || kind == INDICATION_TO_CONFIRM;
        }
    }

    /** sm_bonding_fail: pairing or encrypting failed. */
    record BondingFailed(int connection, Outcome reason) implements OfConnection {}

    /**
     * sm_bond_status.
     *
     * @param keySize bytes
     * @param keys bits, see the vendor's reference
     */
    record BondStatus(int bond, int keySize, boolean mitm, int keys) implements HostEvent {
        @Override
        public boolean concerns(int handle) {
            return true;
        }
    }

    /** sm_passkey_request: the dongle waits for {@link Security#passkeyEntry}. */
    record PasskeyRequested(int connection) implements HostEvent {}

    /** sm_passkey_display. @param passkey 0 to 999999 */
    record PasskeyDisplay(int connection, long passkey) implements HostEvent {}

    /** Reads a packet; empty if it is not one of these events. */
    static Optional<HostEvent> of(Packet packet) {
        HostEvent event = null;
        if (packet.is(Event.CONNECTION_STATUS)) {
            event = new Status(
                    packet.integer("connection"),
                    packet.integer("flags"),
                    packet.number("address"),
                    AddressType.of(packet.integer("address_type")),
                    packet.integer("conn_interval"),
                    packet.integer("timeout"),
                    packet.integer("latency"),
                    packet.integer("bonding"));
        } else if (packet.is(Event.CONNECTION_DISCONNECTED)) {
            event = new Disconnected(packet.integer("connection"), new Outcome(packet.integer("reason")));
        } else if (packet.is(Event.ATTCLIENT_PROCEDURE_COMPLETED)) {
            event = new Completed(packet.integer("connection"), Outcome.of(packet), packet.integer("chrhandle"));
        } else if (packet.is(Event.ATTCLIENT_GROUP_FOUND)) {
            event = new GroupFound(
                    packet.integer("connection"),
                    packet.integer("start"),
                    packet.integer("end"),
                    packet.octets("uuid"));
        } else if (packet.is(Event.ATTCLIENT_FIND_INFORMATION_FOUND)) {
            event = new InformationFound(
                    packet.integer("connection"), packet.integer("chrhandle"), packet.octets("uuid"));
        } else if (packet.is(Event.ATTCLIENT_ATTRIBUTE_VALUE)) {
            event = new Value(
                    packet.integer("connection"),
                    packet.integer("atthandle"),
                    packet.integer("type"),
                    packet.octets("value"));
        } else if (packet.is(Event.SM_BONDING_FAIL)) {
            event = new BondingFailed(packet.integer("handle"), Outcome.of(packet));
        } else if (packet.is(Event.SM_BOND_STATUS)) {
            event = new BondStatus(
                    packet.integer("bond"),
                    packet.integer("keysize"),
                    packet.integer("mitm") != 0,
                    packet.integer("keys"));
        } else if (packet.is(Event.SM_PASSKEY_REQUEST)) {
            event = new PasskeyRequested(packet.integer("handle"));
        } else if (packet.is(Event.SM_PASSKEY_DISPLAY)) {
            event = new PasskeyDisplay(packet.integer("handle"), packet.number("passkey"));
        }
        return Optional.ofNullable(event);
    }
}
