package nbe.usb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nbe.base.Finding;
import nbe.bgapi.port.PortHolder;
import nbe.bgapi.port.PortHolders;

/**
 * Looks at the USB bus for {@code nbe doctor}: a dongle that has no serial port, readers that the PC/SC service does not have. Opens nothing
 * and changes nothing.
 */
public final class UsbProbe {
    private static final String READERS = "readers";
    private static final String PCSCD = "pcscd";

    private final UsbBus bus;
    private final Function<String, List<PortHolder>> holders;

    /** @param holders the programs that have a file open, as far as this account may see */
    UsbProbe(UsbBus bus, Function<String, List<PortHolder>> holders) {
        this.bus = bus;
        this.holders = holders;
    }

    /** A probe of this machine. */
    public static UsbProbe ofThisMachine() {
        return new UsbProbe(UsbBus.ofThisMachine(), PortHolders.LIVE::find);
    }

    /** A dongle that is attached and yet has no serial port; empty if there is none. */
    public Optional<Finding> dongleWithoutPort() {
        return bus.devices().stream()
                .flatMap(device ->
                        UsbTrouble.of(device)
                                .filter(UsbTrouble::isOfDongle)
                                .map(trouble -> trouble.finding(device))
                                .stream())
                .findFirst();
    }

    /**
     * A finding for each attached reader that PC/SC does not have.
     *
     * @param listed how many readers the PC/SC service lists; empty if it does not answer, which is a finding of its own
     */
    public List<Finding> readers(Optional<Integer> listed) {
        List<Finding> findings = new ArrayList<>();
        for (UsbDevice device : bus.devices()) {
            Optional<UsbTrouble> known = UsbTrouble.of(device);
            if (known.isPresent()) {
                known.filter(trouble -> !trouble.isOfDongle())
                        .map(trouble -> trouble.finding(device))
                        .ifPresent(findings::add);
            } else if (listed.isPresent() && device.isSmartCardReader()) {
                unused(device, listed.get()).ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** The PC/SC service claims a reader for itself, so that no driver of the kernel and no other program has it. */
    private Optional<Finding> unused(UsbDevice reader, int listed) {
        String name = reader.called("a reader");
        List<String> drivers = reader.readerDrivers();
        if (drivers.isEmpty()) {
            return Optional.of(Finding.warning(
                    READERS,
                    name + ": the PC/SC service has no driver for it",
                    "`apt install libccid`, then restart pcscd; else the manufacturer's driver"));
        }
        if (!drivers.contains(UsbDevice.CLAIMED_BY_A_PROGRAM)) {
            return Optional.of(Finding.warning(
                    READERS,
                    name + ": the kernel's driver " + drivers.get(0) + " holds it, and the PC/SC service cannot use it",
                    "`modprobe -r " + drivers.get(0) + "`, then restart pcscd"));
        }
        List<String> others = reader.node().map(holders).orElse(List.of()).stream()
                .filter(program -> !program.name().equals(PCSCD))
                .map(PortHolder::toString)
                .toList();
        if (others.isEmpty() && listed > 0) {
            return Optional.empty(); // the service's own
        }
        return Optional.of(Finding.warning(
                READERS,
                name + ": another program holds it" + (others.isEmpty() ? "" : ", " + String.join(", ", others))
                        + ", and the PC/SC service cannot use it",
                "close that program (GnuPG's scdaemon, libnfc and remote desktops take readers), then restart pcscd"));
    }
}
