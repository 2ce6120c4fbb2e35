package nbe.simulator.air;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The air around one dongle: devices that advertise, each with a radio path to the antenna. The simulated adapter drives it; it has
 * no thread, and the caller passes the time, never backwards. Each device has its own random source, drawn from the air's in the
 * order of {@link #add}: the same seed and the same devices give the same packets, independent of other devices.
 */
public final class Air {
    /** Upper bound of advDelay (Bluetooth Core vol 6 part B 4.4.2.2.1). */
    static final long MAX_DELAY_NANOS = 10_000_000;

    private final RadioModel model;
    private final RandomGenerator chance;
    private final Map<AirDevice, Station> stations = new LinkedHashMap<>();
    private final PriorityQueue<Station> next = new PriorityQueue<>();
    private final List<AirScript> scripts = new ArrayList<>();
    private long order;

    /** @param chance the source of all randomness of this air */
    public Air(RadioModel model, RandomGenerator chance) {
        this.model = model;
        this.chance = chance;
    }

    /** Its radio model. */
    public RadioModel model() {
        return model;
    }

    /**
     * Adds a device; its first advertisement comes within one interval.
     *
     * @throws IllegalArgumentException if it is on the air already
     */
    public void add(AirDevice device, long nowNanos) {
        if (stations.containsKey(device)) {
            throw new IllegalArgumentException("already on the air: " + device);
        }
        RandomGenerator own = new SplittableRandom(chance.nextLong());
        Station station = new Station(device, own, new RadioPath(model, own), order++);
        station.nextNanos = nowNanos + own.nextLong(device.advertisingIntervalNanos());
        stations.put(device, station);
        next.add(station);
    }

    /** Removes a device; without effect if it is not on the air. */
    public void remove(AirDevice device) {
        Station station = stations.remove(device);
        if (station != null) {
            next.remove(station);
        }
    }

    /** All devices, in the order of {@link #add}. */
    public Collection<AirDevice> devices() {
        return List.copyOf(stations.keySet());
    }

    /** The device with that address, if it is on the air and not silent. */
    public Optional<AirDevice> device(DeviceAddress address, long nowNanos) {
        for (AirDevice device : stations.keySet()) {
            if (device.address(nowNanos).equals(address)
                    && device.advertisement(nowNanos).isPresent()) {
                return Optional.of(device);
            }
        }
        return Optional.empty();
    }

    /** The device of that kind with that address, silent or not. */
    public <D extends AirDevice> Optional<D> device(Class<D> kind, DeviceAddress address) {
        return stations.keySet().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(device -> device.address(0).equals(address))
                .findFirst();
    }

    /** Adds a script that moves devices, whether the dongle listens or not. */
    public void follow(AirScript script) {
        scripts.add(script);
    }

    /** Time of the next advertisement or script step; {@link Long#MAX_VALUE} if there is none. */
    public long deadline() {
        Station first = next.peek();
        return first == null ? scriptDeadline() : Math.min(first.nextNanos, scriptDeadline());
    }

    /** Time of the next script step, which is due even while the dongle does not listen. */
    public long scriptDeadline() {
        long earliest = Long.MAX_VALUE;
        for (AirScript script : scripts) {
            earliest = Math.min(earliest, script.deadline());
        }
        return earliest;
    }

    private void advanceScripts(long nowNanos) {
        for (AirScript script : scripts) {
            script.advance(nowNanos);
        }
    }

    /** Passes on everything that is received up to and including {@code nowNanos}, in the order of time. */
    public void listen(long nowNanos, Scanner scanner, Consumer<Reception> receiver) {
        while (deadline() <= nowNanos) {
            advanceScripts(deadline());
            Station station = next.peek();
            if (station != null && station.nextNanos <= Math.min(nowNanos, scriptDeadline())) {
                next.remove();
                long at = station.nextNanos;
                station.advertise(at, scanner, receiver);
                station.scheduleAfter(at);
                next.add(station);
            }
        }
    }

    /** Lets time pass while the dongle does not listen; computes no receptions. */
    public void skip(long nowNanos) {
        advanceScripts(nowNanos);
        List<Station> late = new ArrayList<>();
        while (!next.isEmpty() && next.peek().nextNanos <= nowNanos) {
            late.add(next.remove());
        }
        for (Station station : late) {
            station.nextNanos = nowNanos + 1 + station.chance.nextLong(station.device.advertisingIntervalNanos());
            next.add(station);
        }
    }

    private static final class Station implements Comparable<Station> {
        private final AirDevice device;
        private final RandomGenerator chance;
        private final RadioPath path;
        private final long order;
        private long nextNanos;

        Station(AirDevice device, RandomGenerator chance, RadioPath path, long order) {
            this.device = device;
            this.chance = chance;
            this.path = path;
            this.order = order;
        }

        void scheduleAfter(long at) {
            nextNanos = at + device.advertisingIntervalNanos() + chance.nextLong(MAX_DELAY_NANOS + 1);
        }

        void advertise(long at, Scanner scanner, Consumer<Reception> receiver) {
            Optional<AdvertisingData> advertisement = device.advertisement(at);
            if (advertisement.isEmpty()) {
                return;
            }
            boolean heard = hear(at, scanner, device.packetType(), advertisement.get(), receiver);
            if (heard && scanner.active()) {
                device.scanResponse(at).ifPresent(data -> hear(at, scanner, AirDevice.SCAN_RESPONSE, data, receiver));
            }
        }

        /** Draws the same number of random numbers whether the packet is received or not. */
        private boolean hear(
                long at, Scanner scanner, int packetType, AdvertisingData data, Consumer<Reception> receiver) {
            int channel = scanner.channel(at);
            boolean lost = path.loses();
            double level = path.levelDbm(device.metres(at), channel, at);
            if (lost || !scanner.hears(at) || level < RadioModel.FLOOR_DBM) {
                return false;
            }
            int rssiDbm = (int) Math.round(Math.min(level, RadioModel.CEILING_DBM));
            receiver.accept(new Reception(device.address(at), packetType, rssiDbm, data, channel, at));
            return true;
        }

        @Override
        public int compareTo(Station other) {
            int byTime = Long.compare(nextNanos, other.nextNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
