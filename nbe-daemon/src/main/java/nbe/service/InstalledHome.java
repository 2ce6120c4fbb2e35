package nbe.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of an installed service: on Windows the package's, {@code C:\Nymi\Bluetooth_Endpoint}, which the launcher nbe.exe passes in
 * the system property {@code nbe.home}; on Linux the log folder, which systemd and our init script pass in a variable.
 */
public final class InstalledHome {
    /** Where the Debian package's service logs if nbe.toml names no file. */
    private static final Path DEBIAN_LOG = Path.of("/var/log/nymi-bluetooth-endpoint/nbe.log");

    private InstalledHome() {}

    /** The package's folder on Windows; empty if nbe.exe has not started this program. */
    public static Optional<Path> find() {
        return Optional.ofNullable(System.getProperty("nbe.home")).map(Path::of);
    }

    /** The log file on Windows if nbe.toml names none: nobody sees a service's standard error. */
    public static Path log(Path home) {
        return home.resolve("logs").resolve("nbe.log");
    }

    /**
     * The log file on Linux if nbe.toml names none.
     *
     * @param variables the environment; LOGS_DIRECTORY is systemd's (systemd.exec(5)): absolute paths with colons between
     * @return empty if no service manager has started this process
     */
    public static Optional<Path> serviceLog(Map<String, String> variables) {
        return Optional.ofNullable(variables.get("LOGS_DIRECTORY"))
                .filter(folders -> folders.startsWith("/"))
                .map(folders -> Path.of(folders.split(":", 2)[0], "nbe.log"));
    }

    /** The log file of this machine's service if nbe.toml names none, for a command that looks for it; empty if there is none. */
    public static Optional<Path> serviceLogHere() {
        return find().map(InstalledHome::log).or(() -> Optional.of(DEBIAN_LOG).filter(Files::exists));
    }
}
