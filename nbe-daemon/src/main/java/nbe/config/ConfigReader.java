package nbe.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nbe.agent.link.ProxyServer;
import nbe.config.Origin.InFile;
import nbe.config.Origin.Variable;
import nbe.config.value.NotAllowed;
import nbe.config.value.ProxyUrl;
import nbe.config.value.TomlWords;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Finds and reads the configuration (docs/configuration.md), and reports all problems at once. Writes nothing. One reader may be used
 * again, and from any thread.
 */
public final class ConfigReader {
    /** The variable that names the file where the command line does not. */
    public static final String FILE_VARIABLE = "NBE_CONFIG";

    /** A file's problems by its lines; then those of variables, by their names. */
    private static final Comparator<ConfigProblem> IN_ORDER = Comparator.comparingInt(
                    (ConfigProblem p) -> p.position() instanceof InFile f ? f.line() : Integer.MAX_VALUE)
            .thenComparingInt(p -> p.position() instanceof InFile f ? f.column() : Integer.MAX_VALUE)
            .thenComparing(p -> p.position().position());

    /** What a relative path in a variable is relative to, as for every program. */
    private static final Path WORKING_DIRECTORY = Path.of("").toAbsolutePath();

    private final Surroundings here;

    public ConfigReader(Surroundings here) {
        this.here = here;
    }

    /**
     * Reads file and variables.
     *
     * @param option the file that the command line names
     */
    public ConfigReading read(Optional<Path> option) {
        return readAll(option).reading();
    }

    private Pass readAll(Optional<Path> option) {
        Pass pass = new Pass(Settings.defaults(here));
        pass.readFile(option);
        pass.readVariables();
        pass.countFormerKeys();
        pass.readProxyVariables();
        pass.finish(pass.file);
        return pass;
    }

    /**
     * The file that {@link #read} would read, as it is now; nothing is checked but that it can be read.
     *
     * @param option the file that the command line names
     */
    public FileState look(Optional<Path> option) {
        Pass pass = new Pass(Settings.defaults(here));
        pass.readFile(option);
        return pass.state();
    }

    /**
     * The file that {@link #read} would read; empty: none. Looks for it, and reads nothing.
     *
     * @param option the file that the command line names
     */
    public Optional<Path> locate(Optional<Path> option) {
        if (option.isPresent()) {
            return option.map(Path::toAbsolutePath);
        }
        try {
            return namedFile()
                    .map(Path::of)
                    .map(Path::toAbsolutePath)
                    .or(() -> here.systemFiles().stream()
                            .filter(file -> !Files.notExists(file))
                            .findFirst());
        } catch (InvalidPathException e) {
            return Optional.empty(); // read() says so
        }
    }

    private Optional<String> namedFile() {
        return Optional.of(VariableText.unquoted(here.environment().getOrDefault(FILE_VARIABLE, "")))
                .filter(name -> !name.isEmpty());
    }

    /**
     * The value of one setting, whatever else is wrong in file and variables.
     *
     * @param option the file that the command line names
     * @return empty: the file cannot be read, is no TOML, or the value is not allowed
     */
    public <T> Optional<T> valueOf(Setting<T> setting, Optional<Path> option) {
        Pass pass = readAll(option);
        boolean readable = pass.complete || pass.settings.origin(setting) != Origin.Default.DEFAULT;
        return readable && !pass.refused.contains(setting)
                ? Optional.of(pass.settings.value(setting))
                : Optional.empty();
    }

    /**
     * What one file says, whatever variables say; nothing is missing in it, and nothing is checked over several keys.
     *
     * @param file named by the command line
     */
    public ConfigReading readAlone(Path file) {
        Pass pass = new Pass(Settings.defaults(here));
        pass.readFile(Optional.of(file));
        return pass.reading();
    }

    /** The value that counts if neither file nor variables say another. */
    public <T> T defaultOf(Setting<T> setting) {
        return setting.defaultValue(here);
    }

    /** The state of one reading. */
    private final class Pass {
        private final List<ConfigProblem> problems = new ArrayList<>();
        /** Settings whose given value was rejected: their default proves nothing. */
        private final Set<Setting<?>> refused = new HashSet<>();

        private final Map<FormerKey, FormerKey.Given> formerKeys = new EnumMap<>(FormerKey.class);

        private Optional<Path> file = Optional.empty();
        private Optional<String> digest = Optional.empty();
        private Optional<String> unusable = Optional.empty();
        private Settings settings;
        /** Whether every key of the file was read; false for a file that does not parse. */
        private boolean complete = true;

