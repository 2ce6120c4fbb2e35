package nbe.usb;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A device on the bus.
 *
 * @param socket where it is plugged in, as in {@code 1-2.3}; on Windows its device instance
 * @param vendor idVendor
 * @param product idProduct
 * @param name its own words for vendor and product; empty if it has none
 * @param interfaces empty where the system does not list them
 * @param node the file by which a program claims the device without a kernel driver; empty if unknown
 */
record UsbDevice(
        String socket, int vendor, int product, String name, List<Interface> interfaces, Optional<String> node) {
    /** bInterfaceClass of a CCID reader, by the Device Class Specification for USB Chip/Smart Card Interface Devices, 4.3.1. */
    static final int SMART_CARD = 0x0B;

    /** The kernel's name for the driver of an interface that a program has claimed, as pcscd does through libusb. */
    static final String CLAIMED_BY_A_PROGRAM = "usbfs";

    UsbDevice {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * One function of a device.
     *
     * @param classCode bInterfaceClass
     * @param driver the driver that has it; empty if no driver has
     * @param serialPort whether it has a serial port
     */
    record Interface(int classCode, Optional<String> driver, boolean serialPort) {}

    boolean is(int otherVendor, int otherProduct) {
        return vendor == otherVendor && product == otherProduct;
    }

    boolean isSmartCardReader() {
        return interfaces.stream().anyMatch(one -> one.classCode() == SMART_CARD);
    }

    /** The drivers that have its smart card interfaces. */
    List<String> readerDrivers() {
        return interfaces.stream()
                .filter(one -> one.classCode() == SMART_CARD)
                .map(one -> one.driver().orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    boolean hasDriver(String driver) {
        return interfaces.stream().anyMatch(one -> one.driver().equals(Optional.of(driver)));
    }

    boolean hasSerialPort() {
        return interfaces.stream().anyMatch(Interface::serialPort);
    }

    /** As in {@code 072f:2200}. */
    static String id(int vendor, int product) {
        return String.format(Locale.ROOT, "%04x:%04x", vendor, product);
    }

    /** As in {@code ACS ACR122U (USB id 072f:2200, socket 1-2)}. */
    String called(String otherName) {
        String known = name.isBlank() ? otherName : name;
        return known + " (USB id " + id(vendor, product) + ", socket " + socket + ")";
    }
}
