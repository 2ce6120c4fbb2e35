package nbe.simulator.band;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.gatt.ConnectableDevice;
import nbe.simulator.gatt.GattServer;

/**
 * A band on the air: advertises the payload of docs/protocol.md (3. The band's advertisement), moves, and takes one connection at a
 * time, during which it does not advertise. Not thread-safe: only the thread that drives its air uses it.
 */
public final class VirtualBand implements ConnectableDevice {
    /** Company identifier of Nymi Inc. (Bluetooth SIG assigned numbers). */
    public static final int COMPANY_ID = AdvertisingData.NYMI;

    /** Payload version with service request state. */
    public static final int VERSION = 1;

    /** Payload version of bands before CWP 1.15, without service request state. */
    public static final int LEGACY_VERSION = 0;

    private static final int FLAG_ENROLLED = 1;
    private static final int FLAG_AUTHENTICATED = 2;
    private static final int FLAG_ON_BODY = 4;
    /** General discoverable, no classic Bluetooth. */
    private static final int GAP_FLAGS = 0x06;

    private static final long MIN_INTERVAL_NANOS = 20_000_000;
    private static final long MAX_INTERVAL_NANOS = 10_240_000_000L;

    private final DeviceAddress address;
    private final BandServices services = new BandServices();
    private long intervalNanos;
    private int companyId = COMPANY_ID;
    private int version = VERSION;
    private boolean inScanResponse;
    private boolean enrolled = true;
    private boolean authenticated = true;
    private boolean onBody = true;
    /** Time from which it does not advertise; {@link Long#MAX_VALUE}: it advertises. */
    private long silentFromNanos = Long.MAX_VALUE;

    private int serviceRequestState;
    private Optional<RawPayload> raw = Optional.empty();
    /** How long it keeps an address; 0: for ever. */
    private long addressNanos;

    private List<Waypoint> path;

    /**
     * An enrolled, authenticated band on a body: its presence state is {@code weak}.
     *
     * @param interval advertising interval, 20 ms to 10.24 s
     * @param metres distance from the dongle
     */
    public VirtualBand(DeviceAddress address, Duration interval, double metres) {
        this.address = address;
        advertiseEvery(interval);
        path = List.of(new Waypoint(Long.MIN_VALUE, metres));
    }

    /**
     * Sets its advertising interval.
     *
     * @throws IllegalArgumentException if it is not 20 ms to 10.24 s
     */
    public void advertiseEvery(Duration interval) {
        long nanos = interval.toNanos();
        if (nanos < MIN_INTERVAL_NANOS || nanos > MAX_INTERVAL_NANOS) {
            throw new IllegalArgumentException(
                    "an advertising interval of " + interval + "; allowed is 20 ms to 10.24 s");
        }
        intervalNanos = nanos;
    }

    /** Whether it is bound to a user. */
    public void enrolled(boolean is) {
        enrolled = is;
    }

    /** Whether its wearer has authenticated; the band drops it when it is taken off. */
    public void authenticated(boolean is) {
        authenticated = is;
    }

    /** Whether it is worn. Off the body it is no longer authenticated. */
    public void onBody(boolean is) {
        onBody = is;
        if (!is) {
            authenticated = false;
        }
    }

    /** Out of range or switched off: it does not advertise at all. */
    public void silent(boolean is) {
        silentFromNanos = is ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Stops advertising at that time. */
    public void silentFrom(long atNanos) {
        silentFromNanos = atNanos;
    }

    private boolean isSilent(long nowNanos) {
        return nowNanos >= silentFromNanos;
    }

    /**
     * Sets its service request state.
     *
     * @param state 0 to 255
     */
    public void serviceRequestState(int state) {
        serviceRequestState = checkByte("service request state", state);
    }

    /** Format version of its payload: {@link #VERSION}, {@link #LEGACY_VERSION}, or an unknown one (0 to 255). */
    public void payloadVersion(int payloadVersion) {
        version = checkByte("payload version", payloadVersion);
    }

    /** Sets the company identifier in its payload: a band with another one must be ignored. */
    public void companyId(int id) {
        companyId = id & 0xFFFF;
    }

    /** Whether the payload is in the scan response instead of the advertisement. */
    public void payloadInScanResponse(boolean is) {
        inScanResponse = is;
    }

    /** Sends this instead of the payload of docs/protocol.md; empty: that payload again. */
    public void rawPayload(Optional<RawPayload> payload) {
        raw = payload;
    }

    /**
     * Advertises with resolvable private addresses, a new one after each such time, as phones do; zero: with its own address. Nobody can
     * connect to it meanwhile.
     */
    public void changeAddressEvery(Duration time) {
        addressNanos = time.toNanos();
    }

    private static int checkByte(String what, int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException(what + " is " + value + ", allowed is 0 to 255");
        }
        return value;
    }

