package nbe.endpoint;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nbe.agent.link.Frame;
import nbe.bgapi.machine.AdapterStatus;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;

/**
 * Decides which frame goes to the agent next (docs/protocol.md, sections 4.2 and 5.4). After a connect: {@code endpoint}; the adapters'
 * status as soon as it is known ({@link Session}); then, whenever a frame may go, the first of these that waits:
 *
 * <ol>
 *   <li>the adapters' status;
 *   <li>an intent, behind the presence of its own band ({@link SendQueue}) and ahead of everything else;
 *   <li>answers, and presences of bands that the agent knows, in turn;
 *   <li>presences of bands that it does not know.
 * </ol>
 *
 * <p>The last two go only while little of them is on the way to the agent ({@link Confirmations#hasRoom}), so that no more than that
 * delays an intent, however slow the link. Presence is state: of each band the outbox keeps only the newest, and sends it once a
 * connection. An intent is valid for {@link #INTENT_LIFE}: if the operating system has not taken it by then, the outbox drops and
 * reports it; if it has, and the agent has not confirmed it by then, the core ends the connection. At most {@link #INTENTS} wait; one
 * more and the outbox drops the oldest.
 *
 * <p>Pure; belongs to the core's thread. One frame is with the transport at a time: {@link #next}, then {@link #sent} or {@link #lost}.
 * No operation on a frame, a request or a change takes longer because more waits.
 */
final class Outbox {
    /** How old an intent may be when the operating system takes it. */
    static final long INTENT_LIFE = TimeUnit.SECONDS.toNanos(2);

    /**
     * How long an intent waits behind an adapter whose status is not known yet. Then it goes ahead of it, so that no NFC tap is
     * lost while a dongle is being recovered.
     */
    static final long INTENT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(1500);

    /** Intents that may wait: far more than people can tap in {@link #INTENT_LIFE}. */
    static final int INTENTS = 256;

    /** Why an intent was not sent. */
    enum Dropped {
        /** Older than {@link #INTENT_LIFE} before it could be handed over. */
        TOO_OLD("the agent could not be reached within 2 s"),
        /** More than {@link #INTENTS} were waiting. */
        TOO_MANY("too many were waiting"),
        /** Not confirmed when the connection ended: it may have arrived, so it is not sent again. */
        UNCERTAIN("the connection ended before the agent confirmed it, so that it may have arrived"),
        /** The machine slept while it waited, or its clock was set: its age is unknown. */
        SLEPT("the computer slept or its clock was set meanwhile"),
        /** The daemon ended first. */
        ENDED("the daemon ended");

        private final String reason;

        Dropped(String reason) {
            this.reason = reason;
        }

        /** For the log. */
        String reason() {
            return reason;
        }
    }

    /** Gets every intent that the outbox drops. */
    @FunctionalInterface
    interface DropListener {
        void dropped(Intent intent, Dropped why);
    }

    private boolean bleEnabled;
    private final DropListener drops;

    private final ReportedPresences reported = new ReportedPresences();
    private final SendQueue queue = new SendQueue(reported);
    private final Answers answers = new Answers(reported);
    private final Confirmations confirmations = new Confirmations();

    private Session session = Session.CLOSED;
    private boolean answersFirst;

    Outbox(boolean bleEnabled, DropListener drops) {
        this.bleEnabled = bleEnabled;
        this.drops = drops;
    }

    /** Bluetooth was switched on or off: connections from now on are told so. */
    void bleEnabled(boolean enabled) {
        bleEnabled = enabled;
    }

    /** The next connection is to another agent. Between two connections. */
    void forgetAgent() {
        confirmations.forgetAgent();
    }

    /** Whether no intent is on its way: with the transport, or unconfirmed. */
    boolean isQuiet() {
        return confirmations.sendingIntent().isEmpty() && !confirmations.anyUnconfirmed();
    }

    /** For tests. */
    Session session() {
        return session;
    }

    /** A connection is open: everything but intents begins anew. */
    void opened(Message endpoint, Optional<AdapterStatus> known, Collection<PresenceChanged> present) {
        forgetConnection();
        boolean introduced = !bleEnabled || known.isPresent();
        session = Session.greeting(endpoint, introduced ? Session.introduced(known) : Session.AWAITING_ADAPTERS);
        if (introduced) {
            present.forEach(queue::addFirst);
        }
    }

