package nbe.usb;

import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.List;

/** The devices that are attached now. */
@FunctionalInterface
interface UsbBus {
    /** In a stable order; empty where the system does not say. Opens none of them. */
    List<UsbDevice> devices();

    static UsbBus ofThisMachine() {
        return Platform.isWindows() ? WindowsUsbBus.ofThisMachine() : new LinuxUsbBus(Path.of("/sys"));
    }
}
