package nbe.bgapi.adapter;

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
    private final Path ttys;
    private final Path dev;

    LinuxUsbPortFinder(Path sys, Path dev) {
        this.ttys = sys.resolve("class").resolve("tty");
        this.dev = dev;
    }

    @Override
    public List<FoundPort> find() {
        List<FoundPort> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(ttys, "ttyACM*")) {
            for (Path entry : entries) {
                look(entry, found);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // no sysfs, or the directory changed under our hands: the next look will tell
        }
        found.sort(Comparator.comparing(FoundPort::path));
        return found;
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
