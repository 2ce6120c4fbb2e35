package nbe.simulator.gatt;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.DeviceAddress;

/**
 * The GATT server of a connectable device: services and characteristics (Bluetooth Core vol 3 part G), and its behaviour at pairing.
 * Built once with {@link #service} and {@link #characteristic}, in that order; handles count from 1. Not thread-safe: only the
 * thread that drives the air uses it.
 */
public final class GattServer {
    /** Properties of a characteristic (Bluetooth Core vol 3 part G 3.3.1.1). */
    public static final int READ = 0x02;

    public static final int WRITE_WITHOUT_RESPONSE = 0x04;
    public static final int WRITE = 0x08;
    public static final int NOTIFY = 0x10;
    public static final int INDICATE = 0x20;

    static final Octets PRIMARY_SERVICE = uuid16(0x2800);
    static final Octets CHARACTERISTIC = uuid16(0x2803);
    static final Octets CLIENT_CONFIGURATION = uuid16(0x2902);

    /** Longest value of an attribute (Bluetooth Core vol 3 part F 3.2.9). */
    private static final int LONGEST_VALUE = 512;
    /** Values that wait to be sent at most; further ones are dropped. */
    private static final int OUTGOING_BOUND = 64;

    /** A value on its way to the client. */
    record Outgoing(int handle, Octets value, boolean indication) {}

    private record Prepared(int handle, int offset, Octets value) {}

    private final List<GattAttribute> attributes = new ArrayList<>();
    private final Deque<Outgoing> outgoing = new ArrayDeque<>();
    private final List<Prepared> prepared = new ArrayList<>();
    private final Set<DeviceAddress> bonds = new HashSet<>();
    private boolean connected;
    private boolean disconnectWanted;
    private OptionalInt pairingRefusal = OptionalInt.empty();
    private boolean unresponsive;

    /** A 16-bit UUID as on the air, least significant byte first. */
    public static Octets uuid16(int value) {
        return Octets.of((byte) value, (byte) (value >> 8));
    }

    /**
     * Adds a primary service.
     *
     * @param uuid 2 or 16 bytes, least significant first
     */
    public GattServer service(Octets uuid) {
        add(PRIMARY_SERVICE, uuid, uuid.length(), EnumSet.of(GattPermission.READ));
        return this;
    }

    /**
     * Adds a characteristic to the last service, with a client configuration if it notifies or indicates.
     *
     * @return handle of its value
     */
    public int characteristic(Octets uuid, int properties, byte[] value, GattPermission... permissions) {
        int valueHandle = attributes.size() + 2;
        byte[] declaration = new byte[3 + uuid.length()];
        declaration[0] = (byte) properties;
        declaration[1] = (byte) valueHandle;
        declaration[2] = (byte) (valueHandle >> 8);
        System.arraycopy(uuid.toArray(), 0, declaration, 3, uuid.length());
        add(CHARACTERISTIC, Octets.of(declaration), declaration.length, EnumSet.of(GattPermission.READ));
        Set<GattPermission> allowed = EnumSet.noneOf(GattPermission.class);
        allowed.addAll(List.of(permissions));
        add(uuid, Octets.of(value), LONGEST_VALUE, allowed);
        if ((properties & (NOTIFY | INDICATE)) != 0) {
            Octets off = Octets.of((byte) 0, (byte) 0);
            add(CLIENT_CONFIGURATION, off, 2, EnumSet.of(GattPermission.READ, GattPermission.WRITE));
        }
        return valueHandle;
    }

    private void add(Octets type, Octets value, int longest, Set<GattPermission> permissions) {
        attributes.add(new GattAttribute(attributes.size() + 1, type, value, longest, permissions));
    }

    // ---- for tests and demos

    /** Value of an attribute. */
    public Octets value(int handle) {
        return attributes.get(handle - 1).value();
    }

    /** Sets a value without a notification. */
    public void value(int handle, byte... value) {
        attributes.get(handle - 1).set(Octets.of(value));
    }

    /**
     * Sets a value and sends it as the client has configured: as indication, as notification, or not.
     *
     * @return false if it is not sent
     */
    public boolean send(int handle, byte... value) {
        value(handle, value);
        int wanted = attributes.size() > handle
                        && attributes.get(handle).type().equals(CLIENT_CONFIGURATION)
                        && value(handle + 1).length() > 0
                ? value(handle + 1).at(0)
                : 0;
        if (!connected || wanted == 0 || outgoing.size() >= OUTGOING_BOUND) {
            return false;
        }
        outgoing.add(new Outgoing(handle, Octets.of(value), (wanted & 2) != 0));
        return true;
    }

