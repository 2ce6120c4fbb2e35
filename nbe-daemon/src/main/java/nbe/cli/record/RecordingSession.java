package nbe.cli.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import nbe.band.BandSettings;
import nbe.band.PayloadEntry;
import nbe.base.Printable;
import nbe.cli.process.StopSignals;
import nbe.config.Settings;
import nbe.recording.Recording;
import nbe.recording.RecordingProgress;
import nbe.recording.RecordingWriter;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;
import nbe.tap.TapSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of {@code nbe record}. The threads of the source and the thread {@code marks} put entries into a bounded queue, and the thread of
 * {@link #run} writes them. Sightings that find the queue full are dropped and counted; marks wait.
 */
public final class RecordingSession implements RecordingSource.Sink {
    private static final Logger LOG = LoggerFactory.getLogger("record");
    private static final int QUEUE_SIZE = 20_000;
    /** Places in the queue that sightings leave for adapters' events. */
    private static final int ROOM_FOR_EVENTS = 1_000;

    private static final long TICK_MILLIS = 100;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** One line of the recording; the thread of {@link #run} writes it. */
    private interface Entry {
        void write() throws IOException;
    }

    private final Settings settings;
    private final Optional<BandAddress> only;
    private final PrintWriter err;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final long startNanos;
    private final RecordingWriter recording;
    private final RecordingProgress progress;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>(QUEUE_SIZE);
    private final LongAdder dropped = new LongAdder();
    private volatile boolean scanned;
    private volatile Optional<String> sourceEnded = Optional.empty();

    /**
     * The recording begins now; {@link #run} starts its source.
     *
     * @param only the band to record; empty for all
     * @param err gets progress and the summary
     */
    public RecordingSession(
            Settings settings,
            Optional<BandAddress> only,
            Writer out,
            PrintWriter err,
            LongSupplier nanos,
            InstantSource wall) {
        this.settings = settings;
        this.only = only;
        this.err = err;
        this.nanos = nanos;
        this.wall = wall;
        this.startNanos = nanos.getAsLong();
        this.recording = new RecordingWriter(out, startNanos);
        this.progress = new RecordingProgress(startNanos);
    }

    /** Starts the thread that makes a mark of every line; an empty line becomes {@code label}. */
    public void markLinesOf(InputStream in, String label) {
        Thread thread = new Thread(
                () -> {
                    try {
                        BufferedReader lines = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            long at = nanos.getAsLong();
                            String text = line.isBlank() ? label : line;
                            queue.put(() -> recording.mark(at, text));
                            say(String.format(
                                    Locale.ROOT,
                                    "marked at %.1f s: %s",
                                    (at - startNanos) / (double) SECOND_NANOS,
                                    Printable.line(text)));
                        }
                    } catch (IOException e) {
                        LOG.warn("standard input cannot be read, no further marks: {}", e.toString());
                    } catch (InterruptedException e) {
                        LOG.debug("interrupted: no further marks");
                        Thread.currentThread().interrupt();
                    }
                },
                "marks");
        thread.setDaemon(true); // it may hang in the read when the recording ends
        thread.start();
    }

    /**
     * Records until {@code stop} is requested, the time is over, or the source has no more.
     *
     * @param version of this program
     * @param seconds how long; empty for no limit
     * @param showProgress whether to print a line a second to standard error
     * @return false if no adapter ever scanned, or the source ended first
     */
    public boolean run(
            RecordingSource source, String version, StopSignals stop, Optional<Integer> seconds, boolean showProgress)
            throws IOException, InterruptedException {
        Instant started = wall.instant().minusNanos(nanos.getAsLong() - startNanos);
        recording.begin(version, started.truncatedTo(ChronoUnit.MILLIS), words(settings, only));
        source.start(this);
        try {
            long end = seconds.map(some -> startNanos + some * SECOND_NANOS).orElse(Long.MAX_VALUE);
            long nextFlush = startNanos + SECOND_NANOS;
            for (long now = nanos.getAsLong(); goesOn(stop) && now < end; now = nanos.getAsLong()) {
                Entry entry = queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (entry != null) {
                    entry.write();
                }
                if (now >= nextFlush) {
                    nextFlush = now + SECOND_NANOS;
                    recording.flush(); // a power cut costs a second at most
                    if (showProgress) {
                        say(progress.line(now));
                    }
                }
            }
        } finally {
            source.stop();
        }
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            entry.write();
        }
        long lost = dropped.sum();
        if (lost > 0) {
            recording.remark(nanos.getAsLong(), lost + " sightings lost: they came faster than they could be written");
        }
        recording.flush();
        summarize(lost);
        return scanned && sourceEnded.isEmpty();
    }

    private boolean goesOn(StopSignals stop) {
        return !stop.isRequested() && sourceEnded.isEmpty();
    }

    @Override
    public void heard(Sighting sighting) {
        if (only.isPresent() && !only.get().equals(sighting.band())) {
            return;
        }
        if (queue.remainingCapacity() <= ROOM_FOR_EVENTS || !queue.offer(() -> write(sighting))) {
            dropped.increment();
        }
    }

    private void write(Sighting sighting) throws IOException {
        int bands = progress.bands();
        recording.sighting(sighting);
        progress.sighting(sighting);
        if (bands == 1 && progress.bands() == 2) {
            say("a second band is heard, " + sighting.band()
                    + ": to judge taps `nbe evaluate` must know whose they are. Record one with --band, or type `tap ADDRESS`"
                    + " at each tap");
        }
    }

    @Override
    public void noted(long atNanos, int adapter, String port, boolean scans, boolean forget, String what) {
        scanned |= scans;
        boolean room = queue.offer(() -> {
            recording.remark(atNanos, "adapter " + adapter + " at " + port + " " + what);
            if (forget) {
                recording.forget(atNanos, adapter);
            }
        });
        if (!room) {
            dropped.increment();
        }
    }

    @Override
    public void lost(long count) {
        dropped.add(count);
    }

    @Override
    public void ended(String why) {
        sourceEnded = Optional.of(why);
    }

    /**
     * Writes a recording that is complete, as {@link #run} writes one that grows.
     *
     * @param started time of day that is 0 in it
     */
    public static void write(
            Recording recording,
            Writer out,
            String version,
            Instant started,
            Settings settings,
            Optional<BandAddress> only)
            throws IOException {
        RecordingWriter writer = new RecordingWriter(out, 0);
        writer.begin(version, started.truncatedTo(ChronoUnit.MILLIS), words(settings, only));
        writer.all(recording);
        writer.flush();
    }

    private static String words(Settings settings, Optional<BandAddress> only) {
        TapSettings tap = settings.tap();
        BandSettings band = settings.band();
        return String.format(
                Locale.ROOT,
                "rssi_tap_threshold=%d rssi_window_tap=%d rssi_window_long=%d rssi_cutoff_close=%d rssi_cutoff_far=%d"
                        + " tap_detector=%s absent_after=%d company_id=0x%04X legacy=%b payload=%s port=%s band=%s",
                tap.tapThresholdDbm(),
                tap.windowTap(),
                tap.windowLong(),
                tap.cutoffCloseDbm(),
                tap.cutoffFarDbm(),
                tap.rule().word(),
                tap.absentAfter().toSeconds(),
                band.companyId(),
                band.legacy(),
                band.entries().stream().map(PayloadEntry::name).collect(Collectors.joining(",")),
                String.join(",", settings.ble().ports()),
                only.map(BandAddress::toString).orElse("all"));
    }

    private void summarize(long lost) {
        sourceEnded.ifPresent(why -> say("the recording ends: " + Printable.line(why)));
        say("recorded " + progress.total() + " sightings of " + progress.bands() + " bands"
                + (lost > 0 ? "; " + lost + " were lost, the destination is too slow" : ""));
    }

    /** Whether any adapter has scanned so far. */
    public boolean hasScanned() {
        return scanned;
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }
}
