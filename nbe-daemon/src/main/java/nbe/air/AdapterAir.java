package nbe.air;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nbe.band.AdvertisementObserver;
import nbe.band.PayloadParser;
import nbe.bgapi.wire.AdvertisementView;
import nbe.tap.Sighting;

/**
 * What one adapter hears. Its thread writes, without lock or barrier, and makes no object unless somebody listens; other threads may read
 * slightly stale values.
 */
final class AdapterAir implements AdvertisementObserver {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** More than the seconds of a {@link DeviceTable#WINDOW}, and a power of two. */
    private static final int REMEMBERED = 64;

    private final int adapter;
    private final AirWatch watch;
    private final DeviceTable devices = new DeviceTable();
    private final DeviceTable bandTable = new DeviceTable();
    private final long[] advertisementsBefore = new long[REMEMBERED];
    private final long[] ofCompanyBefore = new long[REMEMBERED];
    private final long[] damagedBefore = new long[REMEMBERED];

    private boolean begun;
    private long nextSecond;
    private long second;
    private long advertisements;
    private long bands;
    private long ofCompany;
    private long damaged;
    private long hearsSince;
    private long lastBand;

    AdapterAir(int adapter, AirWatch watch) {
        this.adapter = adapter;
        this.watch = watch;
    }

    @Override
    public void onBand(AdvertisementView advertisement, Sighting sighting) {
        heard(advertisement, sighting.atNanos());
        bands++;
        lastBand = sighting.atNanos();
        bandTable.heard(sighting.band().value(), false);
        if (watch.feed().isOpen()) {
            watch.feed().offer(adapter, advertisement, Optional.of(sighting), sighting.atNanos());
        }
    }

    @Override
    public void onOther(AdvertisementView advertisement, int parsed, long receivedNanos) {
        heard(advertisement, receivedNanos);
        if (parsed == PayloadParser.DAMAGED) {
            damaged++;
        } else if (parsed == PayloadParser.OTHER_OF_COMPANY) {
            ofCompany++;
        }
        if (watch.feed().isOpen()) {
            watch.feed().offer(adapter, advertisement, Optional.empty(), receivedNanos);
        }
    }

    private void heard(AdvertisementView advertisement, long receivedNanos) {
        if (receivedNanos - nextSecond >= 0 || !begun) {
            onSecond(receivedNanos);
        }
        advertisements++;
        devices.heard(advertisement.address(), advertisement.addressType() != 0);
    }

    private void onSecond(long nanos) {
        long now = AirWatch.second(nanos);
        long passed = now - second;
        if (!begun || passed > DeviceTable.WINDOW) {
            hearsSince = nanos;
        }
        for (long i = Math.max(second + 1, now - REMEMBERED + 1); i <= now; i++) {
            advertisementsBefore[(int) i & REMEMBERED - 1] = advertisements;
            ofCompanyBefore[(int) i & REMEMBERED - 1] = ofCompany;
            damagedBefore[(int) i & REMEMBERED - 1] = damaged;
        }
        begun = true;
        second = now;
        nextSecond = (now + 1) * SECOND_NANOS;
        devices.onSecond(now);
        bandTable.onSecond(now);
        watch.onSecond(nanos);
    }

    /** All advertisers, by their addresses. */
    DeviceTable devices() {
        return devices;
    }

    /** The bands, by what names them. */
    DeviceTable bandTable() {
        return bandTable;
    }

    /** Advertisements of bands since the start. */
    long bands() {
        return bands;
    }

    /** Advertisements since the start. */
    long advertisements() {
        return advertisements;
    }

    /** Advertisements since so many seconds before this second, up to {@value DeviceTable#WINDOW}. */
    long advertisements(long now, int seconds) {
        return since(advertisementsBefore, advertisements, now, seconds);
    }

    /** Of these, the ones that began as a payload does and were none, or carried a payload's company and none of its payloads. */
    long unknownPayloads(long now, int seconds) {
        return since(ofCompanyBefore, ofCompany, now, seconds) + damaged(now, seconds);
    }

    /** Of all, the ones that began as a payload does and were none. */
    long damaged(long now, int seconds) {
        return since(damagedBefore, damaged, now, seconds);
    }

    private long since(long[] before, long total, long now, int seconds) {
        long from = Math.max(now - seconds, AirWatch.second(hearsSince));
        return from > second ? 0 : total - before[(int) from & REMEMBERED - 1];
    }

    /** Whether it heard anything within the last {@value DeviceTable#WINDOW} s. */
    boolean isHearing(long now) {
        return begun && now - second <= DeviceTable.WINDOW;
    }

    /** Since when it has heard something at least once in {@value DeviceTable#WINDOW} s. */
    long hearsSince() {
        return hearsSince;
    }

    /** When it heard a band last; before the first one: when it heard something for the first time. */
    long lastBand() {
        return lastBand;
    }
}
