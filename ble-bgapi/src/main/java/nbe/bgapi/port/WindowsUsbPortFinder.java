package nbe.bgapi.port;

import com.fazecast.jSerialComm.SerialPort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enumerates through jSerialComm, but only when the list of serial ports in the registry has changed: enumerating all day
 * long has crashed virtual machines, and takes minutes on some. Ids that are missing mean "not yet", and are asked for a
 * few times more.
 */
final class WindowsUsbPortFinder implements PortFinder {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    /** Where the list does not show whether an enumeration would find more: at four looks a second every second and a half. */
    private static final int LOOKS_PER_ENUMERATION = 6;
    /** Ports that never have ids (built-in ones) must not keep us enumerating. */
    private static final int MOST_ENUMERATIONS = 4;

    /**
     * A port as the system describes it.
     *
     * @param vendor 0 or less: not known
     */
    record Described(String name, String location, int vendor, int product) {}

    private final PortList list;
    private final Supplier<List<Described>> enumeration;
    private Optional<List<String>> namesThen = Optional.empty();
    private int enumerations; // since the list changed
    private boolean incomplete = true;
    private int looks;
    private List<FoundPort> found = List.of();

    WindowsUsbPortFinder(PortList list, Supplier<List<Described>> enumeration) {
        this.list = list;
        this.enumeration = enumeration;
    }

    static PortFinder ofMachine() {
        return new WindowsUsbPortFinder(SerialRegistry.ofMachine(), WindowsUsbPortFinder::described);
    }

    @Override
    public synchronized List<FoundPort> find() {
        Optional<List<String>> names = list.names();
        boolean unknown = incomplete || names.isEmpty();
        if (!names.equals(namesThen)) {
            namesThen = names;
            enumerations = 0;
            enumerate();
        } else if (unknown && looks % LOOKS_PER_ENUMERATION == 0) {
            enumerate();
        }
        looks++;
        return found;
    }

    private void enumerate() {
        List<FoundPort> now = new ArrayList<>();
        boolean missing = false;
        for (Described port : enumeration.get()) {
            missing |= port.vendor() <= 0;
            boolean dfu = port.product() == PRODUCT_IN_DFU_MODE;
            if (port.vendor() == VENDOR && (port.product() == PRODUCT || dfu)) {
                now.add(new FoundPort(port.location(), port.name(), dfu));
            }
        }
        enumerations++;
        incomplete = missing && now.isEmpty() && enumerations < MOST_ENUMERATIONS;
        found = List.copyOf(now);
    }

    private static List<Described> described() {
        try {
            SerialLibrary.load();
        } catch (CannotOpenException e) {
            LOG.debug("no enumeration: {}", e.getMessage());
            return List.of();
        }
        return Arrays.stream(SerialPort.getCommPorts())
                .map(port -> new Described(
                        port.getSystemPortName(), port.getPortLocation(), port.getVendorID(), port.getProductID()))
                .toList();
    }
}
