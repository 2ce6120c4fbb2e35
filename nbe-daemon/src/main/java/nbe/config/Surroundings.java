package nbe.config;

import com.sun.jna.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The inputs of the configuration outside of its file.
 *
 * @param environment variables; on Windows, whose names ignore case, all in capitals
 * @param systemFiles places of the file where no name is given; the first that exists counts
 * @param hostNameSource asked at most once a reading, and only if it is needed
 */
public record Surroundings(Map<String, String> environment, List<Path> systemFiles, Supplier<String> hostNameSource) {
    static final List<String> WINDOWS_FILES = List.of("C:\\Nymi\\Bluetooth_Endpoint\\nbe.toml");
    /** The first is where HP ThinPro keeps it. */
    static final List<String> OTHER_FILES = List.of("/usr/bin/nbe.toml", "/etc/nbe/nbe.toml");

    /** Copies what it is given. */
    public Surroundings {
        environment = Map.copyOf(environment);
        systemFiles = List.copyOf(systemFiles);
    }

    /** This process on this machine. */
    public static Surroundings ofThisProcess() {
        return on(Platform.isWindows(), System.getenv(), Surroundings::nameOfThisHost);
    }

    static Surroundings on(boolean windows, Map<String, String> environment, Supplier<String> hostName) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((name, value) -> variables.put(windows ? name.toUpperCase(Locale.ROOT) : name, value));
        List<Path> files =
                (windows ? WINDOWS_FILES : OTHER_FILES).stream().map(Path::of).toList();
        return new Surroundings(variables, files, hostName);
    }

    String hostName() {
        return hostNameSource.get();
    }

    /** Asks a name server, which may take long, only where the system has no name of its own. */
    private static String nameOfThisHost() {
        String windowsName = System.getenv("COMPUTERNAME");
        if (windowsName != null && !windowsName.isBlank()) {
            return windowsName;
        }
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException notLinux) {
            return nameByAddress();
        }
    }

    private static String nameByAddress() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
