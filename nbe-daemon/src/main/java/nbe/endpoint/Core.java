package nbe.endpoint;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import nbe.agent.link.AgentEffect;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLog;
import nbe.agent.link.TransportEffects;
import nbe.base.StandstillWatch;
import nbe.pcsc.NfcEvent;
import nbe.pcsc.Readers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that decides: takes an event from the inbox or waits for the earliest deadline, passes it to the endpoint, the
 * readers and the agent machine, and sends what they want through the link. All state behind it belongs to its thread.
 *
 * <p>If an event causes a {@link RuntimeException}, the loop logs it with its stack and drops the event. A second one within a minute ends
 * the loop, any other {@link Throwable} at once: restarting is safer than running on with broken state.
 */
public final class Core implements Runnable {
    /** The loop turns at least this often, to notice a sleeping machine. */
    static final long TURN = TimeUnit.SECONDS.toNanos(1);

    /** How long the agent may take to answer the close frame when the daemon ends. */
    public static final long FAREWELL = TimeUnit.MILLISECONDS.toNanos(500);

    /** Events taken from the inbox in one turn, so that deadlines are checked in between. */
    static final int BATCH = 256;

    private static final Logger LOG = LoggerFactory.getLogger("core");

    private final Inbox inbox;
    private final Endpoint endpoint;
    private final AgentMachine machine;
    private final LinkLog linkLog;
    private final Counters counters;
    private final CountersLog countersLog;
    private final FaultLimit faults;
    private final TrafficRecorder recorder;
    private final CoreEvent.Handler events = new Events();
    private final CoreChange.Handler changes = new Changes();
    private final LongSupplier nanos;
    private final InstantSource wall;

    // All of these: owned by the core's thread.
    private Readers readers;
    private AgentLink link;
    private AgentEffect.Handler effects;

    /** The same after the transport has reported the end, which comes after every Sent of that connection. */
    private AgentEffect.Handler lastEffects;

    private final NextAgent nextAgent = new NextAgent();
    private long openLink;
    private boolean requestOwed;
    private boolean stopping;
    private long stopUntil;
    private StandstillWatch standstill;
    private Optional<Supervision> supervision = Optional.empty();

    private CoreObserver observer = CoreObserver.NONE;
    private Optional<Runnable> afterStart = Optional.empty();

    public Core(
            Inbox inbox,
            Endpoint endpoint,
            Readers readers,
            AgentMachine machine,
            AgentLink link,
            LinkLog linkLog,
            Counters counters,
            TrafficRecorder recorder,
            LongSupplier nanos,
            InstantSource wall) {
        this.inbox = inbox;
        this.endpoint = endpoint;
        this.readers = readers;
        this.machine = machine;
        use(link);
        this.linkLog = linkLog;
        this.counters = counters;
        this.countersLog = new CountersLog(counters);
        this.faults = new FaultLimit(counters);
        this.recorder = recorder;
        this.nanos = nanos;
        this.wall = wall;
    }

    private void use(AgentLink changed) {
        link = changed;
        effects = new Effects(changed, false);
        lastEffects = new Effects(changed, true);
    }

    /** Somebody learns what happens. Before the thread starts. */
    public void observeBy(CoreObserver someone) {
        observer = someone;
        endpoint.observeBy(someone);
    }

    /** Reports to a service manager. Before the thread starts. */
    public void superviseBy(Supervision someone) {
        supervision = Optional.of(someone);
    }

    /**
     * Runs {@code then} once the start is over: an adapter scans, or the reason why none does is known. On the core's thread, so it
     * must return at once. Before the thread starts.
     */
    public void onceStarted(Runnable then) {
        afterStart = Optional.of(then);
    }

    @Override
    public void run() {
        long now = begin();
        while (!ended(now)) {
            try {
                long due = Math.min(deadline(), now + TURN);
                Optional<CoreEvent> event = inbox.take(due - now);
                now = nanos.getAsLong();
                turn(event, standstill.check(wall.millis(), now, due), now);
                if (supervision.isPresent()) {
                    supervision.get().turned(endpoint, openLink != 0, now);
                }
                if (endpoint.isSettled()) {
                    afterStart.ifPresent(Runnable::run);
                    afterStart = Optional.empty();
                }
            } catch (InterruptedException e) {
                LOG.debug("interrupted: ending at once");
                break;
            } catch (RuntimeException e) {
                now = nanos.getAsLong();
                if (faults.isTooMuch(e, now)) {
                    break;
                }
            }
        }
        endpoint.outbox().end();
        readers.end();
        countersLog.end();
    }

