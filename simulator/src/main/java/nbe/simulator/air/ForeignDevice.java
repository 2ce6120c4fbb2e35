package nbe.simulator.air;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** A device that is not a band: it advertises at a fixed distance. */
public final class ForeignDevice implements AirDevice {
    private static final int APPLE = 0x004C;
    private static final int EDDYSTONE = 0xFEAA;
    private static final int GENERAL_DISCOVERABLE = 0x1A;
    private static final int PLAIN = 0x06;
    /** Phones change their address about every 15 minutes (Bluetooth Core vol 3 part C appendix A, T_GAP(private_addr_int)). */
    private static final long ADDRESS_LIFE_NANOS = 900_000_000_000L;

    /** Kinds of devices, by their advertising data. */
    public enum Kind {
        PHONE,
        IBEACON,
        EDDYSTONE,
        /** A name in the scan response. */
        NAMED,
        /** Manufacturer data of a random company, not Nymi. */
        MANUFACTURER,
        /** No AD structure at all. */
        EMPTY,
        /** AD structures with wrong lengths. */
        MALFORMED
    }

    private final Kind kind;
    private final RandomGenerator chance;
    private final long intervalNanos;
    private final double metres;
    private final AdvertisingData advertisement;
    private final AdvertisingData scanResponse;
    private DeviceAddress address;
    private long addressUntil = Long.MIN_VALUE;

    /**
     * @param intervalNanos advertising interval, 20 ms to 10.24 s
     * @param metres distance from the dongle
     * @param chance source of its address and data
     */
    public ForeignDevice(Kind kind, long intervalNanos, double metres, RandomGenerator chance) {
        this.kind = kind;
        this.intervalNanos = intervalNanos;
        this.metres = metres;
        this.chance = chance;
        this.address = DeviceAddress.randomStatic(chance);
        this.advertisement = advertisementOf(kind, chance);
        this.scanResponse = kind == Kind.NAMED ? AdvertisingData.EMPTY.andName("device " + chance.nextInt(1000)) : null;
    }

    private static AdvertisingData advertisementOf(Kind kind, RandomGenerator chance) {
        return switch (kind) {
            case PHONE ->
                AdvertisingData.flags(GENERAL_DISCOVERABLE).andManufacturer(APPLE, join(0x10, 0x05, bytes(5, chance)));
            case IBEACON -> AdvertisingData.flags(PLAIN).andManufacturer(APPLE, join(0x02, 0x15, bytes(21, chance)));
            case EDDYSTONE -> AdvertisingData.flags(PLAIN).andService(EDDYSTONE, join(0x00, 0xEE, bytes(16, chance)));
            case NAMED -> AdvertisingData.flags(PLAIN);
            case MANUFACTURER ->
                AdvertisingData.flags(PLAIN)
                        .andManufacturer(foreignCompany(chance), bytes(2 + chance.nextInt(20), chance));
            case EMPTY -> AdvertisingData.EMPTY;
            case MALFORMED -> malformed(chance);
        };
    }

    private static int foreignCompany(RandomGenerator chance) {
        int company = chance.nextInt(0x10000);
        return company == AdvertisingData.NYMI ? APPLE : company;
    }

    /** Structures that end too early, run past the end, or hold half a company identifier; some start like a band's. */
    private static AdvertisingData malformed(RandomGenerator chance) {
        return switch (chance.nextInt(6)) {
            case 0 -> AdvertisingData.raw((byte) 2, (byte) 1);
            case 1 -> AdvertisingData.raw((byte) 31, (byte) 0xFF, (byte) 0xB2, (byte) 1, (byte) 1, (byte) 7, (byte) 0);
            case 2 -> AdvertisingData.raw((byte) 0, (byte) 0, (byte) 0);
            case 3 -> AdvertisingData.raw((byte) 1);
            case 4 -> AdvertisingData.raw((byte) 3, (byte) 0xFF, (byte) 0xB2, (byte) 1);
            default -> AdvertisingData.raw((byte) 2, (byte) 0xFF, (byte) 0xB2);
        };
    }

    private static byte[] bytes(int count, RandomGenerator chance) {
        byte[] bytes = new byte[count];
        chance.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(int first, int second, byte[] rest) {
        byte[] all = new byte[2 + rest.length];
        all[0] = (byte) first;
        all[1] = (byte) second;
        System.arraycopy(rest, 0, all, 2, rest.length);
        return all;
    }

    @Override
    public DeviceAddress address(long nowNanos) {
        if (kind == Kind.PHONE && nowNanos >= addressUntil) {
            address = DeviceAddress.resolvablePrivate(chance);
            addressUntil = nowNanos + ADDRESS_LIFE_NANOS;
        }
        return address;
    }

    @Override
    public long advertisingIntervalNanos() {
        return intervalNanos;
    }

    @Override
    public int packetType() {
        return switch (kind) {
            case PHONE -> CONNECTABLE;
            case NAMED -> DISCOVERABLE;
            default -> NON_CONNECTABLE;
        };
    }

    @Override
    public double metres(long nowNanos) {
        return metres;
    }

    @Override
    public Optional<AdvertisingData> advertisement(long nowNanos) {
        return Optional.of(advertisement);
    }

    @Override
    public Optional<AdvertisingData> scanResponse(long nowNanos) {
        return Optional.ofNullable(scanResponse);
    }

    @Override
    public String toString() {
        return kind + " " + address;
    }
}
