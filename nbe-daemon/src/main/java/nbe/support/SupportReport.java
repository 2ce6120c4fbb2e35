package nbe.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nbe.base.Finding;
import nbe.base.Printable;
import nbe.config.ConfigReading;
import nbe.config.Settings;
import nbe.config.SettingsTable;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import nbe.doctor.Check;
import nbe.service.InstalledHome;
import nbe.service.ServiceControl;
import nbe.service.ServiceFailure;
import nbe.service.ServiceState;
import picocli.CommandLine.Help.Ansi;

/**
 * The zip of {@code nbe support}, part by part: texts, masked by {@link Masking}. A part that cannot be collected has the reason in its
 * place.
 */
public final class SupportReport {
    /** The end of each log file, with its newest lines. */
    private static final int MAX_LOG_BYTES = 20_000_000;

    /** How long the running daemon listens for the scan. */
    private static final int SCAN_SECONDS = 5;

    /** Several times the size of a full {@link RecentTraffic} as text. */
    private static final int MAX_ANSWER_BYTES = 16_000_000;

    private static final String HEAD = """
            This is the report that `nbe support` made on %s.
            It is plain text: read it before you send it.

            versions.txt           program, Java, operating system
            configuration.txt      the effective settings and where each comes from; problems, if there are any
            service.txt            the service, as the operating system sees it
            doctor.txt             what `nbe doctor` prints
            log/                   the log, newest file first
            status.json            the running daemon's status, as `nbe status --json` prints it
            scan.json              what its adapters heard in %d s, as `nbe scan --json` prints it
            traffic/sightings.csv  the running daemon's recent sightings of bands; `nbe replay` plays them
            traffic/events.txt     its other recent events: adapters, readers, messages to and from the agent

            Left out or masked: NFC UIDs but for their last two bytes, exchanges of readers and cards, user names, passwords and
            queries in URLs, the contents of certificates and keys.
            Not masked: addresses of bands, names of hosts, readers and files.
            """;

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Consumer<String> progress;

    /** @param progress called with a line for the operator about each part */
    public SupportReport(Instant now, Consumer<String> progress) {
        this.progress = progress;
        parts.put("README.txt", String.format(Locale.ROOT, HEAD, now, SCAN_SECONDS));
    }

    /** Versions of program, Java and system. */
    public void addVersions(List<String> lines) {
        put("versions.txt", String.join("\n", lines) + "\n");
        report("versions", lines.get(0));
    }

    /** The settings and their problems. */
    public void addConfiguration(ConfigReading reading) {
        StringBuilder text = new StringBuilder();
        reading.problems().forEach(problem -> text.append(problem).append('\n'));
        reading.settings().ifPresent(settings -> text.append(SettingsTable.text(reading.file(), settings, Ansi.OFF)));
        put("configuration.txt", text.toString());
        String file = reading.file().map(Path::toString).orElse("no file, the defaults count");
        int problems = reading.problems().size();
        report(
                "configuration",
                file + (problems == 0 ? "" : ", " + problems + (problems == 1 ? " problem" : " problems")));
    }

    /** The service's state. */
    public void addService() throws InterruptedException {
        String text;
        try {
            ServiceState state = ServiceControl.ofThisSystem().status();
            text = state.text();
        } catch (ServiceFailure e) {
            text = e.getMessage();
        }
        put("service.txt", text + "\n");
        report("service", text);
    }

