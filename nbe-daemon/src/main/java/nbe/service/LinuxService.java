package nbe.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nbe.config.Surroundings;
import nbe.config.SystemFile;

/** The systemd unit, or the init script, of the Debian package. */
final class LinuxService implements ServiceControl {
    /** Name of the unit and of the init script. */
    static final String NAME = "nymi-bluetooth-endpoint";

    private static final String LOG_FILE = "/var/log/" + NAME + "/nbe.log";

    /** Group of the service's account; the Debian package creates both. */
    private static final String GROUP = "nbe";

    /** Exit status of the daemon for a bad nbe.toml. */
    private static final String BAD_CONFIGURATION = "78";

    private static final Path SYSTEMD_RUNS = Path.of("/run/systemd/system");
    private static final Path INIT_SCRIPT = Path.of("/etc/init.d/" + NAME);

    private static final String ACCOUNT_OF_INIT_SCRIPT = "nbe";
    /** In the status lines of this class and of the init script. */
    private static final Pattern PROCESS = Pattern.compile(", process ([0-9]{1,10})\\b");

    private final boolean systemd;
    private final SystemCommand command;

    /**
     * @param systemd whether systemd is the init system; else the init script is used
     * @param command runs the system's programs
     */
    LinuxService(boolean systemd, SystemCommand command) {
        this.systemd = systemd;
        this.command = command;
    }

    static LinuxService ofThisSystem() throws ServiceFailure {
        boolean systemd = Files.isDirectory(SYSTEMD_RUNS);
        if (!systemd && !Files.isExecutable(INIT_SCRIPT)) {
            throw new ServiceFailure("systemd does not run here, and there is no " + INIT_SCRIPT
                    + "; install the package " + NAME + ", or run the daemon in the foreground with `nbe run`");
        }
        return new LinuxService(systemd, SystemCommand.REAL);
    }

    @Override
    public String install(InstallOptions options) throws ServiceFailure, InterruptedException {
        if (options.account().isPresent()) {
            throw new ServiceFailure("--account is for Windows; here User= of the unit is the account: `systemctl edit "
                    + NAME + "` changes it");
        }
        needUnit();
        if (options.agentUrl().isPresent()) {
            prepare(options, SystemFile.of(Surroundings.ofThisProcess()));
        }
        if (systemd) {
            mustRun("systemctl", "enable", NAME);
        } else {
            mustRun("update-rc.d", NAME, "defaults");
            mustRun("update-rc.d", NAME, "enable");
        }
        return "the service " + NAME + " starts with the machine; `nbe service start` starts it now";
    }

    /** Gives a new file to root and the service's group, which reads it; an existing file keeps its owner and rights. */
    void prepare(InstallOptions options, SystemFile file) throws ServiceFailure, InterruptedException {
        boolean there = Files.exists(file.path());
        options.prepare(file);
        if (!there) {
            mustRun("chown", "root:" + GROUP, file.path().toString());
        }
    }

    @Override
    public String uninstall() throws ServiceFailure, InterruptedException {
        needUnit();
        if (systemd) {
            mustRun("systemctl", "disable", "--now", NAME);
        } else {
            mustRun(INIT_SCRIPT.toString(), "stop");
            mustRun("update-rc.d", NAME, "disable");
        }
        return "the service " + NAME + " is stopped and no longer starts with the machine";
    }

    @Override
    public String start() throws ServiceFailure, InterruptedException {
        needUnit();
        mustRun(systemd ? List.of("systemctl", "start", NAME) : List.of(INIT_SCRIPT.toString(), "start"));
        return "the service " + NAME + " runs; " + "its log: " + log();
    }

    @Override
    public String stop() throws ServiceFailure, InterruptedException {
        needUnit();
        mustRun(systemd ? List.of("systemctl", "stop", NAME) : List.of(INIT_SCRIPT.toString(), "stop"));
        return "the service " + NAME + " is stopped";
    }

