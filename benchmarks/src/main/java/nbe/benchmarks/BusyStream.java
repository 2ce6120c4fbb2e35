package nbe.benchmarks;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.SplittableRandom;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;

/**
 * The stream of a dongle in a busy place: {@value #PACKETS} gap_scan_response events of {@link Street#FOREIGN} foreign devices and
 * {@link Street#BANDS} bands, in an order drawn from a seed.
 *
 * @param bytes the events one behind the other
 * @param bandPackets how many of them are a band's
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares streams
record BusyStream(byte[] bytes, int bandPackets) {
    /** Events in a stream: few enough that the scheduler seldom interrupts one decoding. */
    static final int PACKETS = 2_000;

    /** Bytes in one read: a full USB packet of the dongle. */
    static final int PORTION = 64;

    private static final long SEED = 42;
    private static final int NO_BOND = 0xFF;
    private static final int LOWEST_RSSI_DBM = -95;
    private static final int HIGHEST_RSSI_DBM = -55;
    private static final long INTERVAL_NANOS = 100_000_000;

    /** A stream in which so many per cent of the events are a band's. */
    static BusyStream of(int bandPercent) {
        SplittableRandom chance = new SplittableRandom(SEED);
        AirDevice[] foreign = Street.foreign(Street.FOREIGN, chance).toArray(AirDevice[]::new);
        AirDevice[] bands = new AirDevice[Street.BANDS];
        for (int i = 0; i < bands.length; i++) {
            bands[i] = new VirtualBand(DeviceAddress.randomStatic(chance), Duration.ofNanos(INTERVAL_NANOS), 2);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int bandPackets = 0;
        for (int i = 0; i < PACKETS; i++) {
            boolean band = chance.nextInt(100) < bandPercent;
            bandPackets += band ? 1 : 0;
            AirDevice sender = band ? bands[chance.nextInt(bands.length)] : foreign[chance.nextInt(foreign.length)];
            all.writeBytes(event(sender, chance.nextInt(LOWEST_RSSI_DBM, HIGHEST_RSSI_DBM)));
        }
        return new BusyStream(all.toByteArray(), bandPackets);
    }

    private static byte[] event(AirDevice sender, int rssiDbm) {
        DeviceAddress address = sender.address(0);
        AdvertisingData data = sender.advertisement(0).orElseThrow();
        return Packet.event(
                        Event.GAP_SCAN_RESPONSE,
                        rssiDbm,
                        sender.packetType(),
                        address.value(),
                        address.random() ? 1 : 0,
                        NO_BOND,
                        data.toBytes())
                .encode();
    }
}