    private long begin() {
        long now = nanos.getAsLong();
        standstill = new StandstillWatch(wall.millis(), now);
        countersLog.begin(now);
        return now;
    }

    /**
     * Processes what waits in the inbox, and what follows from it, and returns: the loop without its waiting, for a rehearsal. No other
     * thread may post meanwhile, or call {@link #run}.
     */
    public void rehearse() throws InterruptedException {
        long now = standstill == null ? begin() : nanos.getAsLong();
        do {
            turn(inbox.take(0), Optional.empty(), now);
        } while (!inbox.isEmpty());
    }

    private boolean ended(long now) {
        return stopping && (machine.isStopped() || now - stopUntil >= 0);
    }

    private long deadline() {
        long ofLink = Math.min(machine.deadlineNanos(), link.deadlineNanos());
        long ofTaps = Math.min(endpoint.deadlineNanos(), readers.deadlineNanos());
        long earliest =
                Math.min(nextAgent.deadlineNanos(), Math.min(countersLog.deadlineNanos(), Math.min(ofTaps, ofLink)));
        return stopping ? Math.min(earliest, stopUntil) : earliest;
    }

    private void turn(Optional<CoreEvent> first, Optional<StandstillWatch.Gap> gap, long now)
            throws InterruptedException {
        if (gap.isPresent()) {
            onGap(gap.get(), now);
        }
        // What already waits comes before the passing of time: a band that was heard must not count as silent.
        Optional<CoreEvent> event = first;
        for (int i = 0; event.isPresent() && i < BATCH; i++) {
            step(event.get(), nanos.getAsLong());
            pump(nanos.getAsLong());
            if (!endpoint.outbox().isSending()) {
                endpoint.logTaps();
            }
            event = i + 1 < BATCH ? inbox.take(0) : Optional.empty();
            long at = nanos.getAsLong();
            standstill.check(wall.millis(), at, at).ifPresent(between -> onGap(between, at));
        }
        endpoint.onTime(now);
        readersOnTime(now);
        hear(link.onTime(now), effects, now);
        if (now - machine.deadlineNanos() >= 0) {
            carryOut(machine.onTime(now), now);
        }
        countersLog.onTime(now);
        pump(now);
        if (first.isEmpty()) {
            endpoint.logTaps(); // a frame that is stuck shall not keep a tap out of the log
        }
    }

    /** A reader that stays silent changes its state without a report of its own. */
    private void readersOnTime(long now) {
        boolean due = now - readers.deadlineNanos() >= 0;
        process(readers.onTime(now), now);
        if (due) {
            observer.readers(readers);
        }
    }

    private void onGap(StandstillWatch.Gap gap, long now) {
        if (gap.slept()) {
            LOG.warn("{}: RSSI samples and waiting intents are discarded, the link is reset", gap.text());
            endpoint.onResume(gap.text(), now);
            link.onResume();
            carryOut(machine.onResume(now), now);
        } else {
            LOG.info("{}: each band gets its whole absent_after again", gap.text());
            endpoint.onStandstill(now);
        }
    }

    private void step(CoreEvent event, long now) {
        try {
            event.on(recorder, now);
            event.on(events, now);
        } catch (RuntimeException e) {
            throw new FaultLimit.EventFault(event, e);
        }
    }

    private final class Events implements CoreEvent.Handler {
        @Override
        public void heard(CoreEvent.Heard event, long now) {
            observer.heard(event.sighting());
            endpoint.onSighting(event.sighting(), now);
        }

        @Override
        public void fromAdapter(CoreEvent.FromAdapter event, long now) {
            event.event().to(endpoint);
            observer.adapter(event.event());
        }

        @Override
        public void fromReader(CoreEvent.FromReader event, long now) {
            process(readers.onReport(event.report(), now), now);
            observer.readers(readers);
        }

        @Override
        public void fromLink(CoreEvent.FromLink event, long now) {
            hear(
                    link.onEvent(event.event(), now),
                    event.event() instanceof LinkEvent.Lost ? lastEffects : effects,
                    now);
        }

        @Override
        public void changed(CoreEvent.Changed event, long now) {
            event.change().to(changes, now);
        }

        @Override
        public void asked(CoreEvent.Asked event, long now) {
            event.answer()
                    .accept(new CoreView(
                            now,
                            endpoint.outbox().roundTripNanos(),
                            endpoint.bands(),
                            readers.view(),
                            counters.counts()));
        }

