package nbe.cli.status;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nbe.base.Printable;
import nbe.cli.process.StopSignals;
import nbe.cli.screen.Key;
import nbe.cli.screen.LiveScreen;
import nbe.cli.screen.Paragraph;
import nbe.cli.screen.Styles;
import nbe.control.client.ControlClient;
import nbe.control.client.RunningDaemon;
import nbe.control.status.Status;
import org.jline.utils.AttributedString;

/** {@code nbe status --watch}: asks once a second, also for a daemon that went away, until a signal or the key q. One thread. */
public final class StatusWatch implements AutoCloseable {
    private static final long PAUSE_S = 1;

    private final Supplier<RunningDaemon> places;
    private final InstantSource clock;
    private final StopSignals stop;
    private Optional<ControlClient> client;
    private Optional<Status> last = Optional.empty();
    private Optional<String> lost = Optional.empty();

    /**
     * A watch.
     *
     * @param first the daemon that was found; this object closes it
     * @param places makes an object that finds the daemon again
     */
    public StatusWatch(ControlClient first, Supplier<RunningDaemon> places, InstantSource clock, StopSignals stop) {
        this.client = Optional.of(first);
        this.places = places;
        this.clock = clock;
        this.stop = stop;
    }

    /** Whether the daemon answered last, and without a problem. */
    public boolean isWell() {
        return lost.isEmpty()
                && last.filter(status -> status.problems().isEmpty()).isPresent();
    }

    /** Draws the page on a screen, which the caller closes. */
    public void draw(LiveScreen screen) throws IOException, InterruptedException {
        boolean quit = false;
        Instant due = Instant.MIN;
        while (!stop.isRequested() && !quit) {
            if (!clock.instant().isBefore(due)) {
                ask();
                due = clock.instant().plusSeconds(PAUSE_S);
            }
            screen.measure();
            screen.show(page(screen.rows()));
            quit = screen.key(Duration.ofMillis(100)).filter(StatusWatch::quits).isPresent();
        }
    }

    private static boolean quits(Key key) {
        return key.kind() == Key.Kind.INTERRUPT || key.character() == 'q' || key.character() == 'Q';
    }

    /** Hands over a page each second, until a signal. */
    public void print(Consumer<List<AttributedString>> pages) throws InterruptedException {
        while (!stop.isRequested()) {
            ask();
            List<AttributedString> page = new ArrayList<>();
            page.add(new AttributedString(
                    clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(), Styles.FAINT));
            page.addAll(page(Integer.MAX_VALUE));
            page.add(AttributedString.EMPTY);
            pages.accept(page);
            stop.await(PAUSE_S, TimeUnit.SECONDS);
        }
    }

    private void ask() throws InterruptedException {
        try {
            if (client.isEmpty()) {
                RunningDaemon daemon = places.get();
                client = daemon.find();
                lost = client.isEmpty() ? Optional.of(daemon.whyNot()) : lost;
            }
            if (client.isPresent()) {
                last = Optional.of(client.get().status());
                lost = Optional.empty();
            }
        } catch (IOException e) {
            lost = Optional.of(Printable.line(String.valueOf(e.getMessage())));
            close();
        }
    }

    private List<AttributedString> page(int rows) {
        if (lost.isPresent()) {
            return Paragraph.lines(
                    "PROBLEM  " + lost.get() + "; tried again each second", Styles.PROBLEM, 0, StatusPage.WIDTH);
        }
        return last.map(status -> StatusPage.lines(status, clock.instant(), rows))
                .orElse(List.of());
    }

    @Override
    public void close() {
        client.ifPresent(ControlClient::close);
        client = Optional.empty();
    }
}