    /** Enrolled, on the body and authenticated: the only state in which a band can tap. */
    public boolean isWeak() {
        return enrolled && authenticated && onBody;
    }

    /** Puts the band at a distance, at once. */
    public void standAt(double metres) {
        path = List.of(new Waypoint(Long.MIN_VALUE, metres));
    }

    /** Moves the band from its present distance to another. */
    public void moveTo(double metres, Duration in, long nowNanos) {
        follow(List.of(new Waypoint(nowNanos, metres(nowNanos)), new Waypoint(nowNanos + in.toNanos(), metres)));
    }

    /**
     * Taps: moves to the dongle, stays there, and returns to the earlier distance.
     *
     * @return time of the return, ns
     */
    public long tap(double metres, Duration reach, Duration hold, Duration back, long nowNanos) {
        double from = metres(nowNanos);
        long arrive = nowNanos + reach.toNanos();
        long leave = arrive + hold.toNanos();
        long end = leave + back.toNanos();
        follow(List.of(
                new Waypoint(nowNanos, from),
                new Waypoint(arrive, metres),
                new Waypoint(leave, metres),
                new Waypoint(end, from)));
        return end;
    }

    /**
     * Replaces all earlier movement. Before the first waypoint the band is at its distance, after the last one as well.
     *
     * @throws IllegalArgumentException if the list is empty or not in the order of time
     */
    public void follow(List<Waypoint> waypoints) {
        if (waypoints.isEmpty()) {
            throw new IllegalArgumentException("a path needs a waypoint");
        }
        for (int i = 1; i < waypoints.size(); i++) {
            if (waypoints.get(i).atNanos() < waypoints.get(i - 1).atNanos()) {
                throw new IllegalArgumentException("waypoints run backwards in time: " + waypoints);
            }
        }
        path = List.copyOf(waypoints);
    }

    @Override
    public double metres(long nowNanos) {
        for (int i = path.size() - 1; i > 0; i--) {
            if (path.get(i - 1).atNanos() <= nowNanos) {
                return path.get(i - 1).towards(path.get(i), nowNanos);
            }
        }
        return path.get(0).metres();
    }

    /** Its own address, which never changes. */
    public DeviceAddress address() {
        return address;
    }

    @Override
    public DeviceAddress address(long nowNanos) {
        return addressNanos == 0
                ? address
                : DeviceAddress.resolvablePrivate(
                        new SplittableRandom(address.value() + Math.floorDiv(nowNanos, addressNanos)));
    }

    @Override
    public long advertisingIntervalNanos() {
        return intervalNanos;
    }

    @Override
    public int packetType() {
        return CONNECTABLE;
    }

    @Override
    public Optional<AdvertisingData> advertisement(long nowNanos) {
        if (isSilent(nowNanos) || services.server().isConnected()) {
            return Optional.empty();
        }
        AdvertisingData flags = AdvertisingData.flags(GAP_FLAGS);
        return Optional.of(inScanResponse ? flags : withPayload(flags));
    }

    @Override
    public Optional<AdvertisingData> scanResponse(long nowNanos) {
        return !isSilent(nowNanos) && !services.server().isConnected() && inScanResponse
                ? Optional.of(withPayload(AdvertisingData.EMPTY))
                : Optional.empty();
    }

    @Override
    public GattServer gatt() {
        return services.server();
    }

    /** Its services, once connected. */
    public BandServices services() {
        return services;
    }

    @Override
    public boolean isReachable(long nowNanos) {
        return !isSilent(nowNanos);
    }

    private AdvertisingData withPayload(AdvertisingData before) {
        if (raw.isPresent()) {
            return raw.get().of(enrolled, onBody, authenticated, serviceRequestState);
        }
        byte flags = (byte) ((enrolled ? FLAG_ENROLLED : 0)
                | (authenticated ? FLAG_AUTHENTICATED : 0)
                | (onBody ? FLAG_ON_BODY : 0));
        return version == LEGACY_VERSION
                ? before.andManufacturer(companyId, (byte) version, flags)
                : before.andManufacturer(companyId, (byte) version, flags, (byte) serviceRequestState);
    }

    @Override
    public String toString() {
        return "band " + address;
    }
}
