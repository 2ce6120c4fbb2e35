package nbe.daemon;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nbe.agent.AgentLinks;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.LinkLog;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.RehearsalTransport;
import nbe.agent.tls.TlsSettings;
import nbe.band.BandFilter;
import nbe.band.ManufacturerPayload;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;
import nbe.endpoint.Core;
import nbe.endpoint.CoreEvent;
import nbe.endpoint.Counters;
import nbe.endpoint.Endpoint;
import nbe.endpoint.Identity;
import nbe.endpoint.Inbox;
import nbe.endpoint.TrafficRecorder;
import nbe.log.Logging;
import nbe.support.RecentTraffic;
import nbe.tap.BandTracker;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulates taps of a band that does not exist before the first real one. Taps are rare, and the Java virtual machine loads classes at
 * their first use and interprets methods that it has seldom called: without the rehearsal the first tap of a shift takes some 40 ms,
 * and hundreds more take longer than they need.
 *
 * <p>The rehearsal has its own framer, filter, inbox, core, endpoint and clock, and its own connection over the loopback interface to an
 * agent in this process that discards what it gets. So no simulated tap can reach a real agent. Neither it nor the threads that it
 * makes log anything.
 *
 * <p>Runs once, on a thread of its own; {@link #stop} is for any thread.
 */
final class Rehearsal implements Runnable {
    /**
     * The JVM compiles a method once it was called 200 times ({@code -XX:Tier3InvocationThreshold}), and later than that while much
     * waits to be compiled ({@code -XX:Tier3LoadFeedback}).
     */
    static final int TAPS = 300;

    /** Taps before a pause, in which the compiler catches up and other threads get the processor. */
    private static final int BURST = 10;

    private static final long PAUSE_MILLIS = 30;

    private static final Logger LOG = LoggerFactory.getLogger("main");

    /** Locally administered, unicast: no band has it. */
    private static final long ADDRESS = 0xC2_00_00_00_00_01L;

    private static final int COMPANY = 0x01B2;
    /** Flags, then ours: company, version 1, enrolled and authenticated and on the body, no service request. */
    private static final byte[] DATA = HexFormat.of().parseHex("020106" + "06ffb201010700");

    private static final int FAR_DBM = -90;
    private static final int NEAR_DBM = -40;
    private static final int THRESHOLD_DBM = -60;
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    /** Far for long enough that either rule is armed again (1 s), then near for long enough that it fires. */
    private static final int FAR_SAMPLES = 12;

    private static final int NEAR_SAMPLES = 12;

    private final Inbox inbox = new Inbox();
    private final RehearsalReader reader = new RehearsalReader(report -> inbox.post(new CoreEvent.FromReader(report)));
    private final Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
    private final BandFilter filter = new BandFilter(() -> new ManufacturerPayload(COMPANY, true), inbox::offer);
    private final byte[] near = advertisement(NEAR_DBM);
    private final byte[] far = advertisement(FAR_DBM);
    private final TapRule rule;
    private final int taps;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long nanos;
    private long intents;

    /**
     * @param rule whose taps are rehearsed
     * @param taps how many of a band, and as many of a card
     */
    Rehearsal(TapRule rule, int taps) {
        this.rule = rule;
        this.taps = taps;
    }

    private Core coreOver(RehearsalTransport transport) {
        TapSettings settings =
                new TapSettings(rule, 10, 50, THRESHOLD_DBM, THRESHOLD_DBM, THRESHOLD_DBM, Duration.ofSeconds(30));
        Counters counters = new Counters();
        return new Core(
                inbox,
                new Endpoint(
                        new Identity("nobody", "0", "nowhere"), 1, new BandTracker(settings), this::wall, counters),
                reader.readers(),
                new AgentMachine(new SplittableRandom(1), nanos),
                AgentLinks.over(
                        transport,
                        LinkTarget.direct(URI.create("ws://nowhere.invalid/"), TlsSettings.NONE),
                        () -> nanos,
                        operation -> {}),
                new LinkLog(),
                counters,
                new TrafficRecorder(new RecentTraffic(1, 1)),
                () -> nanos,
                () -> wall(nanos));
    }

    private Instant wall(long at) {
        return Instant.EPOCH.plusNanos(at);
    }

    private static byte[] advertisement(int rssiDbm) {
        return Packet.event(Event.GAP_SCAN_RESPONSE, rssiDbm, 0, ADDRESS, 1, 0xFF, DATA)
                .encode();
    }

    /** Starts a daemon thread for it. */
    void start() {
        Thread thread = new Thread(new ThreadGroup("rehearsal"), this, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it before its time. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        Optional<Throwable> fault = Logging.quietly(this::rehearse);
        if (fault.isPresent()) {
            LOG.warn("taps could not be rehearsed; the first ones may take longer", fault.get());
        } else {
            LOG.debug("{} taps rehearsed", intents);
        }
    }

    /** How many intents the rehearsal's agent got, once it is over. */
    long intents() {
        return intents;
    }

    private void rehearse() throws IOException, InterruptedException {
        try (RehearsalTransport transport =
                new RehearsalTransport(event -> inbox.post(new CoreEvent.FromLink(event)), () -> wall(nanos))) {
            Core core = coreOver(transport);
            inbox.post(new CoreEvent.FromAdapter(
                    new AdapterEvent.Changed(0, new AdapterStatus.Scanning("nowhere", "none", "00:07:80:1A:2B:3C"))));
            reader.connect(nanos);
            core.rehearse();
            for (int i = 0; i < taps && !stopped.await(i % BURST == 0 ? PAUSE_MILLIS : 0, TimeUnit.MILLISECONDS); i++) {
                hear(far, FAR_SAMPLES, core);
                hear(near, NEAR_SAMPLES, core);
                reader.place(nanos);
                core.rehearse();
            }
            intents = transport.confirmedFrames() - 1; // the first frame of the connection is confirmed as well
        }
    }

    private void hear(byte[] advertisement, int times, Core core) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            nanos += INTERVAL;
            framer.append(advertisement, 0, advertisement.length, nanos);
            while (framer.next(nanos)) {
                filter.onAdvertisement(0, framer.packet(), nanos);
            }
            core.rehearse();
        }
    }
}
