package nbe.air.scan;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import nbe.air.AirListener;
import nbe.air.HeardAdvertisement;
import nbe.band.PayloadParser;

/**
 * Collects what each sender sends. Memory: one of {@value #MOST_DEVICES} senders takes about 500 bytes, and each packet 5; one radio
 * delivers 2,600 packets a second at most, so a scan of 60 s takes less than 3 MB.
 */
public final class ScanCollector implements AirListener {
    /** Senders that are kept; packets of further ones are counted. */
    static final int MOST_DEVICES = 4_096;

    private static final long PUBLIC = 1L << 48;

    private final Map<Long, Advertiser> devices = new LinkedHashMap<>();
    private long notListed;

    @Override
    public void onAdvertisement(HeardAdvertisement heard) {
        long key = heard.address() | (heard.addressType() == 0 ? PUBLIC : 0);
        Advertiser device = devices.get(key);
        if (device == null) {
            if (devices.size() >= MOST_DEVICES) {
                notListed++;
                return;
            }
            device = new Advertiser(heard);
            devices.put(key, device);
        }
        device.add(heard);
    }

    /**
     * What was collected, with the companies' names.
     *
     * @param seconds how long it was collected
     * @param lost how many packets were lost meanwhile
     * @param parser says why a device is no band
     */
    public Scan result(int seconds, long lost, PayloadParser parser) {
        Set<Integer> companies = new HashSet<>();
        devices.values().forEach(device -> companies.addAll(device.companies()));
        Map<Integer, String> names = AssignedNumbers.COMPANIES.names(companies);
        return new Scan(
                seconds,
                devices.values().stream()
                        .sorted(Comparator.comparingInt(Advertiser::medianDbm).reversed())
                        .map(device -> device.device(parser, names))
                        .toList(),
                notListed,
                lost);
    }
}