    @Override
    public ServiceState status() throws ServiceFailure, InterruptedException {
        if (!systemd) {
            SystemCommand.Answer answer = command.run(List.of(INIT_SCRIPT.toString(), "status"));
            return new ServiceState(answer.status() == 0, processIn(answer.oneLine()), answer.oneLine());
        }
        Map<String, String> unit = show();
        boolean running = unit.getOrDefault("ActiveState", "").equals("active");
        StringBuilder text = new StringBuilder(NAME)
                .append(": ")
                .append(unit.get("ActiveState"))
                .append(" (")
                .append(unit.get("SubState"))
                .append("), ")
                .append(unit.getOrDefault("UnitFileState", ""));
        if (running) {
            text.append(", process ").append(unit.get("MainPID"));
            text.append(" since ").append(unit.get("ActiveEnterTimestamp"));
        } else if (!unit.getOrDefault("Result", "success").equals("success")) {
            text.append(", ended with ").append(unit.get("Result"));
            text.append(" (exit status ").append(unit.get("ExecMainStatus")).append(')');
            if (BAD_CONFIGURATION.equals(unit.get("ExecMainStatus"))) {
                text.append(": `nbe check` says what is wrong with the configuration");
            }
        }
        if (!unit.getOrDefault("StatusText", "").isEmpty()) {
            text.append("; ").append(unit.get("StatusText"));
        }
        return new ServiceState(running, processIn(text.toString()), text.toString());
    }

    private static OptionalLong processIn(String text) {
        Matcher process = PROCESS.matcher(text);
        return process.find() ? OptionalLong.of(Long.parseLong(process.group(1))) : OptionalLong.empty();
    }

    @Override
    public Optional<ServiceAccount> account() throws ServiceFailure, InterruptedException {
        if (!systemd) {
            return Optional.of(new ServiceAccount(ACCOUNT_OF_INIT_SCRIPT, Optional.empty(), List.of()));
        }
        Map<String, String> unit = show();
        if (!unit.getOrDefault("LoadState", "").equals("loaded")) {
            return Optional.empty();
        }
        String user = unit.getOrDefault("User", "");
        List<String> groups = Stream.of(
                        unit.getOrDefault("SupplementaryGroups", "").split(" "))
                .filter(group -> !group.isEmpty())
                .toList();
        return Optional.of(new ServiceAccount(
                user.isEmpty() ? "root" : user,
                Optional.ofNullable(unit.get("Group")).filter(group -> !group.isEmpty()),
                groups));
    }

    @Override
    public List<String> journal() throws ServiceFailure, InterruptedException {
        if (!systemd) {
            return ServiceControl.super.journal();
        }
        // The daemon's lines in the journal have no time of their own.
        return mustRun(List.of(
                        "journalctl",
                        "--unit=" + NAME,
                        "--lines=20000",
                        "--no-pager",
                        "--utc",
                        "--no-hostname",
                        "--output=short-iso-precise"))
                .lines();
    }

    @Override
    public String log() {
        String file = LOG_FILE + ", unless [log] file names another";
        return systemd ? file + "; what keeps it from starting: journalctl -u " + NAME : file;
    }

    private void needUnit() throws ServiceFailure, InterruptedException {
        if (systemd && show().getOrDefault("LoadState", "").equals("not-found")) {
            throw new ServiceFailure("systemd knows no unit " + NAME
                    + "; the Debian package brings it: apt-get install ./" + NAME + "_VERSION_ARCHITECTURE.deb");
        }
    }

    private Map<String, String> show() throws ServiceFailure, InterruptedException {
        SystemCommand.Answer answer = mustRun(List.of(
                "systemctl",
                "show",
                "--property=LoadState,ActiveState,SubState,UnitFileState,MainPID,ActiveEnterTimestamp,Result,"
                        + "ExecMainStatus,StatusText,User,Group,SupplementaryGroups",
                NAME));
        Map<String, String> properties = new LinkedHashMap<>();
        for (String line : answer.lines()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return properties;
    }

    private void mustRun(String... words) throws ServiceFailure, InterruptedException {
        mustRun(List.of(words));
    }

    private SystemCommand.Answer mustRun(List<String> words) throws ServiceFailure, InterruptedException {
        SystemCommand.Answer answer = command.run(words);
        if (answer.status() != 0) {
            throw new ServiceFailure(String.join(" ", words) + " ended with status " + answer.status() + ": "
                    + answer.oneLine() + " (as root? sudo nbe service …)");
        }
        return answer;
    }
}
