package nbe.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.WString;
import com.sun.jna.ptr.IntByReference;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The list of device instances as the device manager writes it. */
class WindowsUsbBusTest {
    private static final String LIST = String.join(
                    "\0",
                    "USB\\ROOT_HUB30\\4&2B3C&0&0",
                    "USB\\VID_2458&PID_0001\\1",
                    "USB\\VID_076B&PID_5428\\5&1A2B&0&2",
                    "USB\\VID_076B&PID_5428&MI_00\\6&77&0&0000")
            + "\0\0";

    private record Listing(String list, int code) implements WindowsUsbBus.DeviceManager {
        @Override
        public int CM_Get_Device_ID_List_SizeW(IntByReference length, WString filter, int flags) {
            length.setValue(list.length());
            return code;
        }

        @Override
        public int CM_Get_Device_ID_ListW(WString filter, char[] buffer, int length, int flags) {
            list.getChars(0, list.length(), buffer, 0);
            return 0;
        }
    }

    @Test
    void devicesAreListedOnceAndInterfacesAreNot() {
        List<UsbDevice> devices = new WindowsUsbBus(Optional.of(new Listing(LIST, 0))).devices();
        assertEquals(2, devices.size(), devices.toString());
        assertTrue(devices.get(0).is(0x2458, 0x0001));
        assertEquals("5&1A2B&0&2", devices.get(1).socket());
    }

    @Test
    void aListThatCannotBeHadIsEmpty() {
        assertEquals(List.of(), new WindowsUsbBus(Optional.of(new Listing(LIST, 13))).devices());
        assertEquals(List.of(), new WindowsUsbBus(Optional.empty()).devices());
    }
}
