package nbe.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.AgentAddress;
import nbe.config.value.NotAllowed;

/**
 * Writes this machine's configuration file for an installer: creates it if there is none, and changes the line with the agent's URL. All
 * other lines stay as the administrator wrote them.
 */
public final class SystemFile {
    private static final String KEY = Setting.AGENT_URL.key();

    private final Path file;

    private SystemFile(Path file) {
        this.file = file;
    }

    /** The first of the system's files that exists; else the last of their places, which is the proper one. */
    public static SystemFile of(Surroundings here) {
        List<Path> places = here.systemFiles();
        return new SystemFile(
                places.stream().filter(Files::exists).findFirst().orElseGet(() -> places.get(places.size() - 1)));
    }

    public Path path() {
        return file;
    }

    /**
     * Makes the file if there is none, and sets the agent's URL in it.
     *
     * @param agentUrl empty: the one in the file stays
     * @return whether anything was written
     * @throws IOException also if the URL is invalid or the file cannot be changed safely; the message says why
     */
    public boolean prepare(Optional<String> agentUrl) throws IOException {
        boolean there = Files.exists(file);
        String before = there ? ConfigFile.read(file) : DefaultFile.text();
        String after = agentUrl.isPresent() ? withAgentUrl(before, agentUrl.get()) : before;
        if (there && after.equals(before)) {
            return false;
        }
        ConfigFile.write(file, after);
        return true;
    }

    private String withAgentUrl(String text, String words) throws IOException {
        AgentAddress agent;
        try {
            agent = Setting.AGENT_URL.type().fromText(words);
        } catch (NotAllowed e) {
            throw new IOException(KEY + " " + e.wrong() + "; allowed: " + e.allowed(), e);
        }
        ConfigEdit edit = new ConfigEdit(file, text);
        edit.set(KEY, Setting.AGENT_URL.type().toToml(agent));
        return edit.text();
    }
}
