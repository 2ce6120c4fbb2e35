package nbe.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the service is at home: on Windows the package's folder, {@code C:\Nymi\Bluetooth_Endpoint}, which its launcher nbe.exe names;
 * on Linux the folder for its log, which systemd and our init script name.
 */
public final class InstalledHome {
    private InstalledHome() {}

    /** Empty: this program was not started by the package's nbe.exe. */
    public static Optional<Path> find() {
        return Optional.ofNullable(System.getProperty("nbe.home")).map(Path::of);
    }

    /** Where the service logs unless nbe.toml says otherwise: nobody sees a service's standard error. */
    public static Path log(Path home) {
        return home.resolve("logs").resolve("nbe.log");
    }

    /**
     * Where a service on Linux logs unless nbe.toml says otherwise.
     *
     * @param variables the environment; LOGS_DIRECTORY is systemd's (systemd.exec(5)): absolute paths with colons between
     * @return empty: no service manager started this process
     */
    public static Optional<Path> serviceLog(Map<String, String> variables) {
        return Optional.ofNullable(variables.get("LOGS_DIRECTORY"))
                .filter(folders -> folders.startsWith("/"))
                .map(folders -> Path.of(folders.split(":", 2)[0], "nbe.log"));
    }
}
