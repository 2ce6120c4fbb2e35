package nbe.pcsc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Probes service, readers and cards once, for {@code nbe doctor}. Does not touch a card that another program uses. */
public final class PcscProbe {
    private static final int LIMIT_SECONDS = 5;

    /** Whether a card lies on a reader. */
    public enum Card {
        NONE,
        /** A card that answers. */
        PRESENT,
        /** Present, but does not answer: a phantom slot, a metal object, a card the wrong way round. */
        MUTE,
        /** The service lists the reader and has no state of it. */
        UNKNOWN
    }

    /**
     * One reader.
     *
     * @param watched whether the daemon watches it with these settings
     * @param inUse whether another program is connected to its card
     * @param uid of the card, if it could be read
     * @param remark why there is no UID, or why the daemon ignores this one; empty if all is well
     */
    public record Reader(String name, boolean watched, Card card, boolean inUse, Optional<Uid> uid, String remark) {}

    /**
     * The result.
     *
     * @param problem why there is no service, with the remedy; empty if it answers
     * @param readers all readers of the service, watched or not
     */
    public record Report(Optional<String> problem, List<Reader> readers) {}

    private final NfcSettings settings;
    private final Pcsc.Source source;
    private final LongSupplier nanoTime;

    /**
     * @param source the library; {@link NativePcsc#load} outside of tests
     * @param nanoTime monotonic clock, nanoseconds
     */
    public PcscProbe(NfcSettings settings, Pcsc.Source source, LongSupplier nanoTime) {
        this.settings = settings;
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** Probes on a thread of its own; gives up after 5 s. */
    public Report run() throws InterruptedException {
        FutureTask<Report> probing = new FutureTask<>(this::probe);
        Thread thread = new Thread(probing, "pcsc-probe");
        thread.setDaemon(true);
        thread.start();
        try {
            return probing.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return failed("the PC/SC service does not answer within " + LIMIT_SECONDS
                    + " s: another program holds a card, or a reader hangs; replug it, then restart the service");
        } catch (ExecutionException e) {
            return failed(
                    e.getCause() instanceof PcscException refused
                            ? ServiceText.of(refused)
                            : ServiceText.noLibrary(e.getCause()));
        }
    }

    private static Report failed(String problem) {
        return new Report(Optional.of(problem), List.of());
    }

    private Report probe() throws PcscException, InterruptedException {
        Pcsc pcsc = source.load();
        try (PcscContext context = pcsc.newContext();
                UidReading reading = new UidReading(pcsc, nanoTime, UidRequest::pause)) {
            List<String> names = context.readers();
            List<String> watched = new ReaderFilter(settings.readers()).watched(names);
            List<ReaderStatus> states = names.isEmpty()
                    ? List.of()
                    : context.awaitChange(
                            names.stream().map(ReaderStatus::unaware).toList(), 0);
            List<Reader> readers = new ArrayList<>();
            for (ReaderStatus status : states) {
                readers.add(reader(status, watched.contains(status.reader()), reading));
            }
            return new Report(Optional.empty(), List.copyOf(readers));
        }
    }

    private Reader reader(ReaderStatus status, boolean watched, UidReading reading) throws InterruptedException {
        boolean inUse = status.inUse() || status.exclusive();
        Answer answer = new Answer(Optional.empty(), "");
        if (status.readable() && inUse) {
            answer = new Answer(Optional.empty(), "another program uses the card; not read");
        } else if (status.readable()) {
            Placement lying = new Placement(nanoTime.getAsLong(), true);
            answer = reading.read(new UidRequest(status.reader(), lying)).to(new Answers());
        }
        return new Reader(status.reader(), watched, card(status), inUse, answer.uid(), answer.remark());
    }

    /** What the card of a reader answered. */
    private record Answer(Optional<Uid> uid, String remark) {}

    private final class Answers implements UidOutcome.Cases<Answer> {
        @Override
        public Answer got(UidOutcome.Got got) {
            return new Answer(Optional.of(got.uid()), remarkOn(got.uid()));
        }

        @Override
        public Answer unread(UidOutcome.Unread unread) {
            return new Answer(Optional.empty(), "gives no UID: " + unread.why());
        }

        @Override
        public Answer barred(UidOutcome.Barred barred) {
            return new Answer(Optional.empty(), barred.why());
        }
    }

    private String remarkOn(Uid uid) {
        if (uid.random()) {
            return "random UID: phone or privacy card";
        }
        return settings.uidLengths().contains(uid.length())
                ? ""
                : "UID of " + uid.length() + " bytes: not among uid_lengths";
    }

    private static Card card(ReaderStatus status) {
        if (status.unknown() || status.unavailable()) {
            return Card.UNKNOWN;
        }
        if (!status.present()) {
            return Card.NONE;
        }
        return status.readable() ? Card.PRESENT : Card.MUTE;
    }
}
