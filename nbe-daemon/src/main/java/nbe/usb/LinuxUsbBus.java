package nbe.usb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads sysfs: {@code bus/usb/devices} has a folder {@code 1-2} for a device and {@code 1-2:1.0} for each of its interfaces, all side
 * by side (Linux, Documentation/ABI/stable/sysfs-bus-usb). A device that leaves meanwhile is left out.
 */
final class LinuxUsbBus implements UsbBus {
    private static final Logger LOG = LoggerFactory.getLogger("doctor");

    private final Path devices;

    /** @param sys {@code /sys} outside of tests */
    LinuxUsbBus(Path sys) {
        this.devices = sys.resolve("bus").resolve("usb").resolve("devices");
    }

    @Override
    public List<UsbDevice> devices() {
        List<UsbDevice> found = new ArrayList<>();
        for (Path folder : list(devices, "[0-9]*")) {
            if (!name(folder).contains(":")) {
                add(folder, found);
            }
        }
        found.sort(Comparator.comparing(UsbDevice::socket));
        return found;
    }

    private void add(Path folder, List<UsbDevice> found) {
        try {
            String socket = name(folder);
            List<UsbDevice.Interface> interfaces = new ArrayList<>();
            for (Path one : list(devices, socket + ":*")) {
                interfaces.add(new UsbDevice.Interface(number(one, "bInterfaceClass"), driver(one), hasPort(one)));
            }
            found.add(new UsbDevice(
                    socket,
                    number(folder, "idVendor"),
                    number(folder, "idProduct"),
                    (text(folder, "manufacturer") + " " + text(folder, "product")).strip(),
                    interfaces,
                    node(folder)));
        } catch (IOException | NumberFormatException e) {
            LOG.debug("the USB device {} has just come or gone: {}", folder, e.toString());
        }
    }

    private static Optional<String> driver(Path one) throws IOException {
        Path link = one.resolve("driver");
        return Files.exists(link) ? Optional.of(name(link.toRealPath())) : Optional.empty();
    }

    private static boolean hasPort(Path one) {
        return Files.isDirectory(one.resolve("tty"));
    }

    private static Optional<String> node(Path folder) {
        try {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "/dev/bus/usb/%03d/%03d",
                    Integer.parseInt(text(folder, "busnum")),
                    Integer.parseInt(text(folder, "devnum"))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int number(Path folder, String attribute) throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve(attribute)).strip(), 16);
    }

    /** Empty for an attribute that the device does not have; not every device names itself, and some do not in UTF-8. */
    private static String text(Path folder, String attribute) {
        try {
            return new String(Files.readAllBytes(folder.resolve(attribute)), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> list(Path folder, String glob) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            List<Path> all = new ArrayList<>();
            entries.forEach(all::add);
            return all;
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("no USB devices in {}: {}", folder, e.toString());
            return List.of();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
