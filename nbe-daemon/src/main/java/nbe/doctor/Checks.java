package nbe.doctor;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import nbe.agent.AgentProbe;
import nbe.agent.tls.TlsSettings;
import nbe.base.Finding;
import nbe.bgapi.adapter.AdapterProbe;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.pcsc.PcscProbe;
import nbe.pcsc.binding.NativePcsc;
import nbe.usb.UsbProbe;

/** The checks of {@code nbe doctor}, in their order. */
public final class Checks {
    private Checks() {}

    /**
     * @param settings which parts are enabled, and where they are
     * @param nanos monotonic clock
     */
    public static List<Check> of(Settings settings, LongSupplier nanos, InstantSource wall) {
        List<Check> checks = new ArrayList<>();
        UsbProbe usb = UsbProbe.ofThisMachine();
        if (settings.value(Setting.BLE_ENABLED)) {
            checks.add(AdapterProbe.of(settings.ble(), nanos).orOnTheBus(usb::dongleWithoutPort)::run);
        }
        if (settings.value(Setting.NFC_ENABLED)) {
            checks.add(() -> readers(new PcscProbe(settings.nfc(), NativePcsc::load, nanos).run(), usb));
        }
        checks.add(() -> agent(settings, new AgentProbe(settings.link(), nanos, wall)));
        return List.copyOf(checks);
    }

    /** An attached reader that the PC/SC service does not have is the better reason why that has none. */
    static List<Finding> readers(PcscProbe.Result service, UsbProbe usb) {
        List<Finding> attached = usb.readers(service.readers());
        boolean knowsNone = service.readers().equals(Optional.of(0));
        List<Finding> all = new ArrayList<>(knowsNone && !attached.isEmpty() ? List.of() : service.findings());
        all.addAll(attached);
        return all;
    }

    private static List<Finding> agent(Settings settings, AgentProbe probe) throws InterruptedException {
        boolean lacksRights = !mayReadFiles(settings.link().tls());
        return probe.run().stream()
                .map(found ->
                        found.about(settings.agentUrl()).ofRights(lacksRights && found.grade() == Finding.Grade.WRONG))
                .toList();
    }

    private static boolean mayReadFiles(TlsSettings tls) {
        return Stream.of(tls.caFile(), tls.certFile(), tls.keyFile())
                .flatMap(Optional::stream)
                .allMatch(file -> Files.notExists(file) || Files.isReadable(file));
    }
}
