package nbe.tap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A tracker under test and what it said: sightings in seconds instead of nanoseconds, one band unless another is named. */
final class Air {
    static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");
    static final BandAddress OTHER = BandAddress.parse("C2:FA:D7:F0:D7:97");
    static final int WEAK = 7;
    static final int UNAUTHENTICATED = 5;
    static final int OFF_BODY = 3;
    static final int NOT_ENROLLED = 6;

    final BandTracker tracker;
    final List<BandEvent> said = new ArrayList<>();
    int flags = WEAK;
    int serviceRequestState;
    int adapter;
    BandAddress band = BAND;
    private long lastNanos;

    Air(TapSettings settings) {
        this.tracker = new BandTracker(settings);
    }

    Air(BandTracker tracker) {
        this.tracker = tracker;
    }

    static TapSettings mean(int windowTap) {
        return new TapSettings(TapRule.MEAN, windowTap, Math.max(50, windowTap), -42, -60, -64, Duration.ofSeconds(30));
    }

    static TapSettings adaptive(int windowTap) {
        return new TapSettings(
                TapRule.ADAPTIVE, windowTap, Math.max(50, windowTap), -42, -60, -64, Duration.ofSeconds(30));
    }

    static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    /** One sighting; what it led to, which is also kept in {@link #said}. */
    List<BandEvent> hear(double seconds, int rssiDbm) {
        lastNanos = nanos(seconds);
        List<BandEvent> events = tracker.onSighting(sighting(seconds, rssiDbm));
        said.addAll(events);
        return events;
    }

    /** Sightings of one level from a moment on, at a steady interval, the last one before {@code until}. */
    Air hold(double from, double until, double interval, int rssiDbm) {
        for (int i = 0; from + i * interval < until - 1e-9; i++) {
            hear(from + i * interval, rssiDbm);
        }
        return this;
    }

    /** Other settings count from the last sighting or moment on. */
    Air use(TapSettings settings) {
        said.addAll(tracker.use(settings, lastNanos));
        return this;
    }

    List<BandEvent> time(double seconds) {
        lastNanos = nanos(seconds);
        List<BandEvent> events = tracker.onTime(nanos(seconds));
        said.addAll(events);
        return events;
    }

    Sighting sighting(double seconds, int rssiDbm) {
        return Sighting.of(band, rssiDbm, flags, serviceRequestState, nanos(seconds), adapter);
    }

    List<BandEvent.Tapped> taps() {
        return taps(said);
    }

    static List<BandEvent.Tapped> taps(List<BandEvent> events) {
        return events.stream()
                .filter(BandEvent.Tapped.class::isInstance)
                .map(BandEvent.Tapped.class::cast)
                .toList();
    }

    /** The moments of all taps, in seconds. */
    List<Double> tapSeconds() {
        return taps().stream().map(tap -> tap.atNanos() / 1e9).toList();
    }

    List<BandEvent.PresenceChanged> presences() {
        return said.stream()
                .filter(BandEvent.PresenceChanged.class::isInstance)
                .map(BandEvent.PresenceChanged.class::cast)
                .toList();
    }

    /** The last presence in words: {@code weak near 0}. */
    String lastPresence() {
        List<BandEvent.PresenceChanged> all = presences();
        return all.isEmpty() ? "none" : words(all.get(all.size() - 1));
    }

    static String words(BandEvent.PresenceChanged presence) {
        return presence.state().wire() + " " + presence.proximity().wire() + " " + presence.serviceRequestState();
    }
}
