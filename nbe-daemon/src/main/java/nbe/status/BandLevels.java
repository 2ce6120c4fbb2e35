package nbe.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.control.status.BandRow.LastIntent;
import nbe.endpoint.IntentType;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import nbe.tap.Sighting;

/**
 * Of each band the last level, how often it is heard, and its last tap; of at most {@value #MOST} bands, those heard last. A sighting of
 * a known band makes no object. Belongs to the core's thread.
 */
final class BandLevels {
    /** As many as the tracker keeps. */
    static final int MOST = 10_000;

    private static final int UNKNOWN = 0;

    private static final class Level {
        private final Rate rate = new Rate();
        private int rssiDbm = UNKNOWN;
        private String payload = "";
        private long heardNanos;
        private Optional<LastIntent> lastIntent = Optional.empty();
    }

    private final Map<BandAddress, Level> levels = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BandAddress, Level> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A band at one moment. Immutable.
     *
     * @param payload name of the payload by which it was recognised last
     * @param rssiDbm of its last sample; empty: no level is known
     * @param samplesPerS over the last {@value Rate#SECONDS} s
     */
    record View(
            BandEvent.PresenceChanged presence,
            String payload,
            Optional<Integer> rssiDbm,
            double samplesPerS,
            long heardNanos,
            Optional<LastIntent> lastIntent) {}

    void heard(Sighting sighting) {
        Level level = of(sighting.band());
        level.heardNanos = sighting.atNanos();
        level.payload = sighting.payload();
        if (sighting.rssiKnown()) {
            level.rssiDbm = sighting.rssiDbm();
            level.rate.add(sighting.atNanos());
        }
    }

    void tapped(BandAddress band, IntentType type, Instant time) {
        of(band).lastIntent = Optional.of(new LastIntent(type.name(), time.truncatedTo(ChronoUnit.MILLIS)));
    }

    private Level of(BandAddress band) {
        Level level = levels.get(band);
        if (level == null) {
            level = new Level();
            levels.put(band, level);
        }
        return level;
    }

    /** These bands, in their order. */
    List<View> views(List<BandEvent.PresenceChanged> bands, long now) {
        return bands.stream().map(presence -> view(presence, now)).toList();
    }

    private View view(BandEvent.PresenceChanged presence, long now) {
        Level level = of(presence.band());
        return new View(
                presence,
                level.payload,
                level.rssiDbm == UNKNOWN ? Optional.empty() : Optional.of(level.rssiDbm),
                level.rate.perSecond(now),
                level.heardNanos,
                level.lastIntent);
    }
}