    /**
     * The connection is gone. An intent that the transport has got goes on the next connection only if the operating system certainly
     * did not take it; otherwise it might arrive twice, and the outbox drops it. It also drops those that were taken and not confirmed.
     *
     * @param untaken true if the transport itself reported the end, after everything that it had handed over
     */
    void lost(boolean untaken) {
        Optional<Intent> sending = confirmations.sendingIntent();
        confirmations.unconfirmed().forEach(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        forgetConnection();
        if (untaken) {
            sending.ifPresent(queue::putBack);
        } else {
            sending.ifPresent(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        }
    }

    /** The status of all adapters together has changed; {@code present} are the bands of this moment. */
    void adapters(AdapterStatus now, Collection<PresenceChanged> present) {
        boolean before = session.isIntroduced();
        session = session.onAdapters(now);
        if (session.isIntroduced() && !before) {
            present.forEach(queue::addFirst);
        }
    }

    /** The presence of a band changed. */
    void presence(PresenceChanged presence) {
        if (session.isIntroduced()) { // else the snapshot will contain it
            queue.add(presence);
        }
    }

    /** A tap. The outbox keeps it also without a connection. */
    void intent(Intent intent) {
        if (queue.intents() >= INTENTS) {
            drops.dropped(queue.takeIntent(), Dropped.TOO_MANY);
        }
        queue.add(intent);
    }

    /** An answer that depends on nothing here. */
    void answer(Message message) {
        if (session.isOpen()) {
            answers.add(message);
        }
    }

    /** The agent requests the last presence of one band, or of all, again. */
    void replay(Optional<BandAddress> band, Optional<String> exchange) {
        if (session.isOpen()) {
            answers.addReplay(band, exchange);
        }
    }

    /** Whether the core should read a further request of the agent. */
    boolean wantsRequests() {
        return answers.wantRequests();
    }

    /** The next frame, if one may be sent now; the transport has it then. */
    Optional<Frame> next(long now) {
        return confirmations.isSending() ? Optional.empty() : session.next(this, now);
    }

    /** The first frame of a connection. */
    Optional<Frame> greet(Session.Greeting greeting, long now) {
        session = greeting.next();
        return Optional.of(confirmations.sendMarked(greeting.endpoint(), now));
    }

    Optional<Frame> nextBeforeIntroduction(long now) {
        expire(now);
        Optional<Intent> oldest = queue.oldestIntent();
        if (oldest.isPresent() && now - oldest.get().tapNanos() >= INTENT_PATIENCE && confirmations.takesIntents()) {
            return Optional.of(sendIntent(now));
        }
        return answers.nextWithoutBands().map(message -> confirmations.send(message, now));
    }

    Optional<Frame> nextInOrder(Session.Introduced introduced, long now) {
        expire(now);
        queue.onTime(now);
        if (queue.intents() == 0 && !anyUnhurried()) {
            return Optional.empty(); // as after almost every sighting: makes no object
        }
        Optional<Frame> urgent = nextStatus(introduced, now).or(() -> nextOfIntents(now));
        return urgent.isPresent() || !confirmations.hasRoom(now)
                ? urgent
                : nextInTurn(now).or(() -> report(queue.takeStranger(), now));
    }

    private Optional<Frame> nextStatus(Session.Introduced introduced, long now) {
        session = introduced.afterNews();
        return introduced.news().map(status -> confirmations.send(Envelope.adapters(status), now));
    }

    private Optional<Frame> nextOfIntents(long now) {
        if (queue.intents() == 0 || !confirmations.takesIntents()) {
            return Optional.empty();
        }
        return report(queue.takePresenceBeforeIntent(), now).or(() -> Optional.of(sendIntent(now)));
    }

    private Frame sendIntent(long now) {
        return confirmations.send(queue.takeIntent(), now);
    }

    private Optional<Frame> nextInTurn(long now) {
        Optional<Frame> next = answersFirst ? nextAnswer(now) : report(queue.takeKnown(), now);
        if (next.isPresent()) {
            answersFirst = !answersFirst;
            return next;
        }
        return answersFirst ? report(queue.takeKnown(), now) : nextAnswer(now);
    }

    private Optional<Frame> nextAnswer(long now) {
        return answers.next().map(message -> confirmations.send(message, now));
    }

    private Optional<Frame> report(Optional<PresenceChanged> next, long now) {
        if (next.isEmpty()) {
            return Optional.empty();
        }
        reported.add(next.get(), now);
        return Optional.of(confirmations.send(Envelope.presence(next.get(), Optional.empty()), now));
    }

    /** A frame that may go only where nothing else waits, if {@code source} has one. */
    Optional<Frame> nextOfNoUrgency(Supplier<Optional<Message>> source, long now) {
        return isIdle() ? source.get().map(message -> confirmations.send(message, now)) : Optional.empty();
    }

    /** Whether the transport has a frame that the operating system has not taken. */
    boolean isSending() {
        return confirmations.isSending();
    }

    /** The frame that {@link #isSending} means, if it is an intent. */
    Optional<Intent> sendingIntent() {
        return confirmations.sendingIntent();
    }

    /** How long the agent took to answer the last ping of this connection. */
    OptionalLong roundTripNanos() {
        return confirmations.roundTripNanos();
    }

    /** Whether a frame could be sent and none waits. */
    boolean isIdle() {
        return session.isIntroduced() && !confirmations.isSending() && queue.intents() == 0 && !anyUnhurried();
    }

    private boolean anyUnhurried() {
        return session.hasMessage() || !answers.isEmpty() || queue.anyPresence();
    }

    /** The operating system has taken the frame. */
    void sent() {
        confirmations.sent();
    }

    /** The agent has read everything up to and including the frame of this mark. */
    void confirmed(long mark, long now) {
        confirmations.confirmed(mark, now);
    }

    /** Drops the intents that are too old, or would be before the agent confirms them. */
    void expire(long now) {
        for (Optional<Intent> oldest = queue.oldestIntent();
                oldest.isPresent() && now - oldest.get().tapNanos() >= handOverNanos();
                oldest = queue.oldestIntent()) {
            drops.dropped(queue.takeIntent(), Dropped.TOO_OLD);
        }
    }

    /** The agent is unlikely to confirm an intent within its life that is handed over later than this after its tap. */
    private long handOverNanos() {
        return INTENT_LIFE - confirmations.allowanceNanos();
    }

    /**
     * Why the core must end the connection: an intent has become too old with the transport, or with the operating system and
     * unconfirmed, and would otherwise arrive late. Empty: no such intent. {@link #lost} reports it.
     */
    Optional<String> stuck(long now) {
        Optional<Intent> sending = confirmations.sendingIntent();
        if (sending.isPresent() && now - sending.get().tapNanos() >= INTENT_LIFE) {
            return Optional.of(
                    "the agent takes no data: an intent was on its way for 2 s, and the connection is ended so"
                            + " that it does not arrive late");
        }
        return confirmations.overdue(now)
                ? Optional.of(
                        "an intent was sent, and 2 s after its tap the agent had not answered the ping behind it; the"
                                + " connection is ended so that it does not arrive late")
                : Optional.empty();
    }

    /** The machine slept: monotonic time may have stood still, so that an intent of yesterday would seem young. */
    void slept() {
        dropAll(Dropped.SLEPT);
    }

    /** The daemon ends: reports what waits. */
    void end() {
        confirmations.unconfirmed().forEach(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        confirmations.sendingIntent().ifPresent(intent -> drops.dropped(intent, Dropped.UNCERTAIN));
        dropAll(Dropped.ENDED);
        forgetConnection();
    }

    private void dropAll(Dropped why) {
        while (queue.intents() > 0) {
            drops.dropped(queue.takeIntent(), why);
        }
    }

    /** When {@link #expire}, {@link #stuck} or {@link #next} has something to do though nothing happens. */
    long deadlineNanos() {
        long earliest = confirmations.deadlineNanos();
        boolean maySend = session.isOpen() && !confirmations.isSending();
        Optional<Intent> oldest = queue.oldestIntent();
        if (oldest.isPresent()) {
            boolean patient = maySend && !session.isIntroduced() && confirmations.takesIntents();
            earliest = Math.min(earliest, oldest.get().tapNanos() + (patient ? INTENT_PATIENCE : handOverNanos()));
        }
        if (maySend && session.isIntroduced()) {
            earliest = Math.min(earliest, queue.deadlineNanos());
            earliest = anyUnhurried() ? Math.min(earliest, confirmations.roomNanos()) : earliest;
        }
        return earliest;
    }

    private void forgetConnection() {
        session = Session.CLOSED;
        reported.clear();
        answers.clear();
        queue.forgetPresences();
        confirmations.forgetConnection();
    }
}
