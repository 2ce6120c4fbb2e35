package nbe.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A directory with configuration files, an environment and a host name, and what a reader makes of them. */
final class Here {
    static final String URL = "agent_url = \"ws://127.0.0.1:9/socket/websocket\"\n";
    static final String HOST = "desk-7";

    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Path> systemFiles = new ArrayList<>();
    private String hostName = HOST;

    Here(Path directory) {
        this.directory = directory;
    }

    Here with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Here hostName(String name) {
        hostName = name;
        return this;
    }

    Here systemFile(Path file) {
        systemFiles.add(file);
        return this;
    }

    Path file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Surroundings surroundings() {
        return new Surroundings(environment, systemFiles, () -> hostName);
    }

    ConfigReading read() {
        return new ConfigReader(surroundings()).read(Optional.empty());
    }

    ConfigReading read(Path file) {
        return new ConfigReader(surroundings()).read(Optional.of(file));
    }

    /** The text becomes {@code nbe.toml}, and that is read. */
    ConfigReading read(String text) {
        return read(file("nbe.toml", text));
    }

    /** As {@link #read(String)}, where it must be without errors. */
    Settings settings(String text) {
        return settings(read(text));
    }

    static Settings settings(ConfigReading reading) {
        return reading.settings().orElseThrow(() -> new AssertionError("errors: " + reading.problems()));
    }
}
