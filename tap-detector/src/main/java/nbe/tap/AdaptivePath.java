package nbe.tap;

import java.util.Optional;

/**
 * Our rule, {@code tap_detector = "adaptive"} (docs/protocol.md, "Taps by Bluetooth").
 * docs/decisions/tap-rule.md has the reasons, the alternatives, and the figures behind each number here.
 *
 * <p>Time counts, not the number of samples: the window is {@code rssi_window_tap} times 50 ms. There are three kinds of
 * evidence; each adapter is evaluated by itself:
 *
 * <ul>
 *   <li><b>Held.</b> Some stretch of samples that ends now, at least 0.4 windows long, of which three in four are at or
 *       above the threshold, and whose mean is above it by a margin that falls with their number: 2.9 dB for two, 2.1 dB for
 *       three, nothing for 20 or for 2 s.
 *   <li><b>Rise.</b> Of a band that advertises every 150 to 400 ms: a sample 3 dB or more above the threshold right after one
 *       that had already left the level where the band was before. A hand on its way, at an interval at which waiting for a
 *       second sample in place costs half of the visit.
 *   <li><b>Alone.</b> Of a band that is known to advertise more slowly than that, one sample: 3 dB above the threshold, or 2
 *       dB where the band was far below before. Not if it leaps by more than 25 dB: that is a fault of a receiver.
 * </ul>
 *
 * <p>It never fires without a sample at or above the threshold in the last 0.5 s, and it is armed again once all samples of
 * more than 1 s, three or more, were clearly below the threshold and 6 dB below it on average, on every adapter that hears
 * the band. An adapter whose samples were forgotten while the band was held has to hear that fall before it decides again.
 *
 * <p>A level of -38 dBm is the BLED112's ceiling: what reads so may be stronger, and no margin asks for more.
 */
final class AdaptivePath extends TapPath {
    private static final long MILLIS = 1_000_000L;
    private static final long NANOS_PER_WINDOW_STEP = 50 * MILLIS;
    private static final int CEILING_DBM = -38;
    /** How much of the past shows what the band was like before the tap. */
    private static final long PAST_NANOS = 10_000 * MILLIS;
    /** 50 s at 100 advertisements and scan responses a second, and some. */
    private static final int MOST_SAMPLES = 8192;

    private static final double MARGIN_DB = 6;
    private static final int NO_MARGIN_SAMPLES = 20;
    private static final long NO_MARGIN_NANOS = 2_000 * MILLIS;
    private static final double SLOW_MARGIN_DB = 2;
    private static final double EARLY_SHARE_OF_WINDOW = 0.4;

    private static final long SPARSE_NANOS = 150 * MILLIS;
    private static final long SPARSE_EARLY_NANOS = 450 * MILLIS;
    /** Windows up to this are too short for three samples of a band that advertises ten times a second. */
    private static final long TINY_WINDOW_NANOS = 100 * MILLIS;

    private static final double RISE_CLEAR_DB = 3;
    private static final int RISE_BELOW_THRESHOLD_DB = 10;
    private static final int RISE_ABOVE_PAST_DB = 4;
    private static final long RISE_NANOS = 550 * MILLIS;

    private static final long SLOW_NANOS = 400 * MILLIS;
    /** A visit of a band that sends less often is mostly over before a second sample, and its past shows little. */
    private static final long VERY_SLOW_NANOS = 1_400 * MILLIS;

    private static final double ALONE_CLEAR_DB = 3;
    private static final double ALONE_FROM_AFAR_DB = 2;
    private static final int AFAR_DB = 12;
    private static final int ALONE_PAST_SAMPLES = 5;
    private static final int ALONE_PAST_ENOUGH = 3;
    private static final int LEAP_DB = 25;

    private static final long REARM_NANOS = 1_000 * MILLIS;
    private static final int REARM_SAMPLES = 3;
    private static final int REARM_CLEAR_DB = 2;

    private final long windowNanos;
    /** Samples in a row, the newest included, that are clearly below the threshold. */
    private int lowSamples;

    AdaptivePath(TapSettings settings, BandAddress band, int adapter, SampleRing ring, AdvertisingInterval interval) {
        super(
                settings,
                band,
                adapter,
                ring.window(MOST_SAMPLES, Math.max(windowNanos(settings), PAST_NANOS)),
                interval);
        this.windowNanos = windowNanos(settings);
    }

    private static long windowNanos(TapSettings settings) {
        return settings.windowTap() * NANOS_PER_WINDOW_STEP;
    }

    @Override
    void onSample() {
        super.onSample();
        boolean low = window.rssiBack(0) <= thresholdDbm - REARM_CLEAR_DB;
        lowSamples = low ? Math.min(lowSamples + 1, window.count()) : 0;
    }

    @Override
    void onTap() {
        lowSamples = 0;
    }

    @Override
    void clear() {
        super.clear();
        lowSamples = 0;
    }

    @Override
    boolean counts() {
        return true;
    }

    /** Whether the last second, or the last three samples if they took longer, were low enough to arm again. */
    @Override
    boolean fell() {
        int sumDbm = 0;
        for (int i = 0; i < lowSamples; i++) {
            sumDbm += window.rssiBack(i);
            if (i + 1 >= REARM_SAMPLES && window.ageNanos(i) >= REARM_NANOS) {
                return sumDbm <= rearmDbm * (i + 1);
            }
        }
        return false;
    }

