package nbe.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.pcsc.NfcEvent;
import nbe.tap.BandEvent;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's decisions: takes the events of adapters, readers and the agent, and puts what the agent gets into {@link #outbox}. Pure;
 * belongs to the core's thread; reads no clock ({@code now} is monotonic nanoseconds).
 */
public final class Endpoint implements AdapterEvent.Handler {
    /** The endpoint drops a BLE intent later than this after the sample that decided it: the wearer may have left. */
    static final long TAP_FRESH = TimeUnit.MILLISECONDS.toNanos(500);

    private static final Logger LOG = LoggerFactory.getLogger("endpoint");

    private Identity identity;
    private final BandTracker bands;
    private final LongFunction<Instant> wallTime;
    private final Counters counters;
    private final Outbox outbox;
    private final Telemetry telemetry;
    private final RequestHandler requests;
    private final BandEvent.Handler bandEvents = new BandEvents();
    private AdapterBook adapters;
    private boolean looksForAdapters;
    private Optional<AdapterStatus> adapterStatus = Optional.empty();
    private final List<Intent> unlogged = new ArrayList<>();
    private CoreObserver observer = CoreObserver.NONE;
    private Consumer<BandEvent.Tapped> tapObserver = tap -> {};

    private final OncePerMinute contradictions = new OncePerMinute();
    private final OncePerMinute evictionWarnings = new OncePerMinute();
    private long evictionsLogged;
    /** When the core noticed that the machine had slept. The age of sightings and placements from before is unknown. */
    private OptionalLong resumedNanos = OptionalLong.empty();

    /**
     * @param adapters how many adapters the configuration names, at least 1 for "auto"; 0: Bluetooth is switched off
     * @param wallTime turns a monotonic time of the recent past into a time of day
     */
    public Endpoint(
            Identity identity, int adapters, BandTracker bands, LongFunction<Instant> wallTime, Counters counters) {
        this.identity = identity;
        this.bands = bands;
        this.wallTime = wallTime;
        this.counters = counters;
        this.adapters = new AdapterBook(adapters);
        this.looksForAdapters = adapters > 0;
        this.outbox = new Outbox(looksForAdapters, this::onDropped);
        this.telemetry = new Telemetry(wallTime);
        this.requests = new RequestHandler(outbox, telemetry, bands::settings, counters);
        counters.watch(Counter.BANDS_EVICTED, bands::evictions);
    }

    /** Who learns of each tap of a band, on the core's thread, once the outbox has it; must return at once. Before the core starts. */
    public void reportTapsTo(Consumer<BandEvent.Tapped> observer) {
        tapObserver = observer;
    }

    void observeBy(CoreObserver someone) {
        observer = someone;
    }

    /** The presence of every band that is not absent. */
    List<BandEvent.PresenceChanged> bands() {
        return bands.present();
    }

    Outbox outbox() {
        return outbox;
    }

    /** Presence and taps follow these settings from now on. */
    void use(TapSettings settings, long now) {
        for (BandEvent event : bands.use(settings, now)) {
            event.on(bandEvents, now);
        }
        onTime(now);
    }

    /** The next connection is to another agent, or has another name there. Between two connections. */
    void use(Identity changed) {
        identity = changed;
        outbox.forgetAgent();
    }

    /**
     * All adapters were closed, and others report from now on. The status of before stays until that of the others is known; if Bluetooth
     * was switched on or off, only the next connection is told so.
     *
     * @param expected as in the constructor
     */
    void adaptersReplaced(int expected) {
        adapters = new AdapterBook(expected);
        if (looksForAdapters != expected > 0) {
            looksForAdapters = expected > 0;
            adapterStatus = Optional.empty();
            outbox.bleEnabled(looksForAdapters);
        }
    }

    /** Whether Bluetooth is switched on. */
    boolean looksForAdapters() {
        return looksForAdapters;
    }

    /** The status of all adapters together; empty until it is known. */
    Optional<AdapterStatus> adapterStatus() {
        return adapterStatus;
    }

