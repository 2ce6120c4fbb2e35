package nbe.cli.tune;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import nbe.base.Printable;
import nbe.cli.process.StopSignals;
import nbe.cli.record.RecordingSource;
import nbe.cli.screen.LiveScreen;
import nbe.recording.Forgetting;
import nbe.recording.Mark;
import nbe.recording.Recording;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * One session of {@code nbe tune}. The threads of the source put what is heard into a bounded queue; the thread of {@link #run} keeps it,
 * and shows it to the {@link Guide}.
 */
public final class TuneSession implements RecordingSource.Sink {
    private static final int QUEUE_SIZE = 20_000;
    /** More than forty bands that advertise ten times a second leave in fifteen minutes. */
    private static final int MOST_SIGHTINGS = 500_000;

    private final LongSupplier nanos;
    private final StopSignals stop;
    private final long startNanos;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(QUEUE_SIZE);
    private final LongAdder dropped = new LongAdder();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Forgetting> forgettings = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private Optional<Guide> guide = Optional.empty();
    private volatile boolean scanned;
    private volatile Optional<String> sourceEnded = Optional.empty();
    private Optional<String> whyNot = Optional.empty();

    /**
     * The session begins now; {@link #run} starts its source.
     *
     * @param nanos monotonic clock
     */
    public TuneSession(LongSupplier nanos, StopSignals stop) {
        this.nanos = nanos;
        this.stop = stop;
        this.startNanos = nanos.getAsLong();
    }

    /**
     * Leads a person through the steps: on the screen if there is one, else by lines on {@code err}.
     *
     * @param only the band to watch; empty: the one with the clearest holds
     * @return whether all steps are done; if not, {@link #whyNot} has the reason
     */
    public boolean run(RecordingSource source, Durations durations, Optional<BandAddress> only, PrintWriter err)
            throws IOException, InterruptedException {
        Optional<LiveScreen> screen = LiveScreen.open();
        try (Face face = screen.<Face>map(ScreenFace::new).orElseGet(() -> new PlainFace(err, stop))) {
            return run(source, durations, only, face);
        }
    }

    boolean run(RecordingSource source, Durations durations, Optional<BandAddress> only, Face face)
            throws IOException, InterruptedException {
        Guide running = new Guide(durations, only, face::say, nanos.getAsLong());
        guide = Optional.of(running);
        source.start(this);
        Face.Wish wish = Face.Wish.NOTHING;
        try {
            while (!running.isOver() && sourceEnded.isEmpty() && !stop.isRequested() && wish != Face.Wish.QUIT) {
                for (Runnable heard = queue.poll(); heard != null; heard = queue.poll()) {
                    heard.run();
                }
                long now = nanos.getAsLong();
                if (wish == Face.Wish.AGAIN) {
                    running.again(now);
                }
                running.tick(now);
                wish = face.show(running.view(now));
            }
        } finally {
            source.stop();
        }
        running.marks().forEach(mark -> marks.add(new Mark(mark.atNanos() - startNanos, mark.text(), 0)));
        whyNot = running.failure().or(() -> sourceEnded.map(Printable::line));
        return whyNot.isEmpty() && running.isOver();
    }

    /** What was heard and when the steps began. */
    public Recording recording(String name) {
        return new Recording(name, sightings, marks, forgettings);
    }

    /** Why the session did not come to its end; empty: it did, or the person ended it. */
    public Optional<String> whyNot() {
        return whyNot;
    }

    /** Whether any adapter has scanned so far. */
    public boolean hasScanned() {
        return scanned;
    }

    /** Sightings that were lost. */
    public long lost() {
        return dropped.sum();
    }

    @Override
    public void heard(Sighting sighting) {
        if (!queue.offer(() -> keep(sighting))) {
            dropped.increment();
        }
    }

    private void keep(Sighting sighting) {
        if (sightings.size() < MOST_SIGHTINGS) {
            guide.ifPresent(running -> running.heard(sighting));
            sightings.add(fromTheStart(sighting));
        } else {
            dropped.increment();
        }
    }

    private Sighting fromTheStart(Sighting sighting) {
        return Sighting.of(
                sighting.band(),
                sighting.rssiDbm(),
                sighting.flags(),
                sighting.serviceRequestState(),
                Math.max(0, sighting.atNanos() - startNanos),
                sighting.adapter());
    }

    @Override
    public void noted(long atNanos, int adapter, String port, boolean scans, boolean forget, String what) {
        scanned |= scans;
        if (forget
                && !queue.offer(() ->
                        forgettings.add(new Forgetting(Math.max(0, atNanos - startNanos), OptionalInt.of(adapter))))) {
            dropped.increment();
        }
    }

    @Override
    public void lost(long count) {
        dropped.add(count);
    }

    @Override
    public void ended(String why) {
        sourceEnded = Optional.of("the session ends: " + why);
    }
}
