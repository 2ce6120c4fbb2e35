package nbe.pcsc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything about the readers is decided: which came and went, which card is to be read, what becomes of the answer.
 * Owned by one thread; knows neither clock nor PC/SC. Reports and the time come in, {@link Hands} carries out.
 */
final class Desk {
    /** A connect or transmit that takes longer is given up (field experience: a held transaction blocks it for ever). */
    static final long WATCHDOG_NANOS = 2_000_000_000L;

    /** A placement older than this is worth nothing any more: nobody may be standing there (contract section 5). */
    static final long LATE_NANOS = 2_000_000_000L;

    /** A card that could not be read and still lies there after this was not merely taken away too soon. */
    static final long UNREAD_NANOS = 1_000_000_000L;

    /**
     * A reader that is listed, but whose driver cannot reach it, for this long is not merely being unplugged: until pcscd has
     * noticed that, it looks the same.
     */
    static final long UNREACHED_NANOS = 3_000_000_000L;

    private static final String UNREACHED = "its driver cannot reach it; unplug it and plug it in again";

    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    /** What the desk has done. */
    interface Hands {
        void post(NfcEvent event);

        /** Gives a reader its thread. */
        void seat(String reader);

        /** Ends a reader's thread. */
        void unseat(String reader);

        /** Hands an order to the reader's thread; false if it cannot take one. */
        boolean read(ReadOrder order);

        /** Leaves the reader's thread to itself and gives the reader another. */
        void replace(String reader);
    }

    private static final class Seat {
        final Placements placements;
        ReadOrder reading;
        long readingSinceNanos;
        Placement next;
        Placement unread;
        long unreadSinceNanos;
        String unreadWhy;
        boolean unreached;
        boolean unreachedTold;
        long unreachedSinceNanos;
        String trouble;

        Seat(Placements placements) {
            this.placements = placements;
        }
    }

    private enum Service {
        NEVER_SEEN,
        UP,
        DOWN
    }

    private final Set<Integer> uidLengths;
    private final Hands hands;
    private final Map<String, Seat> seats = new LinkedHashMap<>();
    private Service service = Service.NEVER_SEEN;
    /** Whether the readers of the next snapshot have been there for long: at our first look at a service that runs. */
    private boolean settled;

    Desk(Set<Integer> uidLengths, Hands hands) {
        this.uidLengths = uidLengths;
        this.hands = hands;
    }

    /**
     * The service answers, for the first time or again.
     *
     * @param young whether it has only just started: then a card that shows up at once lay there before
     */
    void onServiceUp(int readers, boolean young) {
        settled = service == Service.NEVER_SEEN && !young;
        service = Service.UP;
        LOG.info("PC/SC service up, {}", readers == 1 ? "1 reader" : readers + " readers");
        hands.post(new NfcEvent.ServiceUp(readers));
    }

    /** The service does not answer; told once until it does. */
    void onServiceDown(String reason) {
        if (service == Service.DOWN) {
            LOG.debug("PC/SC service still down: {}", reason);
            return;
        }
        List.copyOf(seats.keySet()).forEach(this::remove);
        service = Service.DOWN;
        LOG.info("PC/SC service down: {}", reason);
        hands.post(new NfcEvent.ServiceDown(reason));
    }

    /** The states of all watched readers, as of {@code nowNanos}; one that is not among them is gone. */
    void onSnapshot(List<ReaderStatus> all, long nowNanos) {
        Set<String> names = all.stream().map(ReaderStatus::reader).collect(Collectors.toSet());
        seats.keySet().stream().filter(name -> !names.contains(name)).toList().forEach(this::remove);
        for (ReaderStatus status : all) {
            Seat seat = seats.get(status.reader());
            if (seat == null) {
                arrive(status, nowNanos);
            } else {
                change(status.reader(), seat, seat.placements.onStatus(status, nowNanos), nowNanos);
                reach(status, seat, nowNanos);
            }
        }
        settled = false;
    }

    private void arrive(ReaderStatus status, long nowNanos) {
        Seat seat = new Seat(new Placements(status, !settled, nowNanos));
        seats.put(status.reader(), seat);
        LOG.info(
                "reader {} arrived{}",
                status.reader(),
                status.present() ? ", a card lies on it: taken as forgotten" : "");
        hands.seat(status.reader());
        hands.post(new NfcEvent.ReaderArrived(status.reader()));
        reach(status, seat, nowNanos);
        Placement lying = seat.placements.lyingAtStart();
        if (lying != null) {
            read(status.reader(), seat, lying, nowNanos);
        }
    }

    private static void reach(ReaderStatus status, Seat seat, long nowNanos) {
        if (!status.unavailable()) {
            seat.unreached = false;
            if (seat.unreachedTold) {
                seat.unreachedTold = false;
                works(status.reader(), seat);
            }
        } else if (!seat.unreached) {
            seat.unreached = true;
            seat.unreachedSinceNanos = nowNanos;
        }
    }

    private static void works(String reader, Seat seat) {
        if (seat.trouble != null) {
            LOG.info("reader {} works again (before: {})", reader, seat.trouble);
            seat.trouble = null;
        }
    }

    private void remove(String reader) {
        Seat seat = seats.remove(reader);
        if (seat.reading != null) {
            seat.reading.cancel();
        }
        LOG.info("reader {} gone", reader);
        hands.unseat(reader);
        hands.post(new NfcEvent.ReaderGone(reader));
    }

