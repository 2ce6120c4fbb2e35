package nbe.bgapi.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import nbe.base.AddressText;
import nbe.base.Finding;
import nbe.bgapi.machine.Firmware;
import nbe.bgapi.machine.StrayText;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.BytePort;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.port.PortFinder;
import nbe.bgapi.port.SerialBytePort;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Packet;

/**
 * Looks at the adapters once, for {@code nbe doctor}: opens each port, asks who is there, closes it. Only questions are
 * asked, so a dongle is left as it was found. Blocks the caller, at most 3 s a port.
 */
public final class AdapterProbe {
    private static final String SUBJECT = "adapter";
    private static final long ANSWER_NANOS = 500_000_000L;
    private static final int ATTEMPTS = 3;

    private final BleSettings settings;
    private final PortFinder everyDongle;
    private final BytePort.Opener opener;
    private final LongSupplier clock;

    public AdapterProbe(BleSettings settings, PortFinder everyDongle, BytePort.Opener opener, LongSupplier clock) {
        this.settings = settings;
        this.everyDongle = everyDongle;
        this.opener = opener;
        this.clock = clock;
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

    /** Returns one finding for each port; one in all if no dongle is attached. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        if (settings.isAuto()) {
            List<FoundPort> ports = everyDongle.find();
            if (ports.isEmpty()) {
                findings.add(Finding.wrong(
                        SUBJECT,
                        BleSettings.AUTO + ": no BLED112 (USB id 2458:0001) is attached",
                        "plug one in, or name its port under [ble] port"));
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

    private static Finding nothingAt(String name) {
        return Finding.wrong(
                SUBJECT, name + ": there is no such port", "plug the dongle in, or name another port under [ble] port");
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
        Optional<Packet> hello = answer(port, framer, Command.SYSTEM_HELLO);
        Optional<Packet> info = hello.flatMap(answered -> answer(port, framer, Command.SYSTEM_GET_INFO));
        Optional<Packet> address = info.flatMap(answered -> answer(port, framer, Command.SYSTEM_ADDRESS_GET));
        if (address.isEmpty()) {
            return StrayText.in(framer.skipped())
                    .map(text -> failed(path, text.problem(), text.detail()))
                    .orElseGet(() -> failed(path, AdapterProblem.NO_ANSWER, framer.skippedBytes() + " stray bytes"));
        }
        String text = "BLED112, firmware " + Firmware.of(info.get()) + ", address "
                + AddressText.of(address.get().number("address"));
        return Finding.ok(SUBJECT, path + ": " + text);
    }

    private static Finding failed(String path, AdapterProblem problem, String detail) {
        String text = path + ": " + problem.text() + " (" + detail + ")";
        // A port that the daemon holds is in use as it should be; but the dongle's state is not known here.
        return problem == AdapterProblem.HELD_BY_NBE
                ? Finding.warning(SUBJECT, text, problem.remedy())
                : Finding.wrong(SUBJECT, text, problem.remedy()).ofRights(problem == AdapterProblem.NO_PERMISSION);
    }

    /** Asks up to three times: the first question may complete half a command that another program left behind. */
    private Optional<Packet> answer(BytePort port, Framer framer, Command command) {
        byte[] buffer = new byte[4_096];
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (!port.write(Packet.command(command).encode())) {
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
                    if (framer.packet().is(command)) {
                        return Optional.of(framer.packet().toPacket());
                    }
                }
            }
        }
        return Optional.empty();
    }
}
