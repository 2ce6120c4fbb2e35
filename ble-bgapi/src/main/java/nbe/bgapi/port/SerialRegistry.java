package nbe.bgapi.port;

import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Windows' list of serial ports: the values of one key of the registry, a name such as {@code COM5} each. Drivers write it
 * when a port comes or goes; without a port the key does not exist.
 */
final class SerialRegistry implements PortList {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    private static final String KEY = "SERIALCOMM";
    private static final int LONGEST_NAME = 16_384;
    private static final int LONGEST_PORT = 1_024;

    private final Optional<WindowsApi> api;
    private final Pointer root;
    private final String above;
    private final String key;

    /** @param above the key above the list, which is always there */
    SerialRegistry(Optional<WindowsApi> api, Pointer root, String above, String key) {
        this.api = api;
        this.root = root;
        this.above = above;
        this.key = key;
    }

    /** This machine's. Where it cannot be asked, {@link #names} is empty. */
    static SerialRegistry ofMachine() {
        Optional<WindowsApi> api = Optional.empty();
        try {
            api = Optional.of(WindowsApi.load());
        } catch (LinkageError e) {
            LOG.debug("the registry cannot be asked for the serial ports: {}", e.toString());
        }
        return new SerialRegistry(api, WindowsApi.LOCAL_MACHINE, "HARDWARE\\DEVICEMAP", KEY);
    }

    Optional<WindowsApi> api() {
        return api;
    }

    /** Opens the key above the list, to be watched; empty if that cannot be done. The caller closes it. */
    Optional<Pointer> openAbove() {
        PointerByReference opened = new PointerByReference();
        return api.isPresent() && open(api.get(), above, opened) == WindowsApi.SUCCESS
                ? Optional.of(opened.getValue())
                : Optional.empty();
    }

    private int open(WindowsApi windows, String path, PointerByReference opened) {
        int code = windows.registry().RegOpenKeyExW(root, new WString(path), 0, WindowsApi.READ_AND_WATCH, opened);
        if (code != WindowsApi.SUCCESS && code != WindowsApi.FILE_NOT_FOUND) {
            LOG.debug("the registry key {} cannot be opened: error {}", path, code);
        }
        return code;
    }

    @Override
    public Optional<List<String>> names() {
        return api.flatMap(this::names);
    }

    private Optional<List<String>> names(WindowsApi windows) {
        PointerByReference opened = new PointerByReference();
        int code = open(windows, above + "\\" + key, opened);
        if (code != WindowsApi.SUCCESS) {
            return code == WindowsApi.FILE_NOT_FOUND ? Optional.of(List.of()) : Optional.empty();
        }
        try {
            return values(windows.registry(), opened.getValue());
        } finally {
            windows.registry().RegCloseKey(opened.getValue());
        }
    }

    private static Optional<List<String>> values(WindowsApi.Registry registry, Pointer opened) {
        List<String> names = new ArrayList<>();
        char[] name = new char[LONGEST_NAME];
        byte[] data = new byte[LONGEST_PORT];
        for (int index = 0; ; index++) {
            IntByReference length = new IntByReference(data.length);
            int code = registry.RegEnumValueW(
                    opened, index, name, new IntByReference(name.length), null, null, data, length);
            if (code == WindowsApi.NO_MORE_ITEMS) {
                names.sort(null);
                return Optional.of(List.copyOf(names));
            }
            if (code != WindowsApi.SUCCESS) {
                LOG.debug("the list of serial ports cannot be read: error {}", code);
                return Optional.empty();
            }
            String port = new String(data, 0, length.getValue(), StandardCharsets.UTF_16LE);
            int end = port.indexOf('\0');
            names.add(end < 0 ? port : port.substring(0, end));
        }
    }
}
