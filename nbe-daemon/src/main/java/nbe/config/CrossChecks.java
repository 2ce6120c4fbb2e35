package nbe.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.AgentProtocol;
import nbe.band.PayloadOverlap;
import nbe.base.HostPort;
import nbe.base.Loopback;
import nbe.config.value.TomlWords;
import nbe.tap.TapSettings;

/** Checks over several keys: contradictions are errors, suspicious values are warnings. */
final class CrossChecks {
    /** The value of a level that switches taps or proximity off. */
    private static final int SWITCHED_OFF = 0;

    /** What node_exporter's textfile collector reads. */
    private static final String TEXTFILE = ".prom";

    private final Settings settings;
    private final Set<Setting<?>> refused;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private CrossChecks(Settings settings, Set<Setting<?>> refused) {
        this.settings = settings;
        this.refused = refused;
    }

    /** @param refused settings whose given value was rejected: the checks skip them */
    static List<ConfigProblem> of(Settings settings, Set<Setting<?>> refused) {
        CrossChecks checks = new CrossChecks(settings, refused);
        checks.windows();
        checks.threshold(Setting.RSSI_TAP_THRESHOLD, "no BLE tap can ever fire");
        checks.threshold(Setting.RSSI_CUTOFF_CLOSE, "no band can ever be near");
        checks.cutoffs();
        checks.transport();
        checks.phoenixVersion();
        checks.pair(Setting.TLS_CERT_FILE, Setting.TLS_KEY_FILE);
        checks.pair(Setting.TLS_KEY_FILE, Setting.TLS_CERT_FILE);
        for (Setting<Optional<Path>> file : List.of(Setting.TLS_CA_FILE, Setting.TLS_CERT_FILE, Setting.TLS_KEY_FILE)) {
            checks.readable(file);
        }
        checks.metrics();
        checks.payloads();
        return checks.problems;
    }

    private boolean sound(Setting<?>... involved) {
        return Collections.disjoint(refused, Arrays.asList(involved));
    }

    private void windows() {
        int tap = settings.value(Setting.RSSI_WINDOW_TAP);
        int slow = settings.value(Setting.RSSI_WINDOW_LONG);
        if (slow < tap && sound(Setting.RSSI_WINDOW_TAP, Setting.RSSI_WINDOW_LONG)) {
            boolean slowIsDefault = settings.origin(Setting.RSSI_WINDOW_LONG) == Origin.Default.DEFAULT;
            Setting<Integer> culprit = slowIsDefault ? Setting.RSSI_WINDOW_TAP : Setting.RSSI_WINDOW_LONG;
            problems.add(ConfigProblem.error(
                    settings.origin(culprit),
                    "rssi_window_long is " + slow + (slowIsDefault ? " (its default)" : "")
                            + ", below rssi_window_tap, which is " + tap,
                    "allowed for rssi_window_long: " + tap + " to " + TapSettings.WINDOW_LONG.most()));
        }
    }

    private void cutoffs() {
        int close = settings.value(Setting.RSSI_CUTOFF_CLOSE);
        int far = settings.value(Setting.RSSI_CUTOFF_FAR);
        if (close != TapSettings.NO_PROXIMITY
                && far > close
                && sound(Setting.RSSI_CUTOFF_CLOSE, Setting.RSSI_CUTOFF_FAR)) {
            boolean farIsDefault = settings.origin(Setting.RSSI_CUTOFF_FAR) == Origin.Default.DEFAULT;
            boolean closeIsDefault = settings.origin(Setting.RSSI_CUTOFF_CLOSE) == Origin.Default.DEFAULT;
            problems.add(ConfigProblem.error(
                    settings.origin(farIsDefault ? Setting.RSSI_CUTOFF_CLOSE : Setting.RSSI_CUTOFF_FAR),
                    "rssi_cutoff_far is " + far + (farIsDefault ? " (its default)" : "")
                            + ", above rssi_cutoff_close, which is " + close + (closeIsDefault ? " (its default)" : ""),
                    "allowed for rssi_cutoff_far: " + TapSettings.THRESHOLD_DBM.least() + " to " + close));
        }
    }

    private void threshold(Setting<Integer> setting, String consequence) {
        int value = settings.value(setting);
        if (value > TapSettings.REPORTED_DBM.most() && value != SWITCHED_OFF) {
            problems.add(ConfigProblem.warning(
                    settings.origin(setting),
                    setting.name() + " is " + value + ", but the BLED112 reports " + TapSettings.REPORTED_DBM + ": "
                            + consequence,
                    "use " + TapSettings.REPORTED_DBM.most() + " or less"));
        }
    }

