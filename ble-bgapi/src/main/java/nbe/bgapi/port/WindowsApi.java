package nbe.bgapi.port;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;

/** The functions of Windows that tell which serial ports there are, and when that changes. Errors are Win32 codes. */
record WindowsApi(Registry registry, Events events) {
    static final int SUCCESS = 0;
    static final int FILE_NOT_FOUND = 2;
    static final int NO_MORE_ITEMS = 259;

    /** {@code HKEY_LOCAL_MACHINE} and {@code HKEY_CURRENT_USER}: 32 bits with sign, as wide as a pointer. */
    static final Pointer LOCAL_MACHINE = Pointer.createConstant(0xFFFFFFFF80000002L);

    static final Pointer CURRENT_USER = Pointer.createConstant(0xFFFFFFFF80000001L);

    /** KEY_QUERY_VALUE | KEY_NOTIFY. */
    static final int READ_AND_WATCH = 0x0011;
    /** REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_LAST_SET: keys below, and values. */
    static final int NAMES_AND_VALUES = 0x0005;

    static final int WAIT_TIMEOUT = 258;

    /** advapi32.dll. */
    interface Registry extends StdCallLibrary {
        int RegOpenKeyExW(Pointer root, WString path, int options, int access, PointerByReference key);

        int RegEnumValueW(
                Pointer key,
                int index,
                char[] name,
                IntByReference nameLength,
                Pointer reserved,
                IntByReference type,
                byte[] data,
                IntByReference dataLength);

        int RegNotifyChangeKeyValue(Pointer key, boolean subtree, int filter, Pointer event, boolean asynchronous);

        int RegCloseKey(Pointer key);
    }

    /** kernel32.dll. */
    interface Events extends StdCallLibrary {
        Pointer CreateEventW(Pointer attributes, boolean manualReset, boolean signalled, Pointer name);

        boolean SetEvent(Pointer event);

        /** The index of the event, or {@link #WAIT_TIMEOUT}; anything else is a failure. */
        int WaitForMultipleObjects(int count, Pointer[] events, boolean all, int millis);

        boolean CloseHandle(Pointer handle);
    }

    /**
     * Loads both.
     *
     * @throws LinkageError if this is not Windows, or JNA's own native part cannot be loaded
     */
    static WindowsApi load() {
        return new WindowsApi(Native.load("advapi32", Registry.class), Native.load("kernel32", Events.class));
    }
}