    @Override
    Optional<BandEvent.Tapped> evidence() {
        boolean slow = slow();
        if (slow && alone()) {
            return tap(window.rssiBack(0), 1);
        }
        Optional<BandEvent.Tapped> held = held(slow, null);
        if (held.isEmpty() && !slow && interval.known() && interval.nanos() >= SPARSE_NANOS && rise()) {
            return tap(window.rssiBack(0), 2);
        }
        return held;
    }

    @Override
    TapReading reading() {
        Closest closest = new Closest();
        held(slow(), closest);
        if (closest.samples == 0) {
            return new TapReading(TapOutcome.TOO_FEW, 1, window.rssiBack(0), required(margin(1)));
        }
        return new TapReading(outcome(closest), closest.samples, closest.meanDbm, closest.neededDbm);
    }

    private TapOutcome outcome(Closest closest) {
        if (closest.meanDbm < closest.neededDbm) {
            return TapOutcome.BELOW;
        }
        return strongLately() ? TapOutcome.SCATTERED : TapOutcome.STALE;
    }

    private boolean slow() {
        return interval.known() && interval.nanos() >= SLOW_NANOS;
    }

    /** @param closest collects the stretch that comes closest to a tap; null: not wanted */
    private Optional<BandEvent.Tapped> held(boolean slow, Closest closest) {
        boolean sparse = interval.nanos() >= SPARSE_NANOS;
        long earlyNanos = (long) (windowNanos * EARLY_SHARE_OF_WINDOW);
        if (sparse) {
            earlyNanos = Math.min(earlyNanos, SPARSE_EARLY_NANOS);
        }
        int fewest = sparse || windowNanos <= TINY_WINDOW_NANOS ? 2 : 3;
        long longestNanos = Math.max(windowNanos, NO_MARGIN_NANOS);
        int sumDbm = 0;
        int strongSamples = 0;
        for (int i = 0; i < window.count(); i++) {
            long ageNanos = window.ageNanos(i);
            if (ageNanos > longestNanos && (i >= 2 || ageNanos > FRESH_NANOS)) {
                break;
            }
            int samples = i + 1;
            sumDbm += window.rssiBack(i);
            if (window.rssiBack(i) >= thresholdDbm) {
                strongSamples++;
            }
            boolean mostlyStrong = strongSamples * 4 >= samples * 3;
            if (samples < fewest || (!mostlyStrong && closest == null) || ageNanos < earlyNanos) {
                continue;
            }
            double marginDb = ageNanos >= NO_MARGIN_NANOS && samples >= 3 ? 0 : margin(samples);
            if (slow) {
                marginDb = Math.min(marginDb, SLOW_MARGIN_DB);
            }
            double meanDbm = (double) sumDbm / samples;
            if (closest != null) {
                closest.offer(samples, meanDbm, required(marginDb));
            }
            if (mostlyStrong && meanDbm >= required(marginDb)) {
                return tap(meanDbm, samples);
            }
        }
        return Optional.empty();
    }

    private boolean rise() {
        if (window.count() < 4
                || window.rssiBack(0) < required(RISE_CLEAR_DB)
                || window.rssiBack(1) < thresholdDbm - RISE_BELOW_THRESHOLD_DB
                || window.ageNanos(1) > RISE_NANOS) {
            return false;
        }
        int past = 0;
        int below = 0;
        int unarmed = 0;
        for (int i = 2; i < window.count() && window.ageNanos(i) <= FRESH_NANOS; i++) {
            past++;
            below += window.rssiBack(i) <= window.rssiBack(1) - RISE_ABOVE_PAST_DB ? 1 : 0;
            unarmed += window.rssiBack(i) <= rearmDbm ? 1 : 0;
        }
        return past > 0 && below > past / 2 && unarmed > past / 2;
    }

    private boolean alone() {
        int rssiDbm = window.rssiBack(0);
        if (rssiDbm < required(ALONE_FROM_AFAR_DB)) {
            return false;
        }
        int past = 0;
        int afar = 0;
        int highest = Integer.MIN_VALUE;
        for (int i = 1; i <= ALONE_PAST_SAMPLES && i < window.count() && window.ageNanos(i) <= PAST_NANOS; i++) {
            past++;
            afar += window.rssiBack(i) <= thresholdDbm - AFAR_DB ? 1 : 0;
            highest = i <= ALONE_PAST_ENOUGH ? Math.max(highest, window.rssiBack(i)) : highest;
        }
        if (past > 0 && rssiDbm - highest > LEAP_DB) {
            return false;
        }
        boolean fromAfar = past >= ALONE_PAST_ENOUGH && afar > past / 2;
        return fromAfar || (rssiDbm >= required(ALONE_CLEAR_DB) && interval.nanos() < VERY_SLOW_NANOS);
    }

    /** The level that is so far above the threshold, but never above the ceiling. */
    private double required(double marginDb) {
        double levelDbm = thresholdDbm + marginDb;
        return thresholdDbm <= CEILING_DBM ? Math.min(levelDbm, CEILING_DBM) : levelDbm;
    }

    private static double margin(int samples) {
        return Math.max(0, MARGIN_DB * (1 / Math.sqrt(samples) - 1 / Math.sqrt(NO_MARGIN_SAMPLES)));
    }

    /** The stretch of samples that came closest to a tap. */
    private static final class Closest {
        private int samples;
        private double meanDbm;
        private double neededDbm;

        void offer(int offeredSamples, double offeredMeanDbm, double offeredNeededDbm) {
            if (samples == 0 || offeredMeanDbm - offeredNeededDbm > meanDbm - neededDbm) {
                samples = offeredSamples;
                meanDbm = offeredMeanDbm;
                neededDbm = offeredNeededDbm;
            }
        }
    }
}
