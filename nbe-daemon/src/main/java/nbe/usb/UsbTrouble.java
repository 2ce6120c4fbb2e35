package nbe.usb;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nbe.base.Finding;

/**
 * What a USB device's ids, and the driver that has it, say about why the endpoint cannot use it. docs/troubleshooting.md prints this table,
 * with the sources.
 */
enum UsbTrouble {
    BLED112_WITHOUT_PORT(
            0x2458,
            0x0001,
            "BLED112",
            When.NO_SERIAL_PORT,
            "it is attached, and the system makes no serial port for it",
            "`modprobe cdc-acm` makes the port (on Windows 10 and newer the system's own driver does: uninstall the device in the"
                    + " device manager and plug it in anew). To keep it: a line cdc-acm in a file of /etc/modules-load.d, on IGEL"
                    + " OS a custom command",
            "https://docs.kernel.org/usb/acm.html"),
    BLED112_UPDATING(
            0x2458,
            0xFFFE,
            "BLED112",
            When.ATTACHED,
            "it waits for new firmware (DFU mode)",
            "unplug it and plug it in again; if it comes back so, flash the vendor's USB-CDC BGAPI firmware",
            "https://stackoverflow.com/questions/13639108"),
    OMNIKEY_5X27_KEYBOARD(
            0x076B,
            0x5428,
            "HID OMNIKEY 5x27 CK",
            When.ATTACHED,
            "it is in keyboard wedge mode: it types what it reads, and PC/SC does not see it",
            "switch the reader to CCID in its own web page, http://192.168.63.99 (a reset to its defaults brings the keyboard back)",
            "https://github.com/coinkite/coinkite-tap-proto/pull/36"),
    TWN3(
            0x09D8,
            0x0320,
            "Elatec TWN3",
            When.ATTACHED,
            "its firmware is a keyboard or a serial port, and no PC/SC reader",
            "another reader: this one has no PC/SC firmware",
            "http://www.linux-usb.org/usb.ids; TWN3 Technical Manual 4.39, section 2.1"),
    TWN4_KEYBOARD(
            0x09D8,
            0x0410,
            "Elatec TWN4",
            When.ATTACHED,
            "its firmware is a keyboard: it types what it reads, and PC/SC does not see it",
            "load the CCID firmware with Elatec's AppBlaster (TWN4 DevPack); its product id is then 0427 or 0428",
            "https://github.com/LudovicRousseau/CCID/issues/59; http://www.linux-usb.org/usb.ids"),
    TWN4_SERIAL(
            0x09D8,
            0x0420,
            "Elatec TWN4",
            When.ATTACHED,
            "its firmware is a serial port, and PC/SC does not see it",
            "load the CCID firmware with Elatec's AppBlaster (TWN4 DevPack); its product id is then 0427 or 0428",
            "http://www.linux-usb.org/usb.ids"),
    PCPROX_KEYBOARD(
            0x0C27,
            0x3BFA,
            "RF IDeas pcProx",
            When.ATTACHED,
            "it is a keyboard: it types what it reads, and PC/SC does not see it",
            "a model with CCID, or another reader: with this id it is no PC/SC reader",
            "https://github.com/micolous/pcprox/blob/master/protocol.md"),
    PCPROX_SERIAL(
            0x0C27,
            0x232A,
            "RF IDeas pcProx Plus",
            When.ATTACHED,
            "it is a serial port, and PC/SC does not see it",
            "a model with CCID, or another reader: with this id it is no PC/SC reader",
            "http://www.linux-usb.org/usb.ids"),
    ACR122U_KERNEL(
            0x072F,
            0x2200,
            "ACS ACR122U",
            When.KERNEL_NFC,
            "the kernel's NFC driver holds it, and PC/SC cannot use it",
            "`modprobe -r pn533_usb`, then restart pcscd; to keep it: a line `blacklist pn533_usb` in a file of /etc/modprobe.d",
            "https://github.com/LudovicRousseau/pcsc-tools/issues/97; Linux, drivers/nfc/pn533/usb.c"),
    PN533_KERNEL(
            0x04CC,
            0x2533,
            "NXP PN533",
            When.KERNEL_NFC,
            "the kernel's NFC driver holds it",
            "another reader: the common PC/SC driver libccid does not know this one",
            "Linux, drivers/nfc/pn533/usb.c; libccid 1.5.2, Info.plist"),
    SCL3711_KERNEL(
            0x04E6,
            0x5591,
            "SCM SCL3711",
            When.KERNEL_NFC,
            "the kernel's NFC driver holds it",
            "`modprobe -r pn533_usb`, and the manufacturer's PC/SC driver: the common one, libccid, does not know this reader",
            "Linux, drivers/nfc/pn533/usb.c; libccid 1.5.2, Info.plist"),
    RCS330_KERNEL(
            0x054C,
            0x02E1,
            "Sony PaSoRi",
            When.KERNEL_NFC,
            "the kernel's NFC driver holds it",
            "another reader: the common PC/SC driver libccid does not know this one",
            "Linux, drivers/nfc/pn533/usb.c; libccid 1.5.2, Info.plist"),
    RCS380_KERNEL(
            0x054C,
            0x06C1,
            "Sony RC-S380",
            When.KERNEL_NFC,
            "the kernel's NFC driver holds it",
            "another reader: the common PC/SC driver libccid does not know this one",
            "Linux, drivers/nfc/port100.c; libccid 1.5.2, Info.plist");

