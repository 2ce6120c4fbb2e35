package nbe.bgapi.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import nbe.base.AddressText;
import nbe.base.Finding;
import nbe.bgapi.call.Call;
import nbe.bgapi.call.DongleSystem;
import nbe.bgapi.call.Firmware;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.machine.StrayText;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.BytePort;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.port.PortFinder;
import nbe.bgapi.port.SerialBytePort;
import nbe.bgapi.wire.Framer;

/**
 * Checks the adapters once, for {@code nbe doctor}: opens each port, asks the dongle for its versions and address, closes the port.
 * It sends queries only, so the dongle keeps its state. Blocks the caller, at most 3 s a port.
 */
public final class AdapterProbe {
    private static final String SUBJECT = "adapter";
    private static final long ANSWER_NANOS = 500_000_000L;
    private static final int ATTEMPTS = 3;

    private final BleSettings settings;
    private final PortFinder everyDongle;
    private final BytePort.Opener opener;
    private final LongSupplier clock;
    private final Supplier<Optional<Finding>> bus;

    public AdapterProbe(BleSettings settings, PortFinder everyDongle, BytePort.Opener opener, LongSupplier clock) {
        this(settings, everyDongle, opener, clock, Optional::empty);
    }

    private AdapterProbe(
            BleSettings settings,
            PortFinder everyDongle,
            BytePort.Opener opener,
            LongSupplier clock,
            Supplier<Optional<Finding>> bus) {
        this.settings = settings;
        this.everyDongle = everyDongle;
        this.opener = opener;
        this.clock = clock;
        this.bus = bus;
    }

    /**
     * Makes a probe of this machine's serial ports; {@link #run} does the work.
     *
     * @param settings which ports
     * @param clock monotonic nanoseconds
     */
    public static AdapterProbe of(BleSettings settings, LongSupplier clock) {
        return new AdapterProbe(settings, PortFinder.allBled112(), SerialBytePort::open, clock);
    }

    /** The same probe; where it finds no port, it first asks {@code bus} for a dongle that has none. */
    public AdapterProbe orOnTheBus(Supplier<Optional<Finding>> dongleWithoutPort) {
        return new AdapterProbe(settings, everyDongle, opener, clock, dongleWithoutPort);
    }

    /** Returns one finding for each port; one in all if no dongle is attached. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        if (settings.isAuto()) {
            List<FoundPort> ports = everyDongle.find();
            if (ports.isEmpty()) {
                findings.add(bus.get()
                        .orElseGet(() -> Finding.wrong(
                                SUBJECT,
                                BleSettings.AUTO + ": " + AdapterStatus.Missing.NO_BLED112,
                                AdapterStatus.Missing.NO_BLED112_REMEDY)));
            }
            ports.forEach(port -> findings.add(look(port)));
            return findings;
        }
        for (String name : settings.ports()) {
            List<FoundPort> ports = PortFinder.named(name).find();
            findings.add(ports.isEmpty() ? nothingAt(name) : look(ports.get(0)));
        }
        return findings;
    }

    private Finding nothingAt(String name) {
        return bus.get()
                .orElseGet(() -> Finding.wrong(
                        SUBJECT,
                        name + ": there is no such port",
                        "plug the dongle in, or name another port under [ble] port"));
    }

    private Finding look(FoundPort port) {
        if (port.dfu()) {
            return failed(port.path(), AdapterProblem.DFU_MODE, "USB product FFFE");
        }
        try (BytePort open = opener.open(port.path())) {
            return ask(port.path(), open);
        } catch (CannotOpenException e) {
            return e.problem()
                    .map(problem -> failed(port.path(), problem, e.getMessage()))
                    .orElseGet(() -> nothingAt(port.path()));
        }
    }

    private Finding ask(String path, BytePort port) {
        Framer framer = new Framer(Framer.Direction.FROM_DONGLE);
        Optional<Firmware> firmware = answer(port, framer, DongleSystem.hello())
                .flatMap(hello -> answer(port, framer, DongleSystem.getInfo()));
        Optional<Long> address = firmware.flatMap(known -> answer(port, framer, DongleSystem.addressGet()));
        if (address.isEmpty()) {
            return StrayText.in(framer.skipped())
                    .map(text -> failed(path, text.problem(), text.detail()))
                    .orElseGet(() -> failed(path, AdapterProblem.NO_ANSWER, framer.skippedBytes() + " stray bytes"));
        }
        return Finding.ok(
                SUBJECT, path + ": BLED112, firmware " + firmware.get() + ", address " + AddressText.of(address.get()));
    }

    private static Finding failed(String path, AdapterProblem problem, String detail) {
        String text = path + ": " + problem.text() + " (" + detail + ")";
        // A port that the daemon holds is in use as it should be; but the dongle's state is not known here.
        return problem == AdapterProblem.HELD_BY_NBE
                ? Finding.warning(SUBJECT, text, problem.remedy())
                : Finding.wrong(SUBJECT, text, problem.remedy()).ofRights(problem == AdapterProblem.NO_PERMISSION);
    }

    /** Asks up to three times: the first query may complete half a command that another program left behind. */
    private <T> Optional<T> answer(BytePort port, Framer framer, Call<T> call) {
        byte[] buffer = new byte[4_096];
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (!port.write(call.packet().encode())) {
                return Optional.empty();
            }
            long until = clock.getAsLong() + ANSWER_NANOS;
            while (clock.getAsLong() - until < 0) {
                int count = port.read(buffer);
                if (count == BytePort.GONE) {
                    return Optional.empty();
                }
                long now = clock.getAsLong();
                framer.append(buffer, 0, count, now);
                while (framer.next(now)) {
                    if (framer.packet().is(call.command())) {
                        return Optional.of(call.answer(framer.packet().toPacket()));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
