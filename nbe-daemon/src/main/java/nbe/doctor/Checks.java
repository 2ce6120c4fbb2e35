package nbe.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
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
import nbe.control.status.AgentRow;
import nbe.control.status.NfcRow;
import nbe.control.status.Status;
import nbe.pcsc.PcscProbe;
import nbe.pcsc.PcscSource;
import nbe.usb.UsbProbe;

/** The checks of {@code nbe doctor}, in their order. */
public final class Checks {
    private final Settings settings;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private final UsbProbe usb;

    /**
     * @param settings which parts are enabled, and where they are
     * @param nanos monotonic clock
     */
    public Checks(Settings settings, LongSupplier nanos, InstantSource wall) {
        this.settings = settings;
        this.nanos = nanos;
        this.wall = wall;
        this.usb = UsbProbe.ofThisMachine();
    }

    /** The checks where no daemon runs with these settings: probes adapter, readers and agent. */
    public List<Check> ofParts() {
        List<Check> checks = new ArrayList<>();
        if (settings.value(Setting.BLE_ENABLED)) {
            checks.add(AdapterProbe.of(settings.ble(), nanos).orOnTheBus(usb::dongleWithoutPort)::run);
        }
        if (settings.value(Setting.NFC_ENABLED)) {
            PcscSource source = new PcscSource(settings.nfc().binding(), nanos);
            checks.add(() -> readers(new PcscProbe(settings.nfc(), source, nanos).run(), usb));
        }
        checks.add(this::agent);
        return List.copyOf(checks);
    }

    /**
     * The checks where a daemon runs with these settings: what it says of itself, and then what it does not see. It holds the dongle and
     * watches the readers, so they are not probed beside it; the agent is, if the daemon is not connected.
     *
     * @param socket where the daemon was asked
     */
    public List<Check> ofRunning(Status status, Path socket) {
        List<Check> checks = new ArrayList<>();
        checks.add(() -> DaemonFindings.of(status, socket, accountOf(status.pid()), usb.dongleWithoutPort()));
        if (status.nfc().state() != NfcRow.State.OFF) {
            checks.add(() -> usb.readers(
                    status.nfc().state() == NfcRow.State.UP
                            ? Optional.of(status.readers().size())
                            : Optional.empty()));
        }
        if (status.agent().state() != AgentRow.State.CONNECTED) {
            checks.add(() -> stepsToAgent(status));
        }
        return List.copyOf(checks);
    }

    private static Optional<String> accountOf(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().user());
    }

    /** An attached reader that the PC/SC service does not have is the better reason why that has none. */
    static List<Finding> readers(PcscProbe.Result service, UsbProbe usb) {
        List<Finding> attached = usb.readers(service.readers());
        boolean knowsNone = service.readers().equals(Optional.of(0));
        List<Finding> all = new ArrayList<>(knowsNone && !attached.isEmpty() ? List.of() : service.findings());
        all.addAll(attached);
        return all;
    }

    /** How far a connection comes; that it fails has the daemon said already, if it did. */
    private List<Finding> stepsToAgent(Status status) throws InterruptedException {
        boolean said =
                status.problems().stream().anyMatch(problem -> problem.subject().equals("agent"));
        return agent().stream()
                .filter(found -> !said || found.grade() != Finding.Grade.WRONG)
                .toList();
    }

    private List<Finding> agent() throws InterruptedException {
        boolean lacksRights = !mayReadFiles(settings.link().tls());
        return new AgentProbe(settings.link(), nanos, wall)
                .run().stream()
                        .map(found -> found.about(settings.agentUrl())
                                .ofRights(lacksRights && found.grade() == Finding.Grade.WRONG))
                        .toList();
    }

    private static boolean mayReadFiles(TlsSettings tls) {
        return Stream.of(tls.caFile(), tls.certFile(), tls.keyFile())
                .flatMap(Optional::stream)
                .allMatch(file -> Files.notExists(file) || Files.isReadable(file));
    }
}
