package nbe.bgapi.port;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads sysfs. A device node appears before its descriptor's attributes, and the attributes before the node has its final
 * owner: what is missing means "not yet".
 */
final class LinuxUsbPortFinder implements PortFinder {
    private final Path sys;
    private final Path dev;

    LinuxUsbPortFinder(Path sys, Path dev) {
        this.sys = sys;
        this.dev = dev;
    }

    @Override
    public List<FoundPort> find() {
        List<FoundPort> found = new ArrayList<>();
        Path ttys = sys.resolve("class").resolve("tty");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(ttys, "ttyACM*")) {
            for (Path entry : entries) {
                look(entry, found);
            }
        } catch (IOException | DirectoryIteratorException e) {
            found.clear(); // no sysfs, or the directory changed under our hands: the next look will tell
        }
        for (String socket : socketsInDfuMode(sys)) {
            if (found.stream().noneMatch(port -> port.key().equals(socket))) {
                found.add(new FoundPort(socket, "USB socket " + socket, true));
            }
        }
        found.sort(Comparator.comparing(FoundPort::path));
        return found;
    }

    /** Where dongles in firmware update mode are. As such they need be no serial ports: USB has a class for that. */
    static List<String> socketsInDfuMode(Path sys) {
        List<String> sockets = new ArrayList<>();
        Path devices = sys.resolve("bus").resolve("usb").resolve("devices");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(devices)) {
            for (Path device : entries) {
                if (isInDfuMode(device)) {
                    sockets.add(device.getFileName().toString());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // as above
        }
        return sockets;
    }

    private static boolean isInDfuMode(Path device) {
        try {
            return readId(device.resolve("idVendor")) == VENDOR
                    && readId(device.resolve("idProduct")) == PRODUCT_IN_DFU_MODE;
        } catch (IOException | NumberFormatException e) {
            return false; // an interface, which has no ids, or not yet complete
        }
    }

    private void look(Path entry, List<FoundPort> found) {
        Path node = dev.resolve(entry.getFileName().toString());
        try {
            // device is the USB interface (1-2:1.0); the device proper, with the ids, is the directory around it
            Path device = entry.resolve("device").toRealPath().getParent();
            int vendor = readId(device.resolve("idVendor"));
            int product = readId(device.resolve("idProduct"));
            boolean dfu = product == PRODUCT_IN_DFU_MODE;
            if (vendor == VENDOR && (product == PRODUCT || dfu) && Files.exists(node)) {
                found.add(new FoundPort(device.getFileName().toString(), node.toString(), dfu));
            }
        } catch (IOException | NumberFormatException e) {
            return; // not a USB device, or not yet complete
        }
    }

    private static int readId(Path attribute) throws IOException {
        return Integer.parseInt(Files.readString(attribute).strip(), 16);
    }
}
