package nbe.cli.monitor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import nbe.base.Printable;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import nbe.control.client.RunningDaemon;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a {@link Feed} fed, on two threads of its own: one asks for the status four times a second, which costs the daemon less than a
 * stream of every advertisement; one reads the stream of taps. When the daemon goes away, both look for it once a second.
 */
final class Answers implements AutoCloseable {
    /** The bars move as often. */
    private static final long STATUS_PAUSE_MILLIS = 250;

    private static final long AWAY_PAUSE_MILLIS = 1000;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Supplier<RunningDaemon> places;
    private final Feed feed;
    private final Thread status = new Thread(this::readStatus, "monitor-status");
    private final Thread taps = new Thread(this::readTaps, "monitor-taps");
    private volatile boolean closed;

    /** @param places makes an object that finds the daemon */
    Answers(Supplier<RunningDaemon> places, Feed feed) {
        this.places = places;
        this.feed = feed;
    }

    void start() {
        status.setDaemon(true);
        taps.setDaemon(true);
        status.start();
        taps.start();
    }

    @Override
    public void close() {
        closed = true;
        status.interrupt();
        taps.interrupt();
    }

    private void readStatus() {
        whileOpen(client -> {
            while (!closed) {
                feed.answered(client.status());
                pause(STATUS_PAUSE_MILLIS);
            }
        });
    }

    private void readTaps() {
        whileOpen(client -> {
            try (ControlAnswer answer = client.get("/v1/events?kinds=intent");
                    BufferedReader lines =
                            new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null && answer.isOk(); line = lines.readLine()) {
                    tap(line).ifPresent(feed::tapped);
                }
            }
        });
    }

    /** A conversation with the daemon, until it breaks. */
    @FunctionalInterface
    private interface Conversation {
        void with(ControlClient client) throws IOException, InterruptedException;
    }

    private void whileOpen(Conversation conversation) {
        try {
            while (!closed) {
                RunningDaemon daemon = places.get();
                Optional<ControlClient> found = daemon.find();
                if (found.isEmpty()) {
                    feed.lost(daemon.whyNot());
                } else {
                    try (ControlClient client = found.get()) {
                        conversation.with(client);
                    } catch (IOException e) {
                        feed.lost(Printable.line(String.valueOf(e.getMessage())));
                    }
                }
                pause(AWAY_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void pause(long millis) throws InterruptedException {
        synchronized (this) {
            wait(millis);
        }
    }

    /** The tap of a line of the event stream; empty if it holds another event. */
    static Optional<Tap> tap(String line) {
        try {
            JsonNode event = MAPPER.readTree(line);
            if (!event.path("event").asString("").equals("intent")) {
                return Optional.empty();
            }
            String device = event.path("device").asString("");
            String uid = event.path("nfc_uid").asString("");
            String who = !device.isEmpty() ? device : "card with UID ..." + end(uid);
            return Optional.of(new Tap(
                    Instant.parse(event.path("time").asString("")),
                    event.path("type").asString(""),
                    who));
        } catch (JacksonException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    /** A UID can be copied onto another card: two bytes are shown, as in the log. */
    private static String end(String uid) {
        return uid.substring(Math.max(0, uid.length() - 4));
    }
}
