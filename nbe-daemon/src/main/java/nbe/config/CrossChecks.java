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
import nbe.base.Loopback;
import nbe.config.value.TomlWords;

/** What no single key can tell: values that do not go together, and values that are allowed but hardly meant. */
final class CrossChecks {
    /** The strongest signal that the BLED112 reports, in dBm (BGAPI manual, event gap_scan_response). */
    private static final int STRONGEST_DBM = -38;

    private final Settings settings;
    private final Set<Setting<?>> refused;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private CrossChecks(Settings settings, Set<Setting<?>> refused) {
        this.settings = settings;
        this.refused = refused;
    }

    /** @param refused settings whose given value was no good: no check looks at them */
    static List<ConfigProblem> of(Settings settings, Set<Setting<?>> refused) {
        CrossChecks checks = new CrossChecks(settings, refused);
        checks.windows();
        checks.threshold(Setting.RSSI_TAP_THRESHOLD, "no BLE tap can ever fire");
        checks.threshold(Setting.RSSI_NEAR_THRESHOLD, "no band can ever be near");
        checks.transport();
        checks.phoenixVersion();
        checks.pair(Setting.TLS_CERT_FILE, Setting.TLS_KEY_FILE);
        checks.pair(Setting.TLS_KEY_FILE, Setting.TLS_CERT_FILE);
        for (Setting<Optional<Path>> file : List.of(Setting.TLS_CA_FILE, Setting.TLS_CERT_FILE, Setting.TLS_KEY_FILE)) {
            checks.readable(file);
        }
        return checks.problems;
    }

    private boolean sound(Setting<?>... involved) {
        return Collections.disjoint(refused, Arrays.asList(involved));
    }

    private void windows() {
        int tap = settings.rssiWindowTap();
        int slow = settings.rssiWindowLong();
        if (slow < tap && sound(Setting.RSSI_WINDOW_TAP, Setting.RSSI_WINDOW_LONG)) {
            boolean slowIsDefault = settings.origin(Setting.RSSI_WINDOW_LONG) == Origin.Default.DEFAULT;
            Setting<Integer> culprit = slowIsDefault ? Setting.RSSI_WINDOW_TAP : Setting.RSSI_WINDOW_LONG;
            problems.add(ConfigProblem.error(
                    settings.origin(culprit),
                    "rssi_window_long is " + slow + (slowIsDefault ? " (its default)" : "")
                            + ", below rssi_window_tap, which is " + tap,
                    "allowed for rssi_window_long: " + tap + " to 10000"));
        }
    }

    private void threshold(Setting<Integer> setting, String consequence) {
        int value = settings.value(setting);
        if (value > STRONGEST_DBM && value != 0) {
            problems.add(ConfigProblem.warning(
                    settings.origin(setting),
                    setting.name() + " is " + value + ", but the BLED112 reports -103 to -38: " + consequence,
                    "use -38 or less"));
        }
    }

    private void transport() {
        AgentAddress agent = settings.agentAddress();
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
        Optional<String> version = settings.agentAddress().phoenixVersion();
        if (version.isEmpty() || !sound(Setting.AGENT_URL, Setting.AGENT_PROTOCOL)) {
            return;
        }
        if (settings.agentProtocol() == AgentProtocol.PLAIN) {
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
}