    /** Runs the checks of {@code nbe doctor}. */
    public void addFindings(List<Check> checks) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            findings.addAll(check.run());
        }
        put(
                "doctor.txt",
                findings.stream().map(finding -> finding.line() + "\n").collect(Collectors.joining()));
        long wrong = findings.stream()
                .filter(finding -> finding.grade() == Finding.Grade.WRONG)
                .count();
        report("doctor", findings.size() + " findings, " + wrong + " wrong");
    }

    /** The output of {@code nbe doctor} in another process, which ran with the rights of {@code account}. */
    public void addFindings(String account, String text) {
        put("doctor.txt", text);
        report("doctor", text.lines().count() + " findings, with the rights of " + account);
    }

    /** The log files; if there are none, the system's journal. */
    public void addLog(Settings settings) throws InterruptedException {
        Optional<Path> file = settings.log().file().or(InstalledHome::serviceLogHere);
        if (file.isEmpty()) {
            addJournal();
            return;
        }
        long bytes = 0;
        int files = 0;
        for (int i = 0; i < settings.log().maxFiles(); i++) {
            Path path =
                    i == 0 ? file.get() : file.get().resolveSibling(file.get().getFileName() + "." + i);
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                in.skipNBytes(Math.max(0, Files.size(path) - MAX_LOG_BYTES));
                String text = new String(in.readNBytes(MAX_LOG_BYTES), StandardCharsets.UTF_8);
                put("log/" + path.getFileName(), text);
                bytes += text.length();
                files++;
            } catch (NoSuchFileException none) {
                break;
            } catch (IOException e) {
                put("log/" + path.getFileName(), "cannot be read: " + e + "\n");
                report("log", path + " cannot be read: " + e);
                return;
            }
        }
        report("log", file.get() + ", " + files + (files == 1 ? " file, " : " files, ") + bytes / 1000 + " kB");
    }

    private void addJournal() throws InterruptedException {
        try {
            List<String> lines = ServiceControl.ofThisSystem().journal();
            put("log/journal.txt", String.join("\n", lines) + "\n");
            report("log", "the system's journal, " + lines.size() + " lines");
        } catch (ServiceFailure e) {
            put("log/none.txt", e.getMessage() + "\n");
            report("log", "none: " + e.getMessage());
        }
    }

    /** Asks the running daemon for its status, its recent traffic, and a scan, for which it listens some seconds. */
    public void addRunning(ControlClient daemon) throws InterruptedException {
        ask(daemon, "status", "status.json", "/v1/status", 0);
        ask(daemon, "sightings", "traffic/sightings.csv", TrafficRoutes.SIGHTINGS, 0);
        ask(daemon, "events", "traffic/events.txt", TrafficRoutes.EVENTS, 0);
        ask(daemon, "scan", "scan.json", "/v1/scan?seconds=" + SCAN_SECONDS, SCAN_SECONDS);
    }

    /** No daemon can be asked. */
    public void addNotRunning(String why) {
        put("traffic/none.txt", why + "\n");
        report("daemon", "none: " + why);
    }

    private void ask(ControlClient daemon, String name, String part, String target, int seconds)
            throws InterruptedException {
        try (ControlAnswer answer = daemon.getAfter(seconds, target)) {
            String text = new String(answer.body().readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
            String refusal = "the running daemon answered " + answer.status() + ": " + text;
            put(part, answer.isOk() ? text : refusal + "\n");
            report(name, answer.isOk() ? "from the running daemon, " + text.length() / 1000 + " kB" : refusal);
        } catch (IOException e) {
            String why = "the daemon at " + daemon.socket() + " could not be asked: " + e.getMessage();
            put(part, why + "\n");
            report(name, "none: " + why);
        }
    }

    private void put(String name, String text) {
        parts.put(name, Printable.lines(Masking.of(text)));
    }

    private void report(String part, String text) {
        progress.accept(String.format(Locale.ROOT, "%-14s%s", part, Printable.line(text)));
    }

    /**
     * Writes the zip, readable by its owner alone if the file system has such rights.
     *
     * @throws IOException if it cannot be written; then no file is left
     */
    public void write(Path zip, Instant now) throws IOException {
        Path absolute = zip.toAbsolutePath();
        Path beside = Files.createTempFile(absolute.getParent(), "nbe-support", ".new");
        try {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(beside))) {
                for (Map.Entry<String, String> part : parts.entrySet()) {
                    ZipEntry entry = new ZipEntry(part.getKey());
                    entry.setLastModifiedTime(FileTime.from(now));
                    out.putNextEntry(entry);
                    out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                    out.closeEntry();
                }
            }
            Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