        Pass(Settings defaults) {
            this.settings = defaults;
        }

        ConfigReading reading() {
            problems.sort(IN_ORDER);
            boolean broken = problems.stream().anyMatch(p -> p.severity() == ConfigProblem.Severity.ERROR);
            return new ConfigReading(state(), broken ? Optional.empty() : Optional.of(settings), problems);
        }

        FileState state() {
            return new FileState(file, digest, unusable);
        }

        void readFile(Optional<Path> option) {
            Optional<String> named = namedFile();
            file = locate(option);
            if (file.isPresent()) {
                readFile(
                        file.get(),
                        option.isPresent() ? "--config" : named.isPresent() ? FILE_VARIABLE : "the configuration");
            } else if (named.isPresent()) {
                problems.add(ConfigProblem.error(
                        new Variable(FILE_VARIABLE),
                        FILE_VARIABLE + " is " + TomlWords.shortened(named.get()) + ", no path on this system",
                        "it must name a file"));
                complete = false;
            }
        }

        private void readFile(Path file, String namedBy) {
            String text;
            try {
                text = ConfigText.read(file, namedBy);
            } catch (ConfigText.Unusable e) {
                problems.add(e.problem());
                unusable = Optional.of(e.problem().toString());
                complete = false;
                return;
            }
            digest = Optional.of(ConfigText.digest(text));
            TomlParseResult table = Toml.parse(text);
            List<String> lines = text.lines().toList();
            for (TomlParseError error : table.errors()) {
                problems.add(SyntaxProblem.of(file, lines, error));
                complete = false;
            }
            readTable(file, "", table);
        }

        private void readTable(Path file, String section, TomlTable table) {
            for (String key : table.keySet()) {
                List<String> path = List.of(key);
                InFile position = at(file, table.inputPositionOf(path));
                Object value = table.get(path);
                Optional<Setting<?>> setting = KnownKeys.find(section, key);
                Optional<FormerKey> former = FormerKey.find(section, key);
                if (setting.isPresent()) {
                    readValue(setting.get(), value, position);
                } else if (former.isPresent()) {
                    readFormer(former.get(), position, () -> former.get().fromToml(value, position));
                } else if (section.isEmpty() && Setting.sections().contains(key)) {
                    readSection(file, key, value, position);
                } else if (complete) {
                    problems.add(KnownKeys.unknown(section, key, value, position));
                }
            }
        }

        private void readSection(Path file, String section, Object value, InFile position) {
            if (value instanceof TomlTable table) {
                readTable(file, section, table);
                return;
            }
            boolean repeatable =
                    value instanceof TomlArray array && array.size() > 0 && array.get(0) instanceof TomlTable;
            String wrong = repeatable ? "an array of sections" : TomlWords.describe(value);
            problems.add(ConfigProblem.error(
                    position, section + " is " + wrong, "allowed: the section [" + section + "] with its keys below"));
        }

        private <T> void readValue(Setting<T> setting, Object value, InFile position) {
            try {
                T own = setting.type().fromToml(value, inner(setting, place -> at(position.file(), place)));
                settings = settings.with(setting, setting.type().seenFrom(folderOf(position.file()), own), position);
            } catch (NotAllowed e) {
                InFile place = position;
                if (e.isInElement() && value instanceof TomlArray array) {
                    place = at(position.file(), array.inputPositionOf(e.element()));
                }
                problems.add(ConfigProblem.of(place, setting, e));
                refused.add(setting);
            }
        }

        private void readFormer(FormerKey former, Origin place, FormerValue value) {
            try {
                formerKeys.put(former, value.read());
            } catch (NotAllowed e) {
                problems.add(ConfigProblem.error(place, former.key() + " " + e.wrong(), "allowed: " + e.allowed()));
                refused.addAll(former.now());
            }
        }

        /** Where nothing that took its place is given, a former key counts. */
        void countFormerKeys() {
            formerKeys.forEach((former, given) -> {
                boolean replaced = former.now().stream()
                        .anyMatch(setting ->
                                settings.origin(setting) != Origin.Default.DEFAULT || refused.contains(setting));
                if (replaced) {
                    problems.add(former.doesNotCount(given));
                } else {
                    settings = former.over(settings, given.value(), given.origin());
                    problems.add(former.counts(settings, given));
                }
            });
        }

        private InnerProblems inner(Setting<?> setting, Function<TomlPosition, Origin> places) {
            return new InnerProblems(setting, places, problems, refused);
        }

