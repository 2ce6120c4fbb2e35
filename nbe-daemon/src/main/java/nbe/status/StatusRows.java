package nbe.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import nbe.agent.link.LinkCause;
import nbe.air.AirWatch;
import nbe.air.Census;
import nbe.bgapi.adapter.BleSettings;
import nbe.bgapi.port.PortNames;
import nbe.config.Setting;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.AirRow;
import nbe.control.status.BandRow;
import nbe.control.status.NfcRow;
import nbe.control.status.ReaderRow;
import nbe.pcsc.ReaderView;
import nbe.pcsc.Readers;

/** Makes the rows of a status. Belongs to the control thread. */
final class StatusRows {
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double MILLIS_PER_SECOND = 1000;
    private static final double TENTHS = 10;

    private final RunningConfig config;
    private final AirWatch air;
    private final LongFunction<Instant> wallTime;

    /** @param wallTime turns a monotonic time of the recent past into a time of day */
    StatusRows(RunningConfig config, AirWatch air, LongFunction<Instant> wallTime) {
        this.config = config;
        this.air = air;
        this.wallTime = wallTime;
    }

    AgentRow agent(AgentView agent) {
        return agent(agent, OptionalLong.empty());
    }

    AgentRow agent(AgentView agent, OptionalLong roundTripNanos) {
        return new AgentRow(
                config.settings().agentUrl(),
                agent.state(),
                wallTime.apply(agent.sinceNanos()).truncatedTo(ChronoUnit.MILLIS),
                agent.lastFailure().map(LinkCause::text),
                roundTripNanos.isPresent()
                        ? Optional.of(tenths(roundTripNanos.getAsLong() / NANOS_PER_MILLI))
                        : Optional.empty());
    }

    AdapterRow adapter(AdapterView adapter, long now) {
        return adapter.row(tenths(air.advertisementsPerSecond(adapter.adapter(), now)));
    }

    List<AdapterRow> adapters(List<AdapterView> adapters, long now) {
        return adapters.stream().map(adapter -> adapter(adapter, now)).toList();
    }

    /**
     * The adapters of a status, by number: each port that is named; with "auto" each dongle that is attached, or, without any, one that
     * is absent.
     */
    List<AdapterView> adapters(CoreSnapshot snapshot) {
        BleSettings ble = config.settings().ble();
        List<AdapterView> all = new ArrayList<>();
        int most = snapshot.adapters().keySet().stream()
                .mapToInt(number -> number + 1)
                .max()
                .orElse(0);
        for (int number = 0; number < Math.max(most, snapshot.expectedAdapters()); number++) {
            AdapterView known = snapshot.adapters().get(number);
            String name = ble.isAuto() || number >= ble.ports().size()
                    ? PortNames.AUTO
                    : PortNames.bare(ble.ports().get(number));
            all.add(known == null ? AdapterView.unknown(number, name) : known);
        }
        if (ble.isAuto() && all.size() > 1) {
            List<AdapterView> attached = all.stream()
                    .filter(adapter -> adapter.state() != AdapterRow.State.ABSENT)
                    .toList();
            return attached.isEmpty() ? all.subList(0, 1) : attached;
        }
        return all;
    }

    AirRow air(long now) {
        Census census = air.census(now);
        return new AirRow(census.devices(), census.bands());
    }

    static ReaderRow reader(ReaderView reader) {
        ReaderRow.State state = switch (reader.state()) {
            case EMPTY -> ReaderRow.State.EMPTY;
            case CARD -> ReaderRow.State.CARD;
            case MUTE -> ReaderRow.State.MUTE;
            case UNREACHABLE -> ReaderRow.State.UNREACHABLE;
        };
        return new ReaderRow(reader.name(), state, reader.watched());
    }

    NfcRow nfc(Readers.View nfc) {
        if (!config.settings().value(Setting.NFC_ENABLED)) {
            return new NfcRow(NfcRow.State.OFF, Optional.empty(), Optional.empty());
        }
        return new NfcRow(
                nfc.down().isPresent() ? NfcRow.State.DOWN : NfcRow.State.UP,
                nfc.down(),
                Optional.of(nfc.binding().binding().word()));
    }

    static BandRow band(BandLevels.View band, long now) {
        return new BandRow(
                band.presence().band().toString(),
                band.payload(),
                band.presence().state().wire(),
                band.presence().proximity().wire(),
                band.rssiDbm(),
                tenths(band.samplesPerS()),
                TimeUnit.NANOSECONDS.toMillis(Math.max(0, now - band.heardNanos())) / MILLIS_PER_SECOND,
                band.lastIntent());
    }

    static double tenths(double value) {
        return Math.round(value * TENTHS) / TENTHS;
    }
}
