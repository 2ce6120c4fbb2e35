package nbe.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that looks as {@code /sys} does where USB devices are attached. */
record UsbTree(Path sys) {
    /** A device without interfaces. */
    Device attach(String socket, String vendor, String product, String maker, String model) throws IOException {
        Path device = Files.createDirectories(devices().resolve(socket));
        Files.writeString(device.resolve("idVendor"), vendor + "\n");
        Files.writeString(device.resolve("idProduct"), product + "\n");
        Files.writeString(device.resolve("manufacturer"), maker + "\n");
        Files.writeString(device.resolve("product"), model + "\n");
        Files.writeString(device.resolve("busnum"), "1\n");
        Files.writeString(device.resolve("devnum"), "7\n");
        return new Device(this, socket);
    }

    private Path devices() {
        return sys.resolve("bus/usb/devices");
    }

    /** A device that gets interfaces. */
    record Device(UsbTree tree, String socket) {
        /** The next interface; {@code driver} is empty for one that no driver has. */
        Device with(int number, String classCode, String driver) throws IOException {
            Path face = Files.createDirectories(tree.devices().resolve(socket + ":1." + number));
            Files.writeString(face.resolve("bInterfaceClass"), classCode + "\n");
            if (!driver.isEmpty()) {
                Path drivers = Files.createDirectories(tree.sys.resolve("bus/usb/drivers/" + driver));
                Files.createSymbolicLink(face.resolve("driver"), drivers);
            }
            return this;
        }

        /** The first interface has a serial port. */
        Device withPort(String tty) throws IOException {
            Files.createDirectories(tree.devices().resolve(socket + ":1.0/tty/" + tty));
            return this;
        }
    }
}
