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
import nbe.base.Finding;
import nbe.bgapi.adapter.AdapterProbe;
import nbe.bgapi.adapter.BleSettings;
import nbe.config.Settings;
import nbe.pcsc.NfcSettings;
import nbe.pcsc.PcscProbe;
import nbe.pcsc.binding.NativePcsc;

/** The checks of {@code nbe doctor}, in their order. */
public final class Checks {
    private Checks() {}

    /**
     * @param settings which parts are enabled, and where they are
     * @param nanos monotonic clock
     */
    public static List<Check> of(Settings settings, LongSupplier nanos, InstantSource wall) {
        List<Check> checks = new ArrayList<>();
        if (settings.bleEnabled()) {
            checks.add(AdapterProbe.of(new BleSettings(settings.blePorts().names()), nanos)::run);
        }
        if (settings.nfcEnabled()) {
            checks.add(new PcscProbe(
                    new NfcSettings(settings.nfcReaders(), new HashSet<>(settings.nfcUidLengths())),
                    NativePcsc::load,
                    nanos)::run);
        }
        checks.add(() -> agent(settings, new AgentProbe(settings.linkTarget(), nanos, wall)));
        return List.copyOf(checks);
    }

    private static List<Finding> agent(Settings settings, AgentProbe probe) throws InterruptedException {
        boolean lacksRights = !mayReadFiles(settings);
        return probe.run().stream()
                .map(found -> found.about(settings.agentAddress().url())
                        .ofRights(lacksRights && found.grade() == Finding.Grade.WRONG))
                .toList();
    }

    private static boolean mayReadFiles(Settings settings) {
        return Stream.of(settings.tlsCaFile(), settings.tlsCertFile(), settings.tlsKeyFile())
                .flatMap(Optional::stream)
                .allMatch(file -> Files.notExists(file) || Files.isReadable(file));
    }
}
