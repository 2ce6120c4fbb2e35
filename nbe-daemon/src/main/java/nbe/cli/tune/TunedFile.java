package nbe.cli.tune;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.config.ConfigEdit;
import nbe.config.ConfigFile;
import nbe.config.ConfigProblem;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Origin;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.tuning.Recommended;

/** Writes recommended values into the configuration file, and takes them back where they cannot be used. */
public final class TunedFile {
    private final ConfigReader reader;
    private final Optional<Path> option;
    private final PrintWriter out;
    private final PrintWriter err;

    /** Puts a changed file into use. */
    @FunctionalInterface
    public interface Use {
        /** Whether the daemon took it; prints its answer. */
        boolean use() throws IOException, InterruptedException;
    }

    /**
     * @param reader with the variables of this process
     * @param option the file that the command line names
     * @param out gets what was done
     * @param err gets what went wrong
     */
    public TunedFile(ConfigReader reader, Optional<Path> option, PrintWriter out, PrintWriter err) {
        this.reader = reader;
        this.option = option;
        this.out = out;
        this.err = err;
    }

    /**
     * Writes the values and puts them into use. A file with which something is wrong afterwards, by this program's or the daemon's reading,
     * becomes what it was.
     *
     * @param use empty: no daemon runs
     * @return whether the file has the values, and the daemon, if one runs, uses it
     */
    public boolean apply(List<Recommended> values, Optional<Use> use) throws InterruptedException {
        Optional<Path> file = reader.locate(option);
        if (file.isEmpty()) {
            err.println(
                    "nbe: nothing was written: there is no configuration file. Write one with the URL of the agent and these"
                            + " lines, or name one with --config:");
            values.forEach(value -> err.println("  " + value.key() + " = " + value.dbm()));
            return false;
        }
        try {
            String before = ConfigFile.read(file.get());
            String after = changed(file.get(), before, values);
            if (after.equals(before)) {
                out.println(file.get() + " has these values already");
            } else {
                ConfigFile.write(file.get(), after);
                out.println("written to " + file.get());
            }
            if (!isFine(values) || use.isPresent() && !isTaken(use.get())) {
                if (!after.equals(before)) {
                    ConfigFile.write(file.get(), before);
                    err.println("nbe: " + file.get() + " is again as it was");
                }
                return false;
            }
            return true;
        } catch (IOException e) {
            err.println("nbe: " + e.getMessage());
            return false;
        }
    }

    private String changed(Path file, String before, List<Recommended> values) throws IOException {
        ConfigEdit edit = new ConfigEdit(file, before);
        for (Recommended value : values) {
            edit.set(value.key(), Integer.toString(value.dbm()));
        }
        for (String former : edit.disableFormerKeys()) {
            out.println(former
                    + " is a comment now: it is a former key, and does not count beside those that took its place");
        }
        return edit.text();
    }

    /** Reads the file as the daemon would, and names the variables that count before it. */
    private boolean isFine(List<Recommended> values) {
        ConfigReading reading = reader.read(option);
        reading.errors().stream().map(ConfigProblem::toString).forEach(err::println);
        Optional<Settings> settings = reading.settings();
        settings.ifPresent(read -> Setting.all().stream()
                .filter(setting -> values.stream().anyMatch(value -> value.key().equals(setting.name())))
                .filter(setting -> read.origin(setting) instanceof Origin.Variable)
                .forEach(setting -> err.println(
                        "nbe: the variable " + read.origin(setting).position() + " overrides " + setting.name()
                                + ": with it " + read.toToml(setting) + " counts, whatever the file says")));
        return settings.isPresent();
    }

    /** A daemon that does not answer leaves the file as it is now: it will read it when it starts again. */
    private boolean isTaken(Use use) throws InterruptedException {
        try {
            return use.use();
        } catch (IOException e) {
            err.println("nbe: the running daemon could not be asked to read the file (" + e.getMessage()
                    + "); `nbe reload` does it");
            return true;
        }
    }
}
