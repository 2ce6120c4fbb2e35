package nbe.acceptance.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import nbe.simulator.air.AdvertisingData;
import nbe.simulator.air.AirDevice;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;
import nbe.testing.Message;
import nbe.testing.RigFailure;

/** Overload: invented bands, a slow line, an agent that reads nothing or requests everything. */
final class FloodFaults {
    private static final int PACKETS_PER_SECOND = 2_000;
    private static final int SENDER_PACKETS_PER_SECOND = 40;
    private static final int NARROW_BITS_PER_SECOND = 1_000_000;
    private static final int WIDE_BITS_PER_SECOND = 1_000_000_000;
    private static final int TAPS = 100;
    private static final int TAPPING_BANDS = 4;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration REACH = Duration.ofMillis(100);
    private static final Duration HOLD = Duration.ofMillis(800);
    private static final double TOUCHING = 0.03;
    private static final double AWAY = 3;
    private static final long BETWEEN_TAPS_NANOS = TimeUnit.MILLISECONDS.toNanos(650);
    private static final long IN_TIME_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** By then the daemon's table of bands is full, and the JVM has compiled what is hot. */
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long WATCH_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final double CORE_PERCENT = 30;
    private static final int CROWD = 1_500;
    /** With the random delay of 5 ms on average, one advertisement a second of each. */
    private static final Duration CROWD_INTERVAL = Duration.ofMillis(995);