        @Override
        public void stop(CoreEvent.Stop event, long now) {
            if (!stopping) {
                stopping = true;
                stopUntil = now + FAREWELL;
                carryOut(machine.stop(now), now);
            }
        }
    }

    private final class Changes implements CoreChange.Handler {
        @Override
        public void bands(CoreChange.Bands change, long now) {
            endpoint.use(change.settings(), now);
        }

        @Override
        public void nfc(CoreChange.Nfc change, long now) {
            readers.use(change.settings(), now);
        }

        @Override
        public void agent(CoreChange.Agent change, long now) {
            nextAgent.add(change, now);
        }

        @Override
        public void adapters(CoreChange.Adapters change, long now) {
            endpoint.adaptersReplaced(change.expected());
            observer.adaptersReplaced(change.expected());
        }

        @Override
        public void readers(CoreChange.OtherReaders change, long now) {
            readers.end();
            readers = change.readers();
            observer.readers(readers);
        }
    }

    private void process(List<NfcEvent> events, long now) {
        for (NfcEvent event : events) {
            recorder.fromReaders(event, now);
            endpoint.onReader(event, now);
        }
    }

    private void hear(List<LinkEvent> events, AgentEffect.Handler handler, long now) {
        for (LinkEvent event : events) {
            carryOut(machine.onEvent(event, now), handler, now);
        }
    }

    private void carryOut(List<AgentEffect> wanted, long now) {
        carryOut(wanted, effects, now);
    }

    private void carryOut(List<AgentEffect> wanted, AgentEffect.Handler handler, long now) {
        for (AgentEffect effect : wanted) {
            // The log comes first: it has the end of a connection before the intents that it cost.
            linkLog.note(effect, now);
            effect.on(handler, now);
            observer.link(effect);
        }
    }

    /** Passes the machine's commands to the link, and its reports to the endpoint. */
    private final class Effects extends TransportEffects {
        private final boolean untaken;

        /** @param untaken as {@link Outbox#lost} has it */
        Effects(AgentLink link, boolean untaken) {
            super(link);
            this.untaken = untaken;
        }

        @Override
        public void opened(AgentEffect.Opened effect, long now) {
            openLink = effect.link();
            requestOwed = false;
            endpoint.onLinkOpened();
        }

        @Override
        public void settled(AgentEffect.Settled effect, long now) {}

        @Override
        public void received(AgentEffect.Received effect, long now) {
            requestOwed = true;
            endpoint.onText(effect.text(), now);
        }

        @Override
        public void sent(AgentEffect.Sent effect, long now) {
            endpoint.onSent(now);
        }

        @Override
        public void confirmed(AgentEffect.Confirmed effect, long now) {
            endpoint.outbox().confirmed(effect.mark(), now);
        }

        @Override
        public void linkLost(AgentEffect.LinkLost effect, long now) {
            openLink = 0;
            endpoint.onLinkLost(untaken, effect.cause().kind());
        }

        @Override
        public void connectFailed(AgentEffect.ConnectFailed effect, long now) {
            endpoint.onConnectFailed(effect.cause().kind());
        }
    }

    /** Gives the link what it can take. */
    private void pump(long now) {
        if (!stopping) {
            boolean quiet = openLink == 0 || endpoint.outbox().isQuiet();
            nextAgent.takeIfDue(quiet, now).ifPresent(next -> startAnew(next, now));
        }
        if (openLink == 0) {
            return;
        }
        Optional<String> stuck = endpoint.outbox().stuck(now);
        if (stuck.isPresent()) {
            carryOut(machine.giveUp(new LinkCause(LinkCause.Kind.STUCK, stuck.get()), now), now);
            return;
        }
        if (!nextAgent.isWaiting()) {
            endpoint.nextFrame(now).ifPresent(frame -> send(frame, now));
        }
        if (requestOwed && endpoint.outbox().wantsRequests()) {
            requestOwed = false;
            link.readOn(openLink);
        }
    }

    private void startAnew(CoreChange.Agent next, long now) {
        carryOut(machine.startAnew(NextAgent.CHANGED, now), now);
        endpoint.use(next.identity());
        use(next.link().apply(machine.state().link()));
        carryOut(machine.onTime(now), now);
    }

    private void send(Frame frame, long now) {
        recorder.sent(frame.text(), now);
        link.send(openLink, frame);
    }
}
