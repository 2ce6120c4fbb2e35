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
 * The one loop in which everything is decided: takes an event from the inbox or waits for the earliest deadline, steps the
 * endpoint, the readers and the agent machine, and carries out what they want of the link. All state behind it belongs to its thread.
 *
 * <p>An event that makes it fail by a {@link RuntimeException} is logged with its stack and dropped; a second one within a minute ends the
 * loop, and so does any other {@link Throwable} at once, since a clean start is better than a ghost ({@link VitalThreads}).
 */
public final class Core implements Runnable {
    /** The loop turns at least this often, to notice a sleeping machine. */
    static final long TURN = TimeUnit.SECONDS.toNanos(1);

    /** At least this often what was dropped or damaged is logged. */
    static final long TALLY = TimeUnit.HOURS.toNanos(1);

    /** Two failures within this time are one too many. */
    static final long FAULT_MEMORY = TimeUnit.MINUTES.toNanos(1);

    /** How long the agent may take to answer the close frame when the daemon ends. */
    static final long FAREWELL = TimeUnit.MILLISECONDS.toNanos(500);

    /** Events taken from the inbox in one turn, so that deadlines are looked at in between. */
    static final int BATCH = 256;

    private static final Logger LOG = LoggerFactory.getLogger("core");

    private final Inbox inbox;
    private final Endpoint endpoint;
    private final Readers readers;
    private final AgentMachine machine;
    private final AgentLink link;
    private final AgentEffect.Handler effects;
    private final LinkLog linkLog;
    private final Tally tally;
    private final Recollection recollection;
    private final LongSupplier nanos;
    private final InstantSource wall;

    // All of these: owned by the core's thread.
    private long openLink;
    private boolean requestOwed;
    private boolean stopping;
    private long stopUntil;
    private long nextTally;
    private long lastFault = Long.MIN_VALUE;
    private StandstillWatch standstill;
    /** The event that is being dealt with, for the log when that fails. */
    private Optional<CoreEvent> stepping = Optional.empty();

    private Optional<Supervision> supervision = Optional.empty();

    private Optional<Runnable> afterStart = Optional.empty();

    Core(
            Inbox inbox,
            Endpoint endpoint,
            Readers readers,
            AgentMachine machine,
            AgentLink link,
            LinkLog linkLog,
            Tally tally,
            Recollection recollection,
            LongSupplier nanos,
            InstantSource wall) {
        this.inbox = inbox;
        this.endpoint = endpoint;
        this.readers = readers;
        this.machine = machine;
        this.link = link;
        this.effects = new Effects(link);
        this.linkLog = linkLog;
        this.tally = tally;
        this.recollection = recollection;
        this.nanos = nanos;
        this.wall = wall;
    }

    /** Says how it is to a service manager from now on. Before the thread starts. */
    void superviseBy(Supervision someone) {
        supervision = Optional.of(someone);
    }

