package nbe.cli.monitor;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nbe.cli.process.StopSignals;
import nbe.cli.screen.Key;
import nbe.cli.screen.LiveScreen;
import nbe.control.client.ControlClient;
import nbe.control.client.RunningDaemon;
import nbe.control.status.Status;

/** The loop of {@code nbe monitor}: on a screen, or line by line. Ends at a signal, at {@code q} or Ctrl-C. */
public final class MonitorSession {
    /** How long a key may wait until the picture follows, and the least time between two pictures. */
    private static final Duration FRAME = Duration.ofMillis(100);

    private final Supplier<RunningDaemon> places;
    private final InstantSource clock;
    private final StopSignals stop;

    /**
     * A session.
     *
     * @param places makes an object that finds the daemon
     */
    public MonitorSession(Supplier<RunningDaemon> places, InstantSource clock, StopSignals stop) {
        this.places = places;
        this.clock = clock;
        this.stop = stop;
    }

    /** Draws until the user quits. The caller closes the screen. */
    public void draw(LiveScreen screen, ZoneId zone) throws IOException {
        Feed feed = new Feed(clock);
        Picture picture = new Picture(zone, screen.blocks());
        View view = View.FIRST;
        Moment moment = feed.now();
        try (Answers answers = new Answers(places, feed)) {
            answers.start();
            while (!stop.isRequested() && !view.quit()) {
                screen.measure();
                moment = view.paused() ? moment : feed.now();
                screen.show(picture.lines(moment, view, screen.columns(), screen.rows()));
                Optional<Key> key = screen.key(FRAME);
                view = key.isPresent() ? view.after(key.get()) : view;
            }
        }
    }

    /**
     * Prints a line a band and second, until a signal or until nobody reads.
     *
     * @param out prints; returns false if nobody reads any more
     * @param err gets a line when the daemon goes away
     */
    public void print(ControlClient first, Predicate<List<String>> out, PrintWriter err) throws InterruptedException {
        boolean read = out.test(List.of(BandLines.HEADING));
        Optional<ControlClient> client = Optional.of(first);
        boolean away = false;
        while (!stop.isRequested() && read) {
            try {
                if (client.isPresent()) {
                    Status status = client.get().status();
                    read = out.test(BandLines.of(clock.instant(), status));
                    away = false;
                }
            } catch (IOException e) {
                client.get().close();
                client = Optional.empty();
            }
            if (client.isEmpty()) {
                RunningDaemon daemon = places.get();
                client = daemon.find();
                if (client.isEmpty() && !away) {
                    err.println("nbe: " + daemon.whyNot() + "; tried again each second");
                    err.flush();
                    away = true;
                }
            }
            stop.await(1, TimeUnit.SECONDS);
        }
        client.ifPresent(ControlClient::close);
    }
}
