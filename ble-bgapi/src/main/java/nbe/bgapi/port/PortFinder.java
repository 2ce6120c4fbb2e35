package nbe.bgapi.port;

import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which ports there are at this moment. Called several times a second while a dongle is missing, so it is cheap. */
@FunctionalInterface
public interface PortFinder {
    /** USB ids of the BLED112; in firmware update mode the product differs. */
    int VENDOR = 0x2458;

    int PRODUCT = 0x0001;
    int PRODUCT_IN_DFU_MODE = 0xFFFE;

    /** The dongles of now, in a stable order. Never opens one. */
    List<FoundPort> find();

    /** Every BLED112, by its USB ids. */
    static PortFinder allBled112() {
        return Platform.isWindows()
                ? WindowsUsbPortFinder.ofMachine()
                : new LinuxUsbPortFinder(Path.of("/sys"), Path.of("/dev"));
    }

    /** One port by its name, of any device. */
    static PortFinder named(String name) {
        return named(name, Path.of("/sys"));
    }

    /** The same. If there is no port of that name but a dongle in firmware update mode, reports that dongle. */
    static PortFinder named(String name, Path sys) {
        String bare = PortNames.bare(name);
        List<FoundPort> found = List.of(new FoundPort(bare, bare, false));
        if (Platform.isWindows()) {
            return new WindowsNamedPort(SerialRegistry.ofMachine(), bare);
        }
        Path path = Path.of(bare);
        List<FoundPort> inDfuMode = List.of(new FoundPort(bare, bare, true));
        return () -> Files.exists(path)
                ? found
                : LinuxUsbPortFinder.socketsInDfuMode(sys).isEmpty() ? List.of() : inDfuMode;
    }
}
