package nbe.service;

import java.nio.file.Path;
import java.util.Optional;

/** The folder of the Windows package: {@code C:\Nymi\Bluetooth_Endpoint}. Its launcher nbe.exe says where it is. */
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
}
