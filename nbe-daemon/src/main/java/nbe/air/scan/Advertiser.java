package nbe.air.scan;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nbe.air.HeardAdvertisement;
import nbe.band.NoBand;
import nbe.band.PayloadParser;
import nbe.base.AddressText;
import nbe.bgapi.wire.AdReader;
import nbe.bgapi.wire.AddressKind;
import nbe.tap.Sighting;

/** What one sender was heard to send. */
final class Advertiser {
    /** Names, companies and services that are kept of one sender, of each kind. */
    static final int MOST_WORDS = 16;

    private static final int LOWEST_RSSI_DBM = -127;
    private static final int HIGHEST_RSSI_DBM = -1;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final double MICROS_IN_MILLI = 1000;

    private final HeardAdvertisement first;
    private final Numbers levels = new Numbers();
    private final Numbers gapMicros = new Numbers();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<Integer> companies = new LinkedHashSet<>();
    private final Set<String> services = new LinkedHashSet<>();
    /** By adapter, the time of the last advertisement; 0: none. */
    private long[] lastNanos = new long[1];

    private long advertisements;
    private long scanResponses;
    private Optional<String> payload = Optional.empty();
    private Optional<HeardAdvertisement> advertisement = Optional.empty();
    private Optional<HeardAdvertisement> scanResponse = Optional.empty();

    Advertiser(HeardAdvertisement first) {
        this.first = first;
    }

    void add(HeardAdvertisement heard) {
        if (heard.rssiDbm() >= LOWEST_RSSI_DBM && heard.rssiDbm() <= HIGHEST_RSSI_DBM) {
            levels.add(heard.rssiDbm());
        }
        payload = heard.band().map(Sighting::payload).or(() -> payload);
        Optional<HeardAdvertisement> before = heard.isScanResponse() ? scanResponse : advertisement;
        if (before.isEmpty() || !Arrays.equals(before.get().buffer(), heard.buffer())) {
            AdReader.read(heard, name -> keep(names, name), id -> keep(companies, id), uuid -> keep(services, uuid));
        }
        if (heard.isScanResponse()) {
            scanResponses++;
            scanResponse = Optional.of(heard);
        } else {
            advertisements++;
            advertisement = Optional.of(heard);
            addGap(heard);
        }
    }

    private static <T> void keep(Set<T> words, T word) {
        if (words.size() < MOST_WORDS) {
            words.add(word);
        }
    }

    private void addGap(HeardAdvertisement heard) {
        int adapter = heard.adapter();
        if (adapter >= lastNanos.length) {
            lastNanos = Arrays.copyOf(lastNanos, adapter + 1);
        }
        if (lastNanos[adapter] != 0) {
            gapMicros.add((int) TimeUnit.NANOSECONDS.toMicros(heard.receivedNanos() - lastNanos[adapter]));
        }
        lastNanos[adapter] = heard.receivedNanos();
    }

    Set<Integer> companies() {
        return companies;
    }

    /** Its median level, for the order; the weakest of all if none is known. */
    int medianDbm() {
        return levels.isEmpty() ? Integer.MIN_VALUE : levels.median();
    }

    Scan.Device device(PayloadParser parser, Map<Integer, String> companyNames) {
        return new Scan.Device(
                AddressText.of(first.address()),
                AddressKind.of(first.address(), first.addressType()).word(),
                advertisements,
                scanResponses,
                gapMicros.isEmpty() ? Optional.empty() : Optional.of(Math.round(gapMicros.median() / MICROS_IN_MILLI)),
                level(),
                List.copyOf(names),
                companies.stream()
                        .map(id -> new Scan.Company(
                                String.format(Locale.ROOT, "0x%04X", id), Optional.ofNullable(companyNames.get(id))))
                        .toList(),
                List.copyOf(services),
                advertisement.map(heard -> HEX.formatHex(heard.buffer())),
                scanResponse.map(heard -> HEX.formatHex(heard.buffer())),
                payload,
                payload.isPresent() ? Optional.empty() : whyNot(parser));
    }

    private Scan.Level level() {
        if (levels.isEmpty()) {
            return new Scan.Level(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        return new Scan.Level(
                Optional.of(levels.last()),
                Optional.of(levels.min()),
                Optional.of(levels.median()),
                Optional.of(levels.max()));
    }

    /** The reason of the packet that came nearest to a band's; of two alike that of the advertisement. */
    private Optional<String> whyNot(PayloadParser parser) {
        return Stream.of(advertisement, scanResponse)
                .flatMap(Optional::stream)
                .flatMap(packet -> parser.whyNot(packet).stream())
                .reduce(NoBand::nearer)
                .map(NoBand::reason);
    }
}
