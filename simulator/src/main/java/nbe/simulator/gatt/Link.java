package nbe.simulator.gatt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;

/**
 * One open connection of the dongle: dongle and peer exchange a packet in each connection interval while the peer is reachable.
 * Nothing happens on a connection whose peer is not simulated. Driven by the dongle's firmware; not thread-safe.
 */
public final class Link {
    static final int CONNECTED = 1;
    static final int ENCRYPTED = 2;
    static final int COMPLETED = 4;
    static final int PARAMETERS_CHANGE = 8;

    private static final long INTERVAL_UNIT_NANOS = 1_250_000;
    private static final long TIMEOUT_UNIT_NANOS = 10_000_000;
    /** After a gap of this length this process stood still: the connection continues as if no time had passed. */
    private static final long GAP_NANOS = 10_000_000_000L;
    /** Events of one response packet. */
    private static final int EVENTS_AT_ONCE = 4;

    private static final int NOTIFY = 1;
    private static final int INDICATE_CONFIRM_WANTED = 5;
    private static final int KEY_SIZE = 16;
    private static final int LTK_AND_IDENTITY = 0x13;

    private final ConnectableDevice peer; // null: not simulated
    private final DeviceAddress dongle;
    private final BondStore bonds;
    private final Deque<Packet> answers = new ArrayDeque<>();
    private final Deque<Packet> unacknowledged = new ArrayDeque<>(); // write commands
    private Connection connection;
    private Packet request; // not carried out yet
    private Command requested;
    private Connection wantedParameters;
    private boolean pairing;
    private boolean bonding;
    private boolean encrypted;
    private boolean confirmationDue;
    private int bond;
    private long nextEvent;
    private long lastHeard;

    /**
     * Opens a connection.
     *
     * @param peer null if it is not simulated
     * @param dongle the dongle's address, by which the peer knows its bond
     */
    public Link(Connection connection, ConnectableDevice peer, DeviceAddress dongle, BondStore bonds, long nowNanos) {
        this.connection = connection;
        this.peer = peer;
        this.dongle = dongle;
        this.bonds = bonds;
        this.bond = bonds.of(connection.peer()).orElse(BondStore.ALL_OR_NONE);
        this.lastHeard = nowNanos;
        this.nextEvent = nowNanos + interval();
        if (peer != null) {
            peer.gatt().connected(true, false);
        }
    }

    private long interval() {
        return Math.max(1, connection.interval()) * INTERVAL_UNIT_NANOS;
    }

    /** Whether its peer is simulated. */
    public boolean hasPeer() {
        return peer != null;
    }

    /** Its present parameters. */
    public Connection connection() {
        return connection;
    }

    /** Mean level of the peer at this moment, dBm. */
    public int rssiDbm(RadioModel radio) {
        return peer == null
                ? 0
                : (int) Math.round(Math.max(RadioModel.FLOOR_DBM, radio.meanDbm(peer.metres(nextEvent))));
    }

    /** Ends the connection: the peer may advertise again. */
    public void end() {
        if (peer != null) {
            peer.gatt().connected(false, bond != BondStore.ALL_OR_NONE);
        }
    }

    private Packet status(int flags) {
        return Packet.event(
                Event.CONNECTION_STATUS,
                connection.handle(),
                flags,
                connection.peer().value(),
                connection.peer().random() ? 1 : 0,
                connection.interval(),
                connection.timeout(),
                connection.latency(),
                bond);
    }

    /** The connection_status event of an open connection. */
    public Packet status() {
        return status(CONNECTED | COMPLETED | (encrypted ? ENCRYPTED : 0));
    }

    // ---- commands; each returns the result code of its response

    /** Starts an attclient command; the peer answers it in a later connection event. */
    public int start(Command command, Packet packet) {
        if (!AttProcedures.fits(command, packet)) {
            return ResultCode.INVALID_PARAMETER.code();
        }
        if (command == Command.ATTCLIENT_WRITE_COMMAND) {
            if (unacknowledged.size() >= EVENTS_AT_ONCE) {
                return ResultCode.OUT_OF_MEMORY.code();
            }
            unacknowledged.add(packet);
            return 0;
        }
        if (request != null || !answers.isEmpty()) {
            return ResultCode.DEVICE_IN_WRONG_STATE.code();
        }
        request = packet;
        requested = command;
        return 0;
    }

    /** Confirms the last indication. */
    public int confirmIndication() {
        boolean due = confirmationDue;
        confirmationDue = false;
        return due ? 0 : ResultCode.DEVICE_IN_WRONG_STATE.code();
    }

