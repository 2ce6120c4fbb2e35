package nbe.service;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source of our events in the Application event log of Windows: a key of the registry that names the file with the texts of the events.
 * It is EventCreate.exe, which every Windows has, and whose texts 1 to 1000 are {@code %1}. A file of our own would be held open by the
 * event viewer when an upgrade replaces it.
 */
public final class EventSource {
    /** Its name. */
    public static final String NAME = WindowsService.NAME;

    static final String KEY = "SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\" + NAME;
    static final String TEXTS = "%SystemRoot%\\System32\\EventCreate.exe";

    private static final Logger LOG = LoggerFactory.getLogger("service");

    /** {@code HKEY_LOCAL_MACHINE}: 32 bits with sign, as wide as a pointer. */
    private static final Pointer LOCAL_MACHINE = Pointer.createConstant(0xFFFFFFFF80000002L);

    private static final int KEY_SET_VALUE = 0x2;
    private static final int REG_EXPAND_SZ = 2;
    private static final int REG_DWORD = 4;
    private static final int FILE_NOT_FOUND = 2;
    /** Errors, warnings, information. */
    private static final int ALL_TYPES = 7;

    private EventSource() {}

    /** Registers it; without it the service runs, and the event viewer shows the text with a complaint. */
    static void register(Advapi advapi) {
        try (Memory handle = new Memory(Native.POINTER_SIZE);
                Memory texts = WideText.of(TEXTS);
                Memory types = new Memory(Integer.BYTES)) {
            types.setInt(0, ALL_TYPES);
            int code = advapi.RegCreateKeyExW(
                    LOCAL_MACHINE, new WString(KEY), 0, null, 0, KEY_SET_VALUE, null, handle, null);
            if (code == 0) {
                Pointer key = handle.getPointer(0);
                code = advapi.RegSetValueExW(
                        key, new WString("EventMessageFile"), 0, REG_EXPAND_SZ, texts, (int) texts.size());
                if (code == 0) {
                    code = advapi.RegSetValueExW(
                            key, new WString("TypesSupported"), 0, REG_DWORD, types, Integer.BYTES);
                }
                advapi.RegCloseKey(key);
            }
            warn("registered", code);
        }
    }

    /** Removes it, if it is there. */
    static void remove(Advapi advapi) {
        int code = advapi.RegDeleteKeyW(LOCAL_MACHINE, new WString(KEY));
        warn("removed", code == FILE_NOT_FOUND ? 0 : code);
    }

    private static void warn(String what, int code) {
        if (code != 0) {
            LOG.warn("the source of the event log cannot be {}: {}", what, WindowsCode.words(code));
        }
    }
}