    /** The kernel's NFC drivers that take readers from PC/SC. */
    private static final List<String> KERNEL_NFC_DRIVERS = List.of("pn533_usb", "pn533", "port100");

    /** In which state a device with these ids is of no use. */
    enum When {
        /** Always: it has these ids in this state only. */
        ATTACHED("attached") {
            @Override
            boolean holds(UsbDevice device) {
                return true;
            }
        },
        NO_SERIAL_PORT("attached, without a serial port") {
            @Override
            boolean holds(UsbDevice device) {
                return !device.hasSerialPort();
            }
        },
        KERNEL_NFC("held by the kernel's NFC driver") {
            @Override
            boolean holds(UsbDevice device) {
                return KERNEL_NFC_DRIVERS.stream().anyMatch(device::hasDriver);
            }
        };

        private final String words;

        When(String words) {
            this.words = words;
        }

        abstract boolean holds(UsbDevice device);

        String words() {
            return words;
        }
    }

    private final int vendor;
    private final int product;
    private final String device;
    private final When when;
    private final String text;
    private final String remedy;
    private final String source;

    UsbTrouble(int vendor, int product, String device, When when, String text, String remedy, String source) {
        this.vendor = vendor;
        this.product = product;
        this.device = device;
        this.when = when;
        this.text = text;
        this.remedy = remedy;
        this.source = source;
    }

    /** What keeps this device from being used; empty if the table knows nothing against it. */
    static Optional<UsbTrouble> of(UsbDevice device) {
        return Arrays.stream(values())
                .filter(one -> device.is(one.vendor, one.product) && one.when.holds(device))
                .findFirst();
    }

    /** Whether it is about a dongle, and not about a reader. */
    boolean isOfDongle() {
        return this == BLED112_WITHOUT_PORT || this == BLED112_UPDATING;
    }

    /** An adapter that cannot be used is a fault; a reader that cannot is a warning, since a terminal need not have one. */
    Finding finding(UsbDevice found) {
        String about = found.called(device) + ": " + text;
        return isOfDongle() ? Finding.wrong("adapter", about, remedy) : Finding.warning("readers", about, remedy);
    }

    /** A row of the table in docs/troubleshooting.md. */
    String row() {
        return "| `" + UsbDevice.id(vendor, product) + "` " + device + " | " + when.words() + " | " + text + " | "
                + remedy + " | " + source + " |";
    }
}
