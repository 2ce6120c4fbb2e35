package nbe.doctor;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import nbe.agent.AgentProbe;
import nbe.bgapi.adapter.AdapterProbe;
import nbe.bgapi.adapter.BleSettings;
import nbe.config.Settings;
import nbe.pcsc.NativePcsc;
import nbe.pcsc.NfcSettings;
import nbe.pcsc.PcscProbe;

/** Everything that {@code nbe doctor} looks at, in its order. */
public final class Checks {
    private Checks() {}

    /**
     * @param settings what is switched on, and where it is
     * @param nanos monotonic clock
     */
    public static List<Check> of(Settings settings, LongSupplier nanos, InstantSource wall) {
        List<Check> checks = new ArrayList<>();
        if (settings.bleEnabled()) {
            checks.add(new AdapterCheck(
                    AdapterProbe.of(new BleSettings(settings.blePorts().names()), nanos)));
        }
        if (settings.nfcEnabled()) {
            checks.add(new ReaderCheck(new PcscProbe(
                    new NfcSettings(settings.nfcReaders(), new HashSet<>(settings.nfcUidLengths())),
                    NativePcsc::load,
                    nanos)));
        }
        checks.add(new AgentCheck(
                settings.agentUri(), new AgentProbe(settings.linkTarget(), nanos, wall), mayReadFiles(settings)));
        return List.copyOf(checks);
    }

    private static boolean mayReadFiles(Settings settings) {
        return Stream.of(settings.tlsCaFile(), settings.tlsCertFile(), settings.tlsKeyFile())
                .flatMap(Optional::stream)
                .allMatch(file -> Files.notExists(file) || Files.isReadable(file));
    }
}
