package nbe.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import nbe.agent.link.AgentEffect;
import nbe.agent.link.LinkCause;
import nbe.air.AirWatch;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.config.ConfigProblem;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.config.Surroundings;
import nbe.control.status.ConfigRow;
import nbe.control.status.Status;
import nbe.endpoint.CoreCounts;
import nbe.endpoint.CoreView;
import nbe.endpoint.Counter;
import nbe.endpoint.Counters;
import nbe.pcsc.ReaderView;
import nbe.pcsc.Readers;
import nbe.pcsc.binding.BindingInUse;
import nbe.pcsc.filter.UnmatchedEntries;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import nbe.tap.BandState;
import nbe.tap.Proximity;
import nbe.tap.Sighting;

/** A book with a clock that only the test moves, fed as the core feeds it, and the status that follows. */
final class StatusRig implements RunningConfig {
    static final String PORT = "/dev/ttyACM0";
    static final AdapterStatus.Scanning SCANNING =
            new AdapterStatus.Scanning(PORT, "1.3.2 build 122", "00:07:80:1A:2B:3C");
    static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");

    private static final Instant START = Instant.parse("2026-11-30T08:00:00Z");
    private static final String URL = "agent_url = \"ws://127.0.0.1:9120/socket/websocket\"\n";

    private final ConfigReading reading;
    final AirWatch air;
    final EventFeed feed = new EventFeed();
    final StatusBook book;
    final StatusSource source;
    long now = TimeUnit.HOURS.toNanos(1);
    private final long start = now;

    List<String> configProblems = List.of();
    List<String> certificates = List.of();
    OptionalLong roundTrip = OptionalLong.empty();
    List<BandEvent.PresenceChanged> bands = new ArrayList<>();
    List<ReaderView> readers = List.of();
    Optional<String> nfcDown = Optional.empty();
    List<UnmatchedEntries.Unmatched> unmatched = List.of();
    BindingInUse binding = BindingInUse.NATIVE;

    /** @param toml what follows agent_url */
    StatusRig(Path folder, String toml) {
        try {
            Path file = Files.writeString(folder.resolve("nbe.toml"), URL + toml);
            reading = new ConfigReader(new Surroundings(Map.of(), List.of(), () -> "desk-7")).read(Optional.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        air = new AirWatch(() -> settings().band());
        book = new StatusBook(feed, 1, () -> now);
        source = new StatusSource("1.2.3", now, this, air, () -> certificates, this::wallTime);
    }

    Instant wallTime(long nanos) {
        return START.plusNanos(nanos - start);
    }

    void pass(double seconds) {
        now += (long) (seconds * 1e9);
    }

    @Override
    public Settings settings() {
        return reading.settings().orElseThrow(() -> new AssertionError(reading.problems()));
    }

    @Override
    public ConfigRow row() {
        return new ConfigRow(reading.file().map(Path::toString), START, configProblems);
    }

    @Override
    public List<ConfigProblem> warnings() {
        return reading.warnings();
    }

    CoreSnapshot snapshot() {
        CoreCounts counts = new Counters().counts();
        Map<Counter, Long> lost = new EnumMap<>(counts.lost());
        lost.put(Counter.INTENTS_TOO_OLD, 2L);
        lost.put(Counter.TAPS_NOTICED_LATE, 1L);
        return book.snapshot(new CoreView(
                now,
                roundTrip,
                List.copyOf(bands),
                new Readers.View(nfcDown, readers, unmatched, binding),
                new CoreCounts(lost, counts.intents(), 3, counts.linkFailures())));
    }

    Status status() {
        return source.status(snapshot());
    }

    void connected() {
        book.link(new AgentEffect.Connect(1));
        book.link(new AgentEffect.Opened(1, "127.0.0.1:9120"));
    }

    void cannotConnect(LinkCause.Kind kind, String text) {
        book.link(new AgentEffect.Connect(1));
        book.link(new AgentEffect.ConnectFailed(1, new LinkCause(kind, text), 500_000_000));
    }

    void adapter(AdapterStatus status) {
        book.adapter(new AdapterEvent.Changed(0, status));
    }

    void heard(int rssiDbm) {
        heard(rssiDbm, "builtin");
    }

    void heard(int rssiDbm, String payload) {
        book.heard(new Sighting(BAND, rssiDbm, true, true, true, 0, now, 0, payload));
    }

    void here() {
        bands.add(new BandEvent.PresenceChanged(BAND, BandState.WEAK, Proximity.FAR, 0, now));
    }
}