    /** Whether the start is over: the status of the adapters is known, or Bluetooth is switched off. */
    boolean isSettled() {
        return !looksForAdapters || adapterStatus.isPresent();
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
            events.get(i).on(bandEvents, now);
        }
        if (telemetry.wants(sighting.band())) {
            telemetry.add(sighting, bands.reading(sighting, events));
        }
    }

    @Override
    public void onStalled(AdapterEvent.Stalled event) {
        LOG.debug("RSSI samples of adapter {} discarded: it stood still", event.adapter());
        bands.forgetSamples(event.adapter());
    }

    @Override
    public void onRecovery(AdapterEvent.Recovery event) {
        // The agent learns of the outcome: onStatus.
    }

    @Override
    public void onStatus(AdapterEvent.Changed event) {
        if (event.status() instanceof AdapterStatus.Scanning) {
            bands.forgetSamples(event.adapter());
        }
        adapters.note(event.adapter(), event.status());
        Optional<AdapterStatus> now = adapters.status();
        if (now.isPresent() && !now.equals(adapterStatus)) {
            adapterStatus = now;
            outbox.adapters(now.get(), bands.present());
        }
    }

    void onReader(NfcEvent event, long now) {
        event.card().ifPresent(placed -> onCardPlaced(placed, now));
    }

    private void onCardPlaced(NfcEvent.CardPlaced placed, long now) {
        LOG.debug("UID {} on {}", placed.uid().hex(), placed.reader());
        Intent intent = new Intent.CardTap(placed, wallTime.apply(placed.atNanos()));
        counters.decided(intent.type());
        unlogged.add(intent);
        if (isFromBeforeSleep(placed.atNanos())) {
            onDropped(intent, Outbox.Dropped.SLEPT);
            return;
        }
        outbox.intent(intent);
        observer.tapped(intent);
        outbox.expire(now);
    }

    /** The next frame for the agent, if one may be sent now; the transport has it then. */
    Optional<Frame> nextFrame(long now) {
        Optional<Frame> frame = outbox.next(now);
        return frame.isPresent() || !telemetry.isOn() ? frame : outbox.nextOfNoUrgency(() -> telemetry.next(now), now);
    }

    /** The operating system has taken the frame. */
    void onSent(long now) {
        Optional<Intent> intent = outbox.sendingIntent();
        if (intent.isPresent()) {
            counters.handedOver(intent.get().type(), now - intent.get().tapNanos());
        }
        outbox.sent();
    }

    /** Logs the taps since the last call. The core calls it once their frames are gone: a tap does not wait for the log. */
    void logTaps() {
        if (unlogged.isEmpty()) {
            return;
        }
        List<Intent> taps = List.copyOf(unlogged);
        unlogged.clear();
        taps.forEach(tap -> LOG.info("{}", tap.description()));
    }

    /** @param untaken as {@link Outbox#lost} has it */
    void onLinkLost(boolean untaken, LinkCause.Kind why) {
        counters.linkFailed(why);
        telemetry.forgetConnection();
        outbox.lost(untaken);
    }

    /** An attempt to connect failed. */
    void onConnectFailed(LinkCause.Kind why) {
        counters.linkFailed(why);
    }

    void onLinkOpened() {
        counters.connected();
        outbox.opened(
                Envelope.endpoint(identity.endpointId(), identity.version(), identity.platform()),
                adapterStatus,
                bands.present());
    }

    void onText(String text, long now) {
        AgentRequest.parse(text).on(requests, now);
    }

    void onTime(long now) {
        if (telemetry.expired(now)) {
            LOG.info("telemetry: the lease has run out");
        }
        for (BandEvent event : bands.onTime(now)) {
            event.on(bandEvents, now);
        }
        outbox.expire(now);
    }

    /** The machine slept: samples and intents are too old, and the adapters did not listen. */
    void onResume(String why, long now) {
        resumedNanos = OptionalLong.of(now);
        LOG.debug("RSSI samples discarded: {}", why);
        bands.forgetSamples();
        outbox.slept();
        onStandstill(now);
    }

    private boolean isFromBeforeSleep(long atNanos) {
        return resumedNanos.isPresent() && atNanos - resumedNanos.getAsLong() < 0;
    }

    /** The process stood still, and the adapters did not listen: each band gets its whole time until it is absent. */
    void onStandstill(long now) {
        bands.forgiveSilence(now);
    }

    /** When the core must call {@link #onTime} at the latest. */
    long deadlineNanos() {
        long earliest = Math.min(bands.deadlineNanos(), outbox.deadlineNanos());
        return telemetry.isOn() ? Math.min(earliest, telemetry.deadlineNanos(outbox.isIdle())) : earliest;
    }

    /** Acts on what the tracker concludes. */
    private final class BandEvents implements BandEvent.Handler {
        @Override
        public void presenceChanged(BandEvent.PresenceChanged presence, long now) {
            LOG.debug(
                    "{} is {}, proximity {}, service request state {}",
                    presence.band(),
                    presence.state().words(),
                    presence.proximity().wire(),
                    presence.serviceRequestState());
            outbox.presence(presence);
            observer.presence(presence);
        }

        @Override
        public void tapped(BandEvent.Tapped tap, long now) {
            Intent intent = new Intent.BandTap(tap, wallTime.apply(tap.atNanos()));
            counters.decided(intent.type());
            if (now - tap.atNanos() > TAP_FRESH) {
                counters.count(Counter.TAPS_NOTICED_LATE);
                LOG.warn(
                        "dropped, noticed {} ms too late: {}",
                        TimeUnit.NANOSECONDS.toMillis(now - tap.atNanos()),
                        intent.description());
                return;
            }
            unlogged.add(intent);
            outbox.intent(intent);
            observer.tapped(intent);
            tapObserver.accept(tap);
        }

        @Override
        public void contradicted(BandEvent.Contradicted band, long now) {
            counters.count(Counter.CONTRADICTIONS);
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
    }

    private void warnOfEvictions(long now) {
        long all = bands.evictions();
        if (all > evictionsLogged && evictionWarnings.due(now)) {
            LOG.warn(
                    "more bands are here than are kept: {} were declared absent to make room since the last such line;"
                            + " somebody may be inventing bands",
                    all - evictionsLogged);
            evictionsLogged = all;
        }
    }

    private void onDropped(Intent intent, Outbox.Dropped why) {
        counters.count(Counter.of(why));
        logTaps();
        LOG.warn("intent dropped, {}: {}", why.reason(), intent.description());
    }
}
