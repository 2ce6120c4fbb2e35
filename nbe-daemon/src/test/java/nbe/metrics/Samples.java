package nbe.metrics;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import nbe.agent.link.LinkCause;
import nbe.bgapi.machine.AdapterCounter;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.AirRow;
import nbe.control.status.ConfigRow;
import nbe.control.status.NfcRow;
import nbe.control.status.ReaderRow;
import nbe.control.status.Status;
import nbe.control.status.ThresholdsRow;
import nbe.endpoint.CoreCounts;
import nbe.endpoint.Counter;
import nbe.endpoint.IntentType;

/** Measurements of a daemon that has done a little of everything. */
final class Samples {
    static final Instant STARTED = Instant.parse("2026-11-22T10:15:30.250Z");

    private Samples() {}

    static Measurements busy() {
        return with(
                new AgentRow("wss://agent", AgentRow.State.CONNECTED, STARTED, Optional.empty(), Optional.of(12.5)),
                List.of(adapter("/dev/ttyACM0", AdapterRow.State.SCANNING), adapter("COM5", AdapterRow.State.FAILED)),
                List.of(
                        new ReaderRow("HID \"Global\" \\ OMNIKEY\n00", ReaderRow.State.CARD, true),
                        new ReaderRow("ACS ACR1252 00", ReaderRow.State.UNREACHABLE, true),
                        new ReaderRow("Not ours", ReaderRow.State.EMPTY, false)),
                NfcRow.State.UP);
    }

    static Measurements quiet() {
        return with(
                new AgentRow("ws://agent", AgentRow.State.WAITING, STARTED, Optional.empty(), Optional.empty()),
                List.of(),
                List.of(),
                NfcRow.State.OFF);
    }

    private static AdapterRow adapter(String port, AdapterRow.State state) {
        return new AdapterRow(port, state, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    private static Measurements with(
            AgentRow agent, List<AdapterRow> adapters, List<ReaderRow> readers, NfcRow.State nfc) {
        Status status = new Status(
                "1.2.3",
                "line-3",
                42,
                STARTED,
                7,
                "info",
                new ConfigRow(Optional.empty(), STARTED, List.of("nbe.toml was changed and not read")),
                agent,
                adapters,
                new AirRow(0, 0),
                readers,
                new NfcRow(nfc, Optional.empty(), Optional.empty()),
                List.of(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                new ThresholdsRow(Optional.empty(), Optional.empty(), Optional.empty()));
        return new Measurements(
                status,
                core(),
                new Measurements.Air(102, 34),
                values(AdapterCounter.class, 100),
                5,
                new ProcessFigures(OptionalDouble.of(1.25), OptionalLong.of(70_000_000), 5_000_000, 100_000_000, 20));
    }

    private static CoreCounts core() {
        CoreCounts.Times times = new CoreCounts.Times(
                List.of(1_000_000L, 2_000_000L, 2_000_000_000L), List.of(4L, 2L, 1L, 0L), 17_000_000L);
        return new CoreCounts(
                values(Counter.class, 1),
                Map.of(
                        IntentType.BLE, new CoreCounts.OfIntents(9, times),
                        IntentType.NFC, new CoreCounts.OfIntents(3, times)),
                6,
                values(LinkCause.Kind.class, 0));
    }

    /** Each value of the enum with another number, from {@code first} on. */
    private static <E extends Enum<E>> Map<E, Long> values(Class<E> type, long first) {
        Map<E, Long> values = new EnumMap<>(type);
        Arrays.stream(type.getEnumConstants()).forEach(value -> values.put(value, first + value.ordinal()));
        return values;
    }
}
