package nbe.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.pcsc.NfcEvent;
import nbe.tap.BandEvent;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pure heart of the daemon: what adapters, readers and the agent say goes in, what the agent is to be told comes out of
 * {@link #outbox}. Belongs to the core's thread; reads no clock ({@code now} is monotonic nanoseconds).
 */
public final class Endpoint implements AdapterEvent.Handler {
    /**
     * No BLE intent later than this after the sample that decided it: contract section 5 ("a band that has left is not tapped
     * in hindsight").
     */
    static final long TAP_FRESH = TimeUnit.MILLISECONDS.toNanos(500);

    private static final Logger LOG = LoggerFactory.getLogger("endpoint");
    private static final double NANOS_PER_SECOND = 1e9;

    private final Identity identity;
    private final BandTracker bands;
    private final LongFunction<Instant> wallTime;
    private final Tally tally;
    private final Outbox outbox;
    private final Telemetry telemetry;
    private final AdapterBook adapters;
    private final boolean looksForAdapters;
    private Optional<AdapterVerdict> verdict = Optional.empty();
    /** Taps that are not in the log yet. */
    private final List<Supplier<String>> untold = new ArrayList<>();

    private final OncePerMinute contradictions = new OncePerMinute();
    private final OncePerMinute evictionWarnings = new OncePerMinute();
    private long evictionsTold;
    /** When it was noticed that the machine had slept. What was seen before that is of unknown age. */
    private OptionalLong resumedNanos = OptionalLong.empty();

    /**
     * @param adapters how many adapters there are to be at least; 0 if none is looked for
     * @param wallTime turns a monotonic time of the recent past into a time of day
     */
    Endpoint(Identity identity, int adapters, BandTracker bands, LongFunction<Instant> wallTime, Tally tally) {
        this.identity = identity;
        this.bands = bands;
        this.wallTime = wallTime;
        this.tally = tally;
        this.adapters = new AdapterBook(adapters);
        this.looksForAdapters = adapters > 0;
        this.outbox = new Outbox(looksForAdapters, this::onDropped);
        this.telemetry = new Telemetry(wallTime);
        tally.watch("bands taken for absent to make room", bands::evictions);
    }

    Outbox outbox() {
        return outbox;
    }

    /** What is known of all adapters together; empty until it is. */
    Optional<AdapterVerdict> verdict() {
        return verdict;
    }

    /** Whether there is nothing to wait for any more: the state of the adapters is known, or there are to be none. */
    boolean isSettled() {
        return !looksForAdapters || verdict.isPresent();
    }

    /** How many bands are not absent. */
    int bandsHere() {
        return bands.presentCount();
    }

    void onSighting(Sighting sighting, long now) {
        if (isFromBeforeSleep(sighting.atNanos())) {
            return;
        }
        List<BandEvent> events = bands.onSighting(sighting);
        if (!events.isEmpty()) {
            warnOfEvictions(now);
        }
        for (int i = 0; i < events.size(); i++) {
            onBandEvent(events.get(i), now);
        }
        if (telemetry.wants(sighting.band())) {
            telemetry.add(sighting, bands.reading(sighting, events));
        }
    }

    @Override
    public void onStalled(AdapterEvent.Stalled event) {
        LOG.debug("RSSI samples of adapter {} forgotten: it stood still", event.adapter());
        bands.forgetSamples(event.adapter());
    }

    @Override
    public void onStatus(AdapterEvent.Changed event) {
        if (event.status() instanceof AdapterStatus.Scanning) {
            bands.forgetSamples(event.adapter());
        }
        adapters.note(event.adapter(), event.status());
        Optional<AdapterVerdict> now = adapters.verdict();
        if (now.isPresent() && !now.equals(verdict)) {
            verdict = now;
            outbox.verdict(now.get(), bands.present());
        }
    }

    void onReader(NfcEvent event, long now) {
        event.card().ifPresent(placed -> onCardPlaced(placed, now));
    }

    private void onCardPlaced(NfcEvent.CardPlaced placed, long now) {
        Supplier<String> what = () -> "NFC tap of " + placed.uid() + " on " + placed.reader();
        untold.add(what);
        LOG.debug("UID {} on {}", placed.uid().hex(), placed.reader());
        Outbox.Intent intent = new Outbox.Intent(
                Envelope.nfcIntent(placed.uid(), placed.reader(), wallTime.apply(placed.atNanos())),
                Optional.empty(),
                placed.atNanos(),
                what);
        if (isFromBeforeSleep(placed.atNanos())) {
            onDropped(intent, Outbox.Dropped.SLEPT);
            return;
        }
        outbox.intent(intent);
        outbox.expire(now);
    }

    /** The next frame for the agent, if one may be sent now; it is on its way then. */
    Optional<Outbox.Frame> nextFrame(long now) {
        Optional<Outbox.Frame> frame = outbox.next(now);
        return frame.isPresent() || !telemetry.isOn() ? frame : outbox.nextOfNoUrgency(() -> telemetry.next(now), now);
    }

    /** Logs the taps since the last call. To be called once their frames are gone: a tap does not wait for the log. */
    void tellTaps() {
        if (untold.isEmpty()) {
            return;
        }
        List<Supplier<String>> told = List.copyOf(untold);
        untold.clear();
        told.forEach(what -> LOG.info("{}", what.get()));
    }

    /** @param untaken as {@link Outbox#lost} has it */
    void onLinkLost(boolean untaken) {
        telemetry.forgetConnection();
        outbox.lost(untaken);
    }

    void onLinkOpened() {
        outbox.opened(
                Envelope.endpoint(identity.endpointId(), identity.version(), identity.platform()),
                verdict,
                bands.present());
    }

    void onText(String text, long now) {
        AgentRequest request = AgentRequest.parse(text);
        if (request instanceof AgentRequest.Presence presence) {
            outbox.replay(presence.band(), presence.exchange());
        } else if (request instanceof AgentRequest.TelemetryWanted wanted) {
            onTelemetryWanted(wanted, now);
        } else if (request instanceof AgentRequest.TelemetryReceived received) {
            telemetry.confirm(received.number());
        } else if (request instanceof AgentRequest.Unknown unknown) {
            LOG.debug("the agent asked for an unknown operation");
            outbox.answer(Envelope.unknownOperation(unknown.operation(), unknown.exchange()));
        } else if (request instanceof AgentRequest.Bad bad) {
            LOG.debug("the agent sent a bad message: {}", bad.why());
            tally.count("bad messages from the agent");
            outbox.answer(Envelope.error(
                    AgentStatus.BAD_MESSAGE, bad.exchange(), "The message is not understood", bad.why()));
        }
    }

    private void onTelemetryWanted(AgentRequest.TelemetryWanted wanted, long now) {
        if (wanted.seconds() > 0 && !telemetry.isOn()) {
            LOG.info("telemetry: the agent wants to see RSSI samples");
        } else if (wanted.seconds() == 0 && telemetry.isOn()) {
            LOG.info("telemetry: the agent has seen enough");
        }
        if (wanted.seconds() > 0) {
            telemetry.begin(wanted.band(), wanted.seconds(), now);
        } else {
            telemetry.end();
        }
        outbox.answer(Envelope.telemetryLease(wanted.seconds(), bands.settings(), wanted.exchange()));
    }

    void onTime(long now) {
        if (telemetry.expired(now)) {
            LOG.info("telemetry: the agent did not ask for more");
        }
        for (BandEvent event : bands.onTime(now)) {
            onBandEvent(event, now);
        }
        outbox.expire(now);
    }

    /** The machine slept: samples and intents are old, and the silence was ours. */
    void onResume(String why, long now) {
        resumedNanos = OptionalLong.of(now);
        LOG.debug("RSSI samples forgotten: {}", why);
        bands.forgetSamples();
        outbox.slept();
        onStandstill(now);
    }

    private boolean isFromBeforeSleep(long atNanos) {
        return resumedNanos.isPresent() && atNanos - resumedNanos.getAsLong() < 0;
    }

    /** The process stood still: the silence was ours. */
    void onStandstill(long now) {
        bands.forgiveSilence(now);
    }

    /** When {@link #onTime} wants to be called at the latest. */
    long deadlineNanos() {
        long earliest = Math.min(bands.deadlineNanos(), outbox.deadlineNanos());
        return telemetry.isOn() ? Math.min(earliest, telemetry.deadlineNanos(outbox.isIdle())) : earliest;
    }

    private void onBandEvent(BandEvent event, long now) {
        if (event instanceof BandEvent.PresenceChanged presence) {
            LOG.debug(
                    "{} is {}, proximity {}, service request state {}",
                    presence.band(),
                    presence.state().words(),
                    presence.proximity().wire(),
                    presence.serviceRequestState());
            outbox.presence(presence);
        } else if (event instanceof BandEvent.Tapped tap) {
            onTap(tap, now);
        } else if (event instanceof BandEvent.Contradicted contradicted) {
            onContradicted(contradicted, now);
        }
    }

    private void onContradicted(BandEvent.Contradicted band, long now) {
        tally.count("seconds in which a band contradicted itself");
        contradictions.count();
        if (contradictions.due(now)) {
            LOG.warn(
                    "{} changes its state more than three times a second, authenticated at {} dBm, otherwise at {} dBm ({} such"
                            + " seconds of all bands since the last such line): somebody else may send with its address; it"
                            + " cannot tap by Bluetooth meanwhile",
                    band.band(),
                    band.weakDbm(),
                    band.otherDbm(),
                    contradictions.takeCount());
        }
    }

    private void warnOfEvictions(long now) {
        long all = bands.evictions();
        if (all > evictionsTold && evictionWarnings.due(now)) {
            LOG.warn(
                    "more bands are here than are kept: {} were taken for absent to make room since the last such line;"
                            + " somebody may be inventing bands",
                    all - evictionsTold);
            evictionsTold = all;
        }
    }

    private void onTap(BandEvent.Tapped tap, long now) {
        Supplier<String> what = () -> String.format(
                Locale.ROOT,
                "BLE tap of %s: %.1f dBm over %d samples in %.2f s, adapter %d",
                tap.band(),
                tap.levelDbm(),
                tap.samples(),
                tap.spanNanos() / NANOS_PER_SECOND,
                tap.adapter());
        if (now - tap.atNanos() > TAP_FRESH) {
            tally.count("intents dropped (noticed too late)");
            LOG.warn(
                    "dropped, noticed {} ms too late: {}",
                    TimeUnit.NANOSECONDS.toMillis(now - tap.atNanos()),
                    what.get());
            return;
        }
        untold.add(what);
        outbox.intent(new Outbox.Intent(
                Envelope.bleIntent(tap.band(), wallTime.apply(tap.atNanos())),
                Optional.of(tap.band()),
                tap.atNanos(),
                what));
    }

    private void onDropped(Outbox.Intent intent, Outbox.Dropped why) {
        String reason = switch (why) {
            case TOO_OLD -> "the agent could not be reached within 2 s";
            case TOO_MANY -> "too many were waiting";
            case UNCERTAIN -> "the connection ended before the agent confirmed it, so that it may have arrived";
            case SLEPT -> "the computer slept or its clock was set meanwhile";
            case ENDED -> "the daemon ended";
        };
        tally.count("intents dropped (" + reason + ")");
        tellTaps();
        LOG.warn("intent dropped, {}: {}", reason, intent.what().get());
    }
}
