package nbe.usb;

import com.sun.jna.Native;
import com.sun.jna.WString;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the device manager for the devices of the enumerator USB that are present (cfgmgr32.h). The registry would name all that were ever
 * attached. Windows' list has ids and no drivers, so only troubles that an id alone shows are found.
 */
final class WindowsUsbBus implements UsbBus {
    private static final Logger LOG = LoggerFactory.getLogger("doctor");
    private static final int SUCCESS = 0;
    /** CM_GETIDLIST_FILTER_ENUMERATOR | CM_GETIDLIST_FILTER_PRESENT. */
    private static final int PRESENT_OF_ENUMERATOR = 0x0101;

    private static final WString USB = new WString("USB");

    /** An instance of a device, not one of its interfaces, which have {@code &MI_nn} after the product. */
    private static final Pattern DEVICE = Pattern.compile("USB\\\\VID_([0-9A-Fa-f]{4})&PID_([0-9A-Fa-f]{4})\\\\(.+)");

    /** cfgmgr32.dll. */
    interface DeviceManager extends StdCallLibrary {
        int CM_Get_Device_ID_List_SizeW(IntByReference length, WString filter, int flags);

        int CM_Get_Device_ID_ListW(WString filter, char[] buffer, int length, int flags);
    }

    private final Optional<DeviceManager> manager;

    WindowsUsbBus(Optional<DeviceManager> manager) {
        this.manager = manager;
    }

    static UsbBus ofThisMachine() {
        try {
            return new WindowsUsbBus(Optional.of(Native.load("cfgmgr32", DeviceManager.class)));
        } catch (LinkageError e) {
            LOG.debug("the device manager cannot be asked for USB devices: {}", e.toString());
            return new WindowsUsbBus(Optional.empty());
        }
    }

    @Override
    public List<UsbDevice> devices() {
        return manager.map(WindowsUsbBus::instances).orElse(List.of());
    }

    private static List<UsbDevice> instances(DeviceManager manager) {
        IntByReference length = new IntByReference();
        int code = manager.CM_Get_Device_ID_List_SizeW(length, USB, PRESENT_OF_ENUMERATOR);
        if (code != SUCCESS) {
            LOG.debug("the device manager does not count USB devices: error {}", code);
            return List.of();
        }
        char[] buffer = new char[length.getValue()];
        code = manager.CM_Get_Device_ID_ListW(USB, buffer, buffer.length, PRESENT_OF_ENUMERATOR);
        if (code != SUCCESS) {
            LOG.debug("the device manager does not list USB devices: error {}", code);
            return List.of();
        }
        List<UsbDevice> devices = new ArrayList<>();
        for (String instance : new String(buffer).split("\0")) {
            Matcher device = DEVICE.matcher(instance);
            if (device.matches()) {
                devices.add(new UsbDevice(
                        device.group(3),
                        Integer.parseInt(device.group(1), 16),
                        Integer.parseInt(device.group(2), 16),
                        "",
                        List.of(),
                        Optional.empty()));
            }
        }
        return devices;
    }
}