    private void change(String reader, Seat seat, Placements.Change change, long nowNanos) {
        if (change.left() != null) {
            LOG.debug("{}: card removed", reader);
            seat.next = seat.next == change.left() ? null : seat.next;
            seat.unread = null;
            if (seat.reading != null && seat.reading.placement() == change.left()) {
                seat.reading.cancel();
            }
        }
        if (change.came() != null) {
            LOG.debug("{}: card placed", reader);
            read(reader, seat, change.came(), nowNanos);
        }
    }

    private void read(String reader, Seat seat, Placement placement, long nowNanos) {
        if (seat.reading != null) {
            seat.next = placement;
            return;
        }
        ReadOrder order = new ReadOrder(reader, placement);
        if (hands.read(order)) {
            seat.reading = order;
            seat.readingSinceNanos = nowNanos;
        } else {
            LOG.debug("{}: card not read, the calls before are stuck still", reader);
        }
    }

    /** A reader thread is done with an order; one that was given up meanwhile is ignored. */
    void onRead(ReadOrder order, ReadOutcome outcome, long nowNanos) {
        Seat seat = seats.get(order.reader());
        if (seat == null || seat.reading != order) {
            LOG.debug("{}: answer after the time was up, dropped", order.reader());
            return;
        }
        seat.reading = null;
        if (outcome instanceof ReadOutcome.Got got) {
            identified(order, seat, got, nowNanos);
        } else if (outcome instanceof ReadOutcome.Barred barred) {
            trouble(order.reader(), seat, barred.why());
        } else if (outcome instanceof ReadOutcome.Unread unread) {
            LOG.debug("{}: card not read: {}", order.reader(), unread.why());
            if (seat.placements.lies(order.placement())) {
                seat.unread = order.placement();
                seat.unreadSinceNanos = nowNanos;
                seat.unreadWhy = unread.why();
            }
        }
        readNext(order.reader(), seat, nowNanos);
    }

    private void readNext(String reader, Seat seat, long nowNanos) {
        Placement next = seat.next;
        seat.next = null;
        if (next != null) {
            read(reader, seat, next, nowNanos);
        }
    }

    private void identified(ReadOrder order, Seat seat, ReadOutcome.Got got, long nowNanos) {
        String reader = order.reader();
        Uid uid = got.uid();
        Placement placement = order.placement();
        works(reader, seat);
        boolean counts = seat.placements.counts(placement, uid, got.connectedNanos(), got.readNanos());
        if (uid.random()) {
            LOG.debug("{}: random UID: phone or privacy card ({})", reader, uid);
        } else if (!uidLengths.contains(uid.length())) {
            LOG.debug("{}: UID of {} bytes is no band's ({})", reader, uid.length(), uid);
        } else if (!counts) {
            LOG.debug("{}: {} is no new placement", reader, uid);
        } else if (nowNanos - placement.atNanos > LATE_NANOS) {
            LOG.info("reader {}: {} took too long to read, tap dropped", reader, uid);
        } else {
            LOG.debug("{}: {} placed", reader, uid);
            hands.post(new NfcEvent.CardPlaced(reader, uid, placement.atNanos));
        }
    }

    private void trouble(String reader, Seat seat, String what) {
        if (what.equals(seat.trouble)) {
            LOG.debug("{}: still {}", reader, what);
            return;
        }
        seat.trouble = what;
        LOG.warn("reader {} is of no use at present: {}", reader, what);
        hands.post(new NfcEvent.ReaderTrouble(reader, what));
    }

    /** When {@link #onTime} wants to be called, monotonic nanoseconds; empty if nothing is due. */
    OptionalLong deadlineNanos(long nowNanos) {
        OptionalLong wait = seats.values().stream()
                .flatMapToLong(seat -> LongStream.of(
                        seat.reading == null ? Long.MAX_VALUE : seat.readingSinceNanos + WATCHDOG_NANOS - nowNanos,
                        seat.unread == null ? Long.MAX_VALUE : seat.unreadSinceNanos + UNREAD_NANOS - nowNanos,
                        !seat.unreached || seat.unreachedTold
                                ? Long.MAX_VALUE
                                : seat.unreachedSinceNanos + UNREACHED_NANOS - nowNanos))
                .filter(nanos -> nanos != Long.MAX_VALUE)
                .min();
        return wait.isEmpty() ? wait : OptionalLong.of(nowNanos + wait.getAsLong());
    }

    /** Gives up what has taken too long. */
    void onTime(long nowNanos) {
        seats.forEach((reader, seat) -> {
            if (seat.reading != null && nowNanos - seat.readingSinceNanos >= WATCHDOG_NANOS) {
                seat.reading.cancel();
                seat.reading = null;
                hands.replace(reader);
                trouble(
                        reader,
                        seat,
                        "no answer for 2 s: another program holds its card, or it hangs; close that program, or replug it");
                readNext(reader, seat, nowNanos);
            }
            if (seat.unread != null && nowNanos - seat.unreadSinceNanos >= UNREAD_NANOS) {
                seat.unread = null;
                trouble(reader, seat, "the card on it does not give its UID (" + seat.unreadWhy + "); take it away");
            }
            if (seat.unreached && !seat.unreachedTold && nowNanos - seat.unreachedSinceNanos >= UNREACHED_NANOS) {
                seat.unreachedTold = true;
                trouble(reader, seat, UNREACHED);
            }
        });
    }
}
