package nbe.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nbe.agent.link.AgentAddress;
import nbe.config.value.NotAllowed;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/**
 * The configuration file of this machine, as an installer treats it: made where there is none, and changed in the one line that
 * says where the agent is. What an administrator wrote around that line stays as it is.
 */
public final class SystemFile {
    private static final String KEY = Setting.AGENT_URL.key();

    private static final Set<PosixFilePermission> FOR_OWNER_AND_GROUP = PosixFilePermissions.fromString("rw-r-----");

    private final Path file;

    private SystemFile(Path file) {
        this.file = file;
    }

    /** The first of the system's files that exists; else the last place that is looked at, which is the proper one. */
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
     * @throws IOException also where the URL is none, or the file is not fit to be changed; the message says so
     */
    public boolean prepare(Optional<String> agentUrl) throws IOException {
        boolean there = Files.exists(file);
        String before = there ? text() : DefaultFile.text();
        String after = agentUrl.isPresent() ? withAgentUrl(before, agentUrl.get()) : before;
        if (there && after.equals(before)) {
            return false;
        }
        write(after);
        return true;
    }

    private String text() throws IOException {
        try {
            return ConfigText.read(file, "the configuration");
        } catch (ConfigText.Unusable e) {
            throw new IOException(e.problem().toString(), e);
        }
    }

    /**
     * Beside it first, so that a full disk or a crash leaves the old one; through a link, as ThinPro has one. Owner, group and rights
     * are those of the old one: it may hold a proxy's password, and the service has to be able to read it.
     */
    void write(String text) throws IOException {
        boolean there = Files.exists(file);
        Path real = there ? file.toRealPath() : file;
        Path beside = real.resolveSibling(real.getFileName() + ".new");
        Files.deleteIfExists(beside);
        boolean done = false;
        try {
            if (Files.getFileAttributeView(real.toAbsolutePath().getParent(), PosixFileAttributeView.class) == null) {
                Files.createFile(beside); // Windows: the rights are those of the folder
            } else {
                createLike(there ? Optional.of(real) : Optional.empty(), beside);
            }
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.move(beside, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(beside);
            }
        }
    }

    private static void createLike(Optional<Path> old, Path fresh) throws IOException {
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        PosixFileAttributeView rights = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (old.isEmpty()) {
            rights.setPermissions(FOR_OWNER_AND_GROUP);
            return;
        }
        PosixFileAttributes before = Files.readAttributes(old.get(), PosixFileAttributes.class);
        PosixFileAttributes now = rights.readAttributes();
        if (!now.owner().equals(before.owner())) {
            rights.setOwner(before.owner());
        }
        if (!now.group().equals(before.group())) {
            rights.setGroup(before.group());
        }
        rights.setPermissions(before.permissions());
    }

    private String withAgentUrl(String text, String words) throws IOException {
        AgentAddress agent;
        try {
            agent = Setting.AGENT_URL.type().fromText(words);
        } catch (NotAllowed e) {
            throw new IOException(KEY + " " + e.wrong() + "; allowed: " + e.allowed(), e);
        }
        TomlParseResult before = Toml.parse(text);
        if (before.hasErrors()) {
            throw new IOException(file + " does not parse, so it was left as it is: `nbe check` tells where; "
                    + before.errors().get(0).getMessage());
        }
        String line = KEY + " = " + Setting.AGENT_URL.type().toToml(agent);
        String changed = replaced(text, line, before.inputPositionOf(List.of(KEY)));
        TomlParseResult after = Toml.parse(changed);
        if (after.hasErrors() || !agent.url().equals(after.get(List.of(KEY))) || !sameButForUrl(before, after)) {
            throw new IOException("the " + KEY + " of " + file + " is written in a way that cannot be changed from here"
                    + "; please write it by hand: " + line);
        }
        return changed;
    }

    private static boolean sameButForUrl(TomlParseResult before, TomlParseResult after) {
        return rest(before).equals(rest(after));
    }

    private static Map<List<String>, String> rest(TomlParseResult table) {
        Map<List<String>, String> values = new HashMap<>();
        for (List<String> path : table.keyPathSet(false)) {
            Object value = table.get(path);
            values.put(path, value instanceof TomlArray array ? array.toJson() : String.valueOf(value));
        }
        values.remove(List.of(KEY));
        return values;
    }

    private static String replaced(String text, String line, TomlPosition position) {
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        if (position == null) {
            return line + end + text; // the top of the file is before any section
        }
        List<String> lines = text.lines().toList();
        StringBuilder changed = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            changed.append(i == position.line() - 1 ? line : lines.get(i)).append(end);
        }
        return changed.toString();
    }
}
