package nbe.pcsc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import nbe.base.Finding;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.BindingInUse;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.ReaderStatus;
import nbe.pcsc.binding.ServiceText;
import nbe.pcsc.filter.ReaderFilter;
import nbe.pcsc.filter.UnmatchedEntries;

/**
 * Probes service, readers and cards once, for {@code nbe doctor}. It leaves a card alone that another program uses. A machine without a
 * PC/SC service or reader is a warning and no fault: many terminals have no reader.
 */
public final class PcscProbe {
    private static final String SUBJECT = "readers";
    private static final int LIMIT_SECONDS = 5;

    private final NfcSettings settings;
    private final Pcsc.Source source;
    private final LongSupplier nanoTime;

    /**
     * @param source the library; a {@link PcscSource} outside of tests
     * @param nanoTime monotonic clock, nanoseconds
     */
    public PcscProbe(NfcSettings settings, Pcsc.Source source, LongSupplier nanoTime) {
        this.settings = settings;
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /**
     * What the probe found.
     *
     * @param readers how many readers the service lists; empty if it does not answer
     * @param findings one for each reader, watched or not, or why there is none
     */
    public record Result(Optional<Integer> readers, List<Finding> findings) {
        /** Copies the findings. */
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /** Blocks 5 s at most. */
    public Result run() throws InterruptedException {
        FutureTask<Result> task = new FutureTask<>(this::probe);
        Thread thread = new Thread(task, "pcsc-probe");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return noService("the PC/SC service does not answer within " + LIMIT_SECONDS
                    + " s: another program holds a card, or a reader hangs; replug it, then restart the service");
        } catch (ExecutionException e) {
            return noService(ServiceText.noLibrary(e.getCause()));
        }
    }

    private static Result noService(String problem) {
        return new Result(Optional.empty(), List.of(none(problem)));
    }

    private static Finding none(String problem) {
        return Finding.warning(
                SUBJECT, problem, "a terminal without a reader needs none: [nfc] enabled = false ends this warning");
    }

    private Result probe() throws InterruptedException {
        Pcsc pcsc = source.load();
        List<Finding> findings = new ArrayList<>(binding(pcsc.binding()));
        try {
            return new Result(Optional.of(probe(pcsc, findings)), findings);
        } catch (PcscException e) {
            findings.add(none(ServiceText.of(e)));
            return new Result(Optional.empty(), findings);
        }
    }

    /** Adds the findings, and gives how many readers the service lists. */
    private int probe(Pcsc pcsc, List<Finding> findings) throws PcscException, InterruptedException {
        try (PcscContext context = pcsc.newContext();
                UidReading reading = new UidReading(pcsc, nanoTime, UidRequest::pause)) {
            List<String> names = context.readers();
            if (names.isEmpty()) {
                findings.add(Finding.warning(
                        SUBJECT,
                        "the PC/SC service runs and knows no reader",
                        "plug one in; a terminal without a reader: [nfc] enabled = false ends this warning"));
                return 0;
            }
            List<String> watched = new ReaderFilter(settings.readers()).watched(names);
            UnmatchedEntries.unmatched(settings.readers(), names)
                    .forEach(entry -> findings.add(Finding.warning(SUBJECT, entry.text(), entry.remedy())));
            for (ReaderStatus status : context.awaitChange(
                    names.stream().map(ReaderStatus::unaware).toList(), 0)) {
                String name = status.reader();
                findings.add(reader(status, reading)
                        .about(watched.contains(name) ? name : name + " (not watched: see [nfc] readers)"));
            }
            return names.size();
        }
    }

    /** The binding, unless it is the default and nothing is wrong with it. */
    static List<Finding> binding(BindingInUse binding) {
        Optional<Finding> warning = binding.warning().map(what -> Finding.warning(SUBJECT, what, BindingInUse.REMEDY));
        return binding.binding() == Binding.NATIVE
                ? List.of()
                : List.of(warning.orElse(Finding.ok(
                        SUBJECT, "PC/SC by the binding " + binding.binding().word())));
    }

    private Finding reader(ReaderStatus status, UidReading reading) throws InterruptedException {
        if (status.unknown() || status.unavailable()) {
            return Finding.warning(SUBJECT, "its driver cannot reach it", "unplug the reader and plug it in again");
        }
        if (!status.present()) {
            return Finding.ok(SUBJECT, "no card");
        }
        if (!status.readable()) { // a phantom slot, a metal object, a card put in the wrong way round
            return Finding.warning(
                    SUBJECT,
                    "something that does not answer as a card",
                    "take away what lies there, or replug the reader");
        }
        return Finding.ok(SUBJECT, "a card" + card(status, reading));
    }

    /** The end of the finding: the card's UID, or why it was not read, or why the daemon ignores it. */
    private String card(ReaderStatus status, UidReading reading) throws InterruptedException {
        if (status.inUse() || status.exclusive()) {
            return "; another program uses the card; not read";
        }
        Placement lying = new Placement(nanoTime.getAsLong(), true);
        return reading.read(new UidRequest(status.reader(), lying)).to(new UidOutcome.Cases<>() {
            @Override
            public String got(UidOutcome.Got got) {
                return ", UID " + got.uid() + remarkOn(got.uid());
            }

            @Override
            public String unread(UidOutcome.Unread unread) {
                return "; gives no UID: " + unread.why();
            }

            @Override
            public String barred(UidOutcome.Barred barred) {
                return "; " + barred.why();
            }
        });
    }

    private String remarkOn(Uid uid) {
        if (uid.random()) {
            return "; random UID: phone or privacy card";
        }
        return settings.uidLengths().contains(uid.length())
                ? ""
                : "; UID of " + uid.length() + " bytes: not among uid_lengths";
    }
}