    private void transport() {
        AgentAddress agent = settings.value(Setting.AGENT_URL);
        String host = agent.bracketedHost();
        if (!agent.secure() && !Loopback.isLoopback(host)) {
            problems.add(ConfigProblem.warning(
                    settings.origin(Setting.AGENT_URL),
                    "ws:// to " + host + " is plain text: everybody on the way can read and change what is sent",
                    "use wss:// unless the agent is on this machine"));
        }
        if (agent.secure() && host.contains("_")) {
            problems.add(ConfigProblem.warning(
                    settings.origin(Setting.AGENT_URL),
                    "wss:// to " + host + " cannot connect: Java verifies no certificate for a name with an underscore",
                    "use another name of the agent, or its IP address"));
        }
    }

    private void phoenixVersion() {
        Optional<String> version = settings.value(Setting.AGENT_URL).phoenixVersion();
        if (version.isEmpty() || !sound(Setting.AGENT_URL, Setting.AGENT_PROTOCOL)) {
            return;
        }
        if (settings.value(Setting.AGENT_PROTOCOL) == AgentProtocol.PLAIN) {
            problems.add(ConfigProblem.warning(
                    settings.origin(Setting.AGENT_URL),
                    "agent_url asks for Phoenix channels (vsn=), but agent_protocol is \"plain\"",
                    "set agent_protocol = \"phoenix\" if that is what the agent speaks"));
        } else if (!version.get().equals(AgentProtocol.PHOENIX_VERSION)) {
            problems.add(ConfigProblem.error(
                    settings.origin(Setting.AGENT_URL),
                    "agent_url asks for version " + TomlWords.shortened(version.get()) + " of Phoenix channels",
                    "allowed: vsn=" + AgentProtocol.PHOENIX_VERSION + ", which is also added if there is none"));
        }
    }

    private void pair(Setting<Optional<Path>> one, Setting<Optional<Path>> other) {
        if (settings.value(one).isPresent() && settings.value(other).isEmpty() && sound(one, other)) {
            problems.add(ConfigProblem.error(
                    settings.origin(one),
                    one.name() + " is set, " + other.name() + " is not",
                    "a client certificate needs both, or neither"));
        }
    }

    private void readable(Setting<Optional<Path>> setting) {
        settings.value(setting)
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> problems.add(ConfigProblem.warning(
                        settings.origin(setting),
                        setting.name() + " is " + TomlWords.quoted(file.toString())
                                + ", which cannot be read by the account '" + System.getProperty("user.name") + "'",
                        "it must be there and readable when the endpoint connects")));
    }

    private void payloads() {
        if (!sound(Setting.BAND_PAYLOAD, Setting.BAND_COMPANY_ID)) {
            return;
        }
        for (PayloadOverlap overlap : PayloadOverlap.of(settings.band())) {
            String first = TomlWords.shortened(overlap.first().name());
            String later = "band.payload " + TomlWords.shortened(overlap.later().name());
            problems.add(ConfigProblem.warning(
                    settings.origin(Setting.BAND_PAYLOAD),
                    overlap.hides()
                            ? later + " never counts: " + first + " before it matches all that it matches"
                            : later + " and " + first + " before it overlap: where both match, " + first + " counts",
                    "put the one that matches less first, or make the prefixes differ"));
        }
    }

    private void metrics() {
        Optional<HostPort> listen = settings.value(Setting.METRICS_LISTEN);
        if (listen.isPresent() && !Loopback.isLoopback(listen.get().host())) {
            problems.add(ConfigProblem.warning(
                    settings.origin(Setting.METRICS_LISTEN),
                    "metrics.listen is " + listen.get()
                            + ": every machine that reaches this one there can read the metrics,"
                            + " as plain text and without a password",
                    "listen at 127.0.0.1 for a collector on this machine, or let a firewall allow the collector only"));
        }
        Optional<Path> file = settings.value(Setting.METRICS_FILE);
        if (file.isPresent() && !file.get().toString().endsWith(TEXTFILE)) {
            problems.add(ConfigProblem.warning(
                    settings.origin(Setting.METRICS_FILE),
                    "metrics.file is " + TomlWords.quoted(file.get().toString())
                            + ", and node_exporter reads only files whose" + " names end in " + TEXTFILE,
                    "use a name that ends in " + TEXTFILE));
        }
    }
}