    /** Starts pairing, or encryption with the bond that exists. */
    public int startEncryption(boolean withBonding) {
        if (pairing) {
            return ResultCode.DEVICE_IN_WRONG_STATE.code();
        }
        pairing = true;
        bonding = withBonding;
        return 0;
    }

    /** Changes the parameters at the next connection event. */
    public void update(Connection parameters) {
        wantedParameters = parameters;
    }

    // ---- time

    /** When {@link #advance} has something to do; {@link Long#MAX_VALUE} without a peer. */
    public long deadline() {
        return peer == null ? Long.MAX_VALUE : nextEvent;
    }

    /** Lets time pass; returns the reason why the connection ended, if it did. */
    public OptionalInt advance(long nowNanos, Consumer<Packet> events) {
        if (peer != null && nowNanos - nextEvent > GAP_NANOS) {
            lastHeard = nowNanos - interval();
            nextEvent = nowNanos;
        }
        while (deadline() <= nowNanos) {
            long at = nextEvent;
            nextEvent += interval();
            if (peer.isReachable(at)) {
                lastHeard = at;
                if (peer.gatt().wantsToDisconnect()) {
                    return OptionalInt.of(ResultCode.REMOTE_USER_TERMINATED_CONNECTION.code());
                }
                exchange(events);
            } else if (at - lastHeard >= connection.timeout() * TIMEOUT_UNIT_NANOS) {
                return OptionalInt.of(ResultCode.CONNECTION_TIMEOUT.code());
            }
        }
        return OptionalInt.empty();
    }

    private void exchange(Consumer<Packet> events) {
        if (peer.gatt().isUnresponsive()) {
            return;
        }
        while (!unacknowledged.isEmpty()) {
            AttProcedures.carryOut(Command.ATTCLIENT_WRITE_COMMAND, unacknowledged.remove(), peer.gatt(), encrypted);
        }
        if (wantedParameters != null) {
            connection = wantedParameters;
            wantedParameters = null;
            events.accept(status(CONNECTED | PARAMETERS_CHANGE | (encrypted ? ENCRYPTED : 0)));
        }
        if (pairing) {
            pairing = false;
            pair(events);
        }
        if (request != null) {
            answers.addAll(AttProcedures.carryOut(requested, request, peer.gatt(), encrypted));
            request = null;
        }
        for (int i = 0; i < EVENTS_AT_ONCE && !answers.isEmpty(); i++) {
            events.accept(answers.remove());
        }
        sendValue(events);
    }

    private void sendValue(Consumer<Packet> events) {
        Optional<GattServer.Outgoing> value = peer.gatt().nextOutgoing();
        if (value.isPresent() && !confirmationDue) {
            peer.gatt().outgoingSent();
            confirmationDue = value.get().indication();
            events.accept(Packet.event(
                    Event.ATTCLIENT_ATTRIBUTE_VALUE,
                    connection.handle(),
                    value.get().handle(),
                    value.get().indication() ? INDICATE_CONFIRM_WANTED : NOTIFY,
                    value.get().value()));
        }
    }

    private void pair(Consumer<Packet> events) {
        GattServer server = peer.gatt();
        OptionalInt known = bonds.of(connection.peer());
        OptionalInt refusal = server.pairingRefusal();
        if (refusal.isEmpty() && known.isPresent() && !server.knows(dongle)) {
            refusal = OptionalInt.of(ResultCode.PIN_OR_KEY_MISSING.code());
        }
        OptionalInt added = OptionalInt.empty();
        if (refusal.isEmpty() && known.isEmpty() && bonding) {
            added = bonds.add(connection.peer());
            refusal = added.isEmpty() ? OptionalInt.of(ResultCode.OUT_OF_BONDS.code()) : refusal;
        }
        if (refusal.isPresent()) {
            events.accept(Packet.event(Event.SM_BONDING_FAIL, connection.handle(), refusal.getAsInt()));
            return;
        }
        encrypted = true;
        bond = known.orElse(added.orElse(BondStore.ALL_OR_NONE));
        if (added.isPresent()) {
            server.bond(dongle);
        }
        events.accept(status(CONNECTED | ENCRYPTED));
        if (added.isPresent()) {
            events.accept(bondStatus(bond));
        }
    }

    /** The sm_bond_status event of a bond. */
    public static Packet bondStatus(int handle) {
        return Packet.event(Event.SM_BOND_STATUS, handle, KEY_SIZE, 0, LTK_AND_IDENTITY);
    }
}