    /**
     * What to do once the start is over: an adapter scans, or it is known why none does. On the core's thread, so it must return
     * at once. Before the thread starts.
     */
    void onceStarted(Runnable then) {
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
                LOG.error(
                        "a fault of this program at {}",
                        stepping.map(Object::toString).orElse("a deadline"),
                        e);
                stepping = Optional.empty();
                tally.count("faults of this program");
                if (lastFault != Long.MIN_VALUE && now - lastFault < FAULT_MEMORY) {
                    LOG.error("the second fault within a minute: ending");
                    break;
                }
                lastFault = now;
            }
        }
        endpoint.outbox().end();
        readers.end();
        tell("dropped or damaged since the last such line");
    }

    private long begin() {
        long now = nanos.getAsLong();
        standstill = new StandstillWatch(wall.millis(), now);
        nextTally = now + TALLY;
        return now;
    }

    /**
     * Deals with what waits in the inbox, and with what comes of it, and returns: the loop without its waiting, for a rehearsal.
     * Nothing else may be posted meanwhile, and {@link #run} not be used.
     */
    void rehearse() throws InterruptedException {
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
        long earliest = Math.min(nextTally, Math.min(ofTaps, ofLink));
        return stopping ? Math.min(earliest, stopUntil) : earliest;
    }

    private void turn(Optional<CoreEvent> first, Optional<StandstillWatch.Gap> gap, long now)
            throws InterruptedException {
        if (gap.isPresent()) {
            onGap(gap.get(), now);
        }
        // What waits already comes before the passing of time: a band that was heard must not be taken for silent.
        Optional<CoreEvent> event = first;
        for (int i = 0; event.isPresent() && i < BATCH; i++) {
            step(event.get(), nanos.getAsLong());
            pump(nanos.getAsLong());
            if (!endpoint.outbox().isOnItsWay()) {
                endpoint.tellTaps();
            }
            event = i + 1 < BATCH ? inbox.take(0) : Optional.empty();
            long at = nanos.getAsLong();
            standstill.check(wall.millis(), at, at).ifPresent(between -> onGap(between, at));
        }
        endpoint.onTime(now);
        decided(readers.onTime(now), now);
        hear(link.onTime(now), now);
        if (now - machine.deadlineNanos() >= 0) {
            carryOut(machine.onTime(now), now);
        }
        if (now - nextTally >= 0) {
            nextTally = now + TALLY;
            tell("dropped or damaged in the last hour");
        }
        pump(now);
        if (first.isEmpty()) {
            endpoint.tellTaps(); // a frame that is stuck shall not keep a tap out of the log
        }
    }

    private void onGap(StandstillWatch.Gap gap, long now) {
        if (gap.slept()) {
            LOG.warn("{}: RSSI samples and waiting intents are forgotten, the link is made anew", gap.text());
            endpoint.onResume(gap.text(), now);
            link.onResume();
            carryOut(machine.onResume(now), now);
        } else {
            LOG.info("{}: bands get their whole time anew until they are absent", gap.text());
            endpoint.onStandstill(now);
        }
    }

    private void step(CoreEvent event, long now) {
        stepping = Optional.of(event);
        recollection.of(event, now);
        if (event instanceof CoreEvent.Heard heard) {
            endpoint.onSighting(heard.sighting(), now);
        } else if (event instanceof CoreEvent.FromAdapter from) {
            from.event().to(endpoint);
        } else if (event instanceof CoreEvent.FromReader from) {
            decided(readers.onReport(from.report(), now), now);
        } else if (event instanceof CoreEvent.FromLink from) {
            hear(link.onEvent(from.event(), now), now);
        } else if (event instanceof CoreEvent.Stop && !stopping) {
            stopping = true;
            stopUntil = now + FAREWELL;
            carryOut(machine.stop(now), now);
        }
        stepping = Optional.empty();
    }

    private void decided(List<NfcEvent> events, long now) {
        for (NfcEvent event : events) {
            recollection.of(event, now);
            endpoint.onReader(event, now);
        }
    }

    private void hear(List<LinkEvent> events, long now) {
        for (LinkEvent event : events) {
            carryOut(machine.onEvent(event, now), now);
        }
    }

    private void carryOut(List<AgentEffect> wanted, long now) {
        for (AgentEffect effect : wanted) {
            effect.on(effects, now);
            linkLog.note(effect, now);
        }
    }

    /** Passes the machine's commands to the link, and its reports to the endpoint. */
    private final class Effects extends TransportEffects {
        Effects(AgentLink link) {
            super(link);
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
            endpoint.outbox().sent();
        }

        @Override
        public void confirmed(AgentEffect.Confirmed effect, long now) {
            endpoint.outbox().confirmed(effect.mark(), now);
        }

        @Override
        public void linkLost(AgentEffect.LinkLost effect, long now) {
            openLink = 0;
            // Only the transport's own word comes after every Sent of that connection.
            endpoint.onLinkLost(stepping.filter(Core::isLoss).isPresent());
        }

        @Override
        public void connectFailed(AgentEffect.ConnectFailed effect, long now) {}
    }

    private static boolean isLoss(CoreEvent event) {
        return event instanceof CoreEvent.FromLink from && from.event() instanceof LinkEvent.Lost;
    }

    /** Gives the link what it can take. */
    private void pump(long now) {
        if (openLink == 0) {
            return;
        }
        Optional<String> stuck = endpoint.outbox().stuck(now);
        if (stuck.isPresent()) {
            carryOut(machine.giveUp(new LinkCause(LinkCause.Kind.STUCK, stuck.get()), now), now);
            return;
        }
        endpoint.nextFrame(now).ifPresent(frame -> send(frame, now));
        if (requestOwed && endpoint.outbox().wantsRequests()) {
            requestOwed = false;
            link.readOn(openLink);
        }
    }

    private void send(Outbox.Frame frame, long now) {
        recollection.sent(frame.text(), now);
        link.send(openLink, new Frame(Envelope.operationOf(frame.text()), frame.text(), frame.mark()));
    }

    private void tell(String since) {
        tally.news().ifPresent(news -> LOG.info("{}: {}", since, news));
    }
}
