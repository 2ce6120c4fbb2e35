package nbe.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import nbe.bgapi.adapter.AdapterEvent;
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
final class Endpoint {
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
    private final AdapterBook adapters;
    private Optional<AdapterVerdict> verdict = Optional.empty();

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
        this.outbox = new Outbox(adapters > 0, this::onDropped);
    }

    Outbox outbox() {
        return outbox;
    }

    /** What is known of all adapters together; empty until it is. */
    Optional<AdapterVerdict> verdict() {
        return verdict;
    }

    /** How many bands are not absent. */
    int bandsHere() {
        return bands.present().size();
    }

    void onSighting(Sighting sighting, long now) {
        List<BandEvent> events = bands.onSighting(sighting);
        for (int i = 0; i < events.size(); i++) {
            onBandEvent(events.get(i), now);
        }
    }

    void onAdapter(AdapterEvent event) {
        if (event instanceof AdapterEvent.Stalled stalled) {
            forgetSamples("the adapter at " + stalled.port() + " stood still");
            return;
        }
        if (event instanceof AdapterEvent.Scanning) {
            bands.forgetSamples();
        }
        adapters.note(event);
        Optional<AdapterVerdict> now = adapters.verdict();
        if (now.isPresent() && !now.equals(verdict)) {
            verdict = now;
            outbox.verdict(now.get(), bands.present());
        }
    }

    void onReader(NfcEvent event, long now) {
        if (!(event instanceof NfcEvent.CardPlaced placed)) {
            return; // the reader's own thread has logged it; the agent has no message for it
        }
        String what = "NFC tap of " + placed.uid() + " on " + placed.reader();
        LOG.info("{}", what);
        LOG.debug("UID {} on {}", placed.uid().hex(), placed.reader());
        outbox.intent(new Outbox.Intent(
                Envelope.nfcIntent(placed.uid(), placed.reader(), wallTime.apply(placed.atNanos())),
                Optional.empty(),
                placed.atNanos(),
                what));
        outbox.expire(now);
    }

    void onLinkOpened() {
        outbox.opened(
                Envelope.endpoint(identity.endpointId(), identity.version(), identity.platform()),
                verdict,
                bands.present());
    }

    void onText(String text) {
        AgentRequest request = AgentRequest.parse(text);
        if (request instanceof AgentRequest.Presence presence) {
            outbox.replay(presence.band(), presence.exchange());
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

    void onTime(long now) {
        for (BandEvent event : bands.onTime(now)) {
            onBandEvent(event, now);
        }
        outbox.expire(now);
    }

    /** The machine slept: the samples are old, and the silence was ours. */
    void onResume(String why, long now) {
        forgetSamples(why);
        onStandstill(now);
    }

    /** The process stood still: the silence was ours. */
    void onStandstill(long now) {
        bands.forgiveSilence(now);
    }

    /** When {@link #onTime} wants to be called at the latest. */
    long deadlineNanos() {
        return Math.min(bands.deadlineNanos(), outbox.deadlineNanos());
    }

    private void forgetSamples(String why) {
        LOG.debug("RSSI samples forgotten: {}", why);
        bands.forgetSamples();
    }

    private void onBandEvent(BandEvent event, long now) {
        if (event instanceof BandEvent.PresenceChanged presence) {
            LOG.debug(
                    "{} is {}, {}, service request state {}",
                    presence.band(),
                    presence.state().wire(),
                    presence.proximity().wire(),
                    presence.serviceRequestState());
            outbox.presence(presence);
        } else if (event instanceof BandEvent.Tapped tap) {
            onTap(tap, now);
        }
    }

    private void onTap(BandEvent.Tapped tap, long now) {
        String what = String.format(
                Locale.ROOT,
                "BLE tap of %s: %.1f dBm over %d samples in %.2f s, adapter %d",
                tap.band(),
                tap.levelDbm(),
                tap.samples(),
                tap.spanNanos() / NANOS_PER_SECOND,
                tap.adapter());
        if (now - tap.atNanos() > TAP_FRESH) {
            tally.count("intents dropped (noticed too late)");
            LOG.warn("dropped, noticed {} ms too late: {}", TimeUnit.NANOSECONDS.toMillis(now - tap.atNanos()), what);
            return;
        }
        LOG.info("{}", what);
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
            case UNCERTAIN -> "the connection was given up while it was on its way";
            case ENDED -> "the daemon ended";
        };
        tally.count("intents dropped (" + reason + ")");
        LOG.warn("intent dropped, {}: {}", reason, intent.what());
    }
}