    /** Disconnects from the device's side. */
    public void disconnect() {
        disconnectWanted = connected;
    }

    /** Whether a dongle is connected. */
    public boolean isConnected() {
        return connected;
    }

    /** Refuses to pair with this reason from now on. */
    public void refusePairing(ResultCode reason) {
        pairingRefusal = OptionalInt.of(reason.code());
    }

    /** Accepts all pairing again. */
    public void acceptPairing() {
        pairingRefusal = OptionalInt.empty();
    }

    /** Deletes its keys, as a device that was reset. */
    public void forgetBonds() {
        bonds.clear();
    }

    /** Keeps the connection but answers no request, like firmware that hangs above the link layer. */
    public void unresponsive(boolean is) {
        unresponsive = is;
    }

    // ---- the connection's side

    void connected(boolean is, boolean bonded) {
        connected = is;
        disconnectWanted = false;
        outgoing.clear();
        prepared.clear();
        if (!is && !bonded) { // without a bond the configuration is not kept (vol 3 part G 3.3.3.3)
            attributes.stream()
                    .filter(some -> some.type().equals(CLIENT_CONFIGURATION))
                    .forEach(some -> some.set(Octets.of((byte) 0, (byte) 0)));
        }
    }

    boolean wantsToDisconnect() {
        return disconnectWanted;
    }

    boolean isUnresponsive() {
        return unresponsive;
    }

    Optional<Outgoing> nextOutgoing() {
        return Optional.ofNullable(outgoing.peek());
    }

    void outgoingSent() {
        outgoing.remove();
    }

    OptionalInt pairingRefusal() {
        return pairingRefusal;
    }

    boolean knows(DeviceAddress dongle) {
        return bonds.contains(dongle);
    }

    void bond(DeviceAddress dongle) {
        bonds.add(dongle);
    }

    /** Attributes with handles from start to end. */
    List<GattAttribute> between(int start, int end) {
        return attributes.stream()
                .filter(some -> some.handle() >= start && some.handle() <= end)
                .toList();
    }

    Optional<GattAttribute> find(int handle) {
        return handle >= 1 && handle <= attributes.size() ? Optional.of(attributes.get(handle - 1)) : Optional.empty();
    }

    /** Last handle of the service that starts at this handle; 0xFFFF for the last service. */
    int endOfService(int start) {
        for (int handle = start + 1; handle <= attributes.size(); handle++) {
            if (attributes.get(handle - 1).type().equals(PRIMARY_SERVICE)) {
                return handle - 1;
            }
        }
        return 0xFFFF;
    }

    /** Writes; returns 0 or the ATT error. */
    int write(int handle, Octets value, boolean encrypted) {
        Optional<GattAttribute> attribute = find(handle);
        if (attribute.isEmpty()) {
            return ResultCode.ATT_INVALID_HANDLE.code();
        }
        int refusal = attribute.get().mayWrite(encrypted);
        return refusal != 0 ? refusal : attribute.get().set(value);
    }

    int prepare(int handle, int offset, Octets value, boolean encrypted) {
        Optional<GattAttribute> attribute = find(handle);
        if (attribute.isEmpty()) {
            return ResultCode.ATT_INVALID_HANDLE.code();
        }
        int refusal = attribute.get().mayWrite(encrypted);
        if (refusal == 0 && prepared.size() >= OUTGOING_BOUND) {
            refusal = ResultCode.ATT_PREPARE_QUEUE_FULL.code();
        }
        if (refusal == 0) {
            prepared.add(new Prepared(handle, offset, value));
        }
        return refusal;
    }

    int execute(boolean commit, boolean encrypted) {
        List<Prepared> all = List.copyOf(prepared);
        prepared.clear();
        if (!commit || all.isEmpty()) {
            return 0;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (Prepared part : all) {
            if (part.offset() != whole.size() || part.handle() != all.get(0).handle()) {
                return ResultCode.ATT_INVALID_OFFSET.code();
            }
            whole.writeBytes(part.value().toArray());
        }
        return write(all.get(0).handle(), Octets.of(whole.toByteArray()), encrypted);
    }
}