        void readVariables() {
            for (Setting<?> setting : Setting.all()) {
                readVariable(setting);
            }
            for (FormerKey former : FormerKey.values()) {
                String text = here.environment().get(former.variable());
                if (text != null) {
                    Variable variable = new Variable(former.variable());
                    readFormer(
                            former,
                            variable,
                            () -> former.fromText(
                                    text, variable, inner(former.now().get(0), at -> variable)));
                }
            }
            switchOff(Setting.BAND_LEGACY);
            here.environment()
                    .keySet()
                    .forEach(name -> KnownKeys.suspicious(name).ifPresent(problems::add));
        }

        private <T> void readVariable(Setting<T> setting) {
            Optional<String> name = Optional.of(setting.variable())
                    .filter(here.environment()::containsKey)
                    .or(() -> setting.unprefixedVariable().filter(here.environment()::containsKey));
            if (name.isEmpty()) {
                return;
            }
            Variable variable = new Variable(name.get());
            try {
                String text = here.environment().get(name.get());
                T value = VariableText.read(setting.type(), text, inner(setting, place -> variable));
                if (VariableText.looksLikeToml(text) && !setting.type().isTomlInVariables()) {
                    problems.add(ConfigProblem.warning(
                            variable,
                            setting.name() + " is written with quotation marks or brackets",
                            "taken as TOML has them; a variable needs none"));
                }
                settings = settings.with(setting, setting.type().seenFrom(WORKING_DIRECTORY, value), variable);
            } catch (NotAllowed e) {
                problems.add(ConfigProblem.of(variable, setting, e));
                refused.add(setting);
            }
        }

        private void switchOff(Setting<Boolean> setting) {
            String name = setting.switchVariable().orElseThrow();
            String value = VariableText.unquoted(here.environment().getOrDefault(name, ""))
                    .strip();
            if (value.equals("0")) {
                settings = settings.with(setting, false, new Variable(name));
            } else if (!value.isEmpty() && !value.equals("1")) {
                problems.add(ConfigProblem.warning(
                        new Variable(name),
                        name + " is " + TomlWords.shortened(value) + " and has no effect",
                        "only 0 has one: it makes " + setting.name() + " false"));
            }
        }

        /** The machine's proxy variables apply where {@code [proxy] url} is not set. */
        void readProxyVariables() {
            if (settings.origin(Setting.PROXY_URL) != Origin.Default.DEFAULT || refused.contains(Setting.PROXY_URL)) {
                return;
            }
            ProxyVariables proxies = new ProxyVariables(here.environment());
            Optional<String> name = proxies.nameFor(settings.value(Setting.AGENT_URL));
            if (name.isEmpty()) {
                return;
            }
            Variable variable = new Variable(name.get());
            try {
                Optional<ProxyServer> proxy = ProxyUrl.OR_NONE.fromText(proxies.url(name.get()));
                settings = settings.with(Setting.PROXY_URL, proxy, variable);
            } catch (NotAllowed e) {
                // it asks for a proxy, which is no wish for a direct connection
                problems.add(ConfigProblem.error(
                        variable,
                        name.get() + " " + e.wrong(),
                        "allowed: " + e.allowed()
                                + "; other programs may understand it: [proxy] url counts before it, \"\" for"
                                + " a direct connection"));
            }
        }

        void finish(Optional<Path> file) {
            if (!complete) {
                return;
            }
            Setting<?> url = Setting.AGENT_URL;
            if (file.isPresent() && settings.origin(url) == Origin.Default.DEFAULT && !refused.contains(url)) {
                problems.add(ConfigProblem.error(
                        InFile.startOf(file.get()),
                        url.name() + " is missing",
                        "a file must say where the agent is, as in " + url.name() + " = " + url.example()));
            }
            problems.addAll(CrossChecks.of(settings, refused));
        }
    }

    /** Reads the value of a {@link FormerKey}. */
    @FunctionalInterface
    private interface FormerValue {
        FormerKey.Given read() throws NotAllowed;
    }

    /** The folder of the file itself, also where a link leads to it: relative paths begin there. */
    private static Path folderOf(Path file) {
        try {
            return file.toRealPath().getParent();
        } catch (IOException gone) {
            return file.toAbsolutePath().getParent();
        }
    }

    private static InFile at(Path file, TomlPosition position) {
        return position == null ? InFile.startOf(file) : new InFile(file, position.line(), position.column());
    }
}