    private static final double CROWD_METRES = 2;
    private static final int LONGEST_EXCHANGE = 60_000;
    private static final int BAD_MESSAGE = 4000;
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private FloodFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.ofDongle(
                        "flood-narrow",
                        "2,000 packets/s from ever new addresses, the agent behind 1 Mbit/s",
                        FloodFaults::narrow),
                Fault.ofDongle(
                        "flood-deaf",
                        "2,000 packets/s from ever new addresses, an agent that reads nothing",
                        FloodFaults::deaf),
                Fault.ofDongle(
                        "flood-exchange",
                        "1,500 bands, and the agent asks for all of them with an `exchange` of 60,000 characters",
                        FloodFaults::exchange));
    }

    /** Advertises as another band each time. */
    private record Impostor(long seed) implements AirDevice {
        @Override
        public DeviceAddress address(long nowNanos) {
            return DeviceAddress.randomStatic(new SplittableRandom(nowNanos + seed * SETTLE_NANOS));
        }

        @Override
        public long advertisingIntervalNanos() {
            return TimeUnit.SECONDS.toNanos(1) / SENDER_PACKETS_PER_SECOND - TimeUnit.MILLISECONDS.toNanos(5);
        }

        @Override
        public int packetType() {
            return CONNECTABLE;
        }

        @Override
        public double metres(long nowNanos) {
            return AWAY;
        }

        @Override
        public Optional<AdvertisingData> advertisement(long nowNanos) {
            return Optional.of(AdvertisingData.flags(6)
                    .andManufacturer(VirtualBand.COMPANY_ID, (byte) VirtualBand.VERSION, (byte) 7, (byte) 0));
        }
    }

    private static void flood(FaultSite site) {
        for (int i = 0; i < PACKETS_PER_SECOND / SENDER_PACKETS_PER_SECOND; i++) {
            Impostor impostor = new Impostor(i);
            site.dongle().tell(adapter -> adapter.air().add(impostor, FaultSite.now()));
        }
    }

    private static String share(String what, double percent) {
        return String.format(Locale.ROOT, "%s %.1f %% of a processor core", what, percent);
    }

    private static void narrow(FaultSite site, FaultRow row) throws Exception {
        try (SlowLink link = site.slowLink(NARROW_BITS_PER_SECOND)) {
            List<VirtualBand> bands = new ArrayList<>();
            for (int i = 0; i < TAPPING_BANDS; i++) {
                VirtualBand band = new VirtualBand(new DeviceAddress(0xC2FAD7F0D700L + i, true), INTERVAL, AWAY);
                bands.add(band);
                site.dongle().tell(adapter -> adapter.air().add(band, FaultSite.now()));
            }
            site.ready();
            flood(site);
            FaultSite.pause(SETTLE_NANOS);
            site.agent().forget();
            List<Long> touched = new ArrayList<>();
            long core = site.daemon().cpuNanos("core");
            long begin = FaultSite.now();
            for (int i = 0; i < TAPS; i++) {
                VirtualBand band = bands.get(i % TAPPING_BANDS);
                long now = FaultSite.now();
                touched.add(now + REACH.toNanos());
                site.dongle().tell(adapter -> band.tap(TOUCHING, REACH, HOLD, REACH, now));
                FaultSite.pause(BETWEEN_TAPS_NANOS);
            }
            double percent = 100.0 * (site.daemon().cpuNanos("core") - core) / (FaultSite.now() - begin);
            FaultSite.pause(2 * IN_TIME_NANOS);
            tapsInTime(site, row, bands, touched);
            row.again(share("the core's thread took", percent));
            row.doctor(FaultRow.NOT_ASKED);
            row.log(site.log());
        }
    }

    private static void tapsInTime(FaultSite site, FaultRow row, List<VirtualBand> bands, List<Long> touched)
            throws RigFailure {
        List<Message> arrivals = site.agent().messages();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < touched.size(); i++) {
            long from = touched.get(i) - REACH.toNanos();
            String band = bands.get(i % TAPPING_BANDS).address().toString();
            arrivals.stream()
                    .filter(arrival -> arrival.isIntent() && arrival.subject().equals(band))
                    .mapToLong(arrival -> arrival.atNanos() - from)
                    .filter(age -> age > 0 && age < TAPPING_BANDS * BETWEEN_TAPS_NANOS)
                    .findFirst()
                    .ifPresent(age -> times.add(age - REACH.toNanos()));
        }
        times.sort(Long::compare);
        long inTime = times.stream().filter(time -> time <= IN_TIME_NANOS).count();
        row.reported(inTime + " of " + touched.size() + " taps within 1 s of the touch"
                + (times.isEmpty()
                        ? ""
                        : ", median " + FaultRow.seconds(times.get(times.size() / 2)) + ", the slowest "
                                + FaultRow.seconds(times.get(times.size() - 1))));
        row.reported(arrivals.stream()
                        .filter(arrival -> arrival.operation().equals("presence"))
                        .count()
                + " presences meanwhile");
        if (inTime < touched.size()) {
            throw new RigFailure((touched.size() - inTime) + " taps were lost or late");
        }
    }

    private static void deaf(FaultSite site, FaultRow row) throws Exception {
        try (SlowLink link = site.slowLink(WIDE_BITS_PER_SECOND)) {
            site.ready();
            link.agentReads(false);
            flood(site);
            FaultSite.pause(SETTLE_NANOS);
            long core = site.daemon().cpuNanos("core");
            long all = site.daemon().cpuNanos();
            long begin = FaultSite.now();
            FaultSite.pause(WATCH_NANOS);
            long took = FaultSite.now() - begin;
            double percent = 100.0 * (site.daemon().cpuNanos("core") - core) / took;
            row.reported("(it reads nothing)");
            row.again(share("the core's thread takes", percent)
                    + share(", the daemon in all", 100.0 * (site.daemon().cpuNanos() - all) / took));
            if (percent > CORE_PERCENT) {
                throw new RigFailure("the core takes more than 30 % of a processor core");
            }
            row.doctor(FaultRow.NOT_ASKED);
            row.log(site.log());
        }
    }

    private static void exchange(FaultSite site, FaultRow row) throws Exception {
        VirtualBand band = site.band(INTERVAL);
        SplittableRandom chance = new SplittableRandom(7);
        for (int i = 0; i < CROWD; i++) {
            VirtualBand one = new VirtualBand(DeviceAddress.randomStatic(chance), CROWD_INTERVAL, CROWD_METRES);
            site.dongle().tell(adapter -> adapter.air().add(one, FaultSite.now()));
        }
        site.ready();
        FaultSite.await(ANSWER_NANOS, "the agent knows them", () -> site.agent().subjects() >= CROWD);
        int mark = site.mark();
        site.agent()
                .say("{\"operation\":\"presence\",\"exchange\":\"" + "x".repeat(LONGEST_EXCHANGE)
                        + "\",\"payload\":{}}");
        FaultSite.pause(ANSWER_NANOS);
        List<Integer> errors = site.since(mark).stream()
                .filter(Message::isError)
                .map(Message::status)
                .toList();
        row.reported(errors.isEmpty() ? "no error" : errors.get(0).toString());
        if (!site.daemon().isAlive()) {
            throw new RigFailure("the daemon has ended, status " + site.daemon().awaitEnd(Duration.ofSeconds(1)));
        }
        row.again("a tap 10 s later arrives " + FaultRow.seconds(site.tap(band)) + " after the touch");
        if (!errors.equals(List.of(BAD_MESSAGE))) {
            throw new RigFailure("it is not refused");
        }
        row.doctor(FaultRow.NOT_ASKED);
    }
}
