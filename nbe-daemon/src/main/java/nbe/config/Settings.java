package nbe.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.AgentProtocol;
import nbe.agent.link.ProxyServer;
import nbe.agent.net.LinkTarget;
import nbe.agent.tls.TlsSettings;
import nbe.config.value.BlePorts;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.slf4j.event.Level;

/** The effective value of every setting, and where each came from. Immutable. */
public final class Settings {
    private final Map<Setting<?>, Valued> values;

    private record Valued(Object value, Origin origin) {}

    private Settings(Map<Setting<?>, Valued> values) {
        this.values = values;
    }

    /** What counts where there is neither file nor variable; the surroundings give the host name. */
    public static Settings defaults(Surroundings here) {
        Settings settings = new Settings(new LinkedHashMap<>());
        for (Setting<?> setting : Setting.all()) {
            settings.values.put(setting, new Valued(setting.defaultValue(here), Origin.Default.DEFAULT));
        }
        return settings;
    }

    /** These settings but for one. The value must be one that the setting allows; a reader checks, this does not. */
    public <T> Settings with(Setting<T> setting, T value, Origin origin) {
        Map<Setting<?>, Valued> changed = new LinkedHashMap<>(values);
        changed.put(setting, new Valued(value, origin));
        return new Settings(changed);
    }

    /** The value of one setting. */
    @SuppressWarnings("unchecked") // a value is only ever put under a setting of its type
    public <T> T value(Setting<T> setting) {
        return (T) values.get(setting).value();
    }

    /** Where the value of a setting comes from. */
    public Origin origin(Setting<?> setting) {
        return values.get(setting).origin();
    }

    /** The value as it would stand in a file. */
    public <T> String toToml(Setting<T> setting) {
        return setting.type().toToml(value(setting));
    }

    public AgentAddress agentAddress() {
        return value(Setting.AGENT_URL);
    }

    public AgentProtocol agentProtocol() {
        return value(Setting.AGENT_PROTOCOL);
    }

    /** 1 to 1000 samples. */
    public int rssiWindowTap() {
        return value(Setting.RSSI_WINDOW_TAP);
    }

    /** {@link #rssiWindowTap()} to 10000 samples. */
    public int rssiWindowLong() {
        return value(Setting.RSSI_WINDOW_LONG);
    }

    /** -103 to -1 dBm, or 0: no BLE taps. */
    public int rssiTapThresholdDbm() {
        return value(Setting.RSSI_TAP_THRESHOLD);
    }

    public TapRule tapRule() {
        return value(Setting.TAP_DETECTOR);
    }

    /** -103 to -1 dBm. */
    public int rssiNearThresholdDbm() {
        return value(Setting.RSSI_NEAR_THRESHOLD);
    }

    /** 1 to 128 characters, no spaces. */
    public String endpointId() {
        return value(Setting.ENDPOINT_ID);
    }

    /** {@code ERROR} to {@code DEBUG}. */
    public Level logLevel() {
        return value(Setting.LOG_LEVEL);
    }

    public boolean bleEnabled() {
        return value(Setting.BLE_ENABLED);
    }

    public BlePorts blePorts() {
        return value(Setting.BLE_PORT);
    }

    /** 0 to 0xFFFF. */
    public int bandCompanyId() {
        return value(Setting.BAND_COMPANY_ID);
    }

    /** The key and the vendor's variable taken together. */
    public boolean bandLegacy() {
        return value(Setting.BAND_LEGACY);
    }

    /** 1 s to 3600 s. */
    public Duration absentAfter() {
        return value(Setting.PRESENCE_ABSENT_AFTER);
    }

    public boolean nfcEnabled() {
        return value(Setting.NFC_ENABLED);
    }

    /** How the names of the readers to watch begin; empty: all readers. */
    public List<String> nfcReaders() {
        return value(Setting.NFC_READERS);
    }

    /** Each 4 to 10 bytes; at least one. */
    public List<Integer> nfcUidLengths() {
        return value(Setting.NFC_UID_LENGTHS);
    }

    /** Empty: the agent is connected directly. */
    public Optional<ProxyServer> proxy() {
        return value(Setting.PROXY_URL);
    }

    public Optional<Path> tlsCaFile() {
        return value(Setting.TLS_CA_FILE);
    }

    /** Present if and only if {@link #tlsKeyFile()} is. */
    public Optional<Path> tlsCertFile() {
        return value(Setting.TLS_CERT_FILE);
    }

    /** Present if and only if {@link #tlsCertFile()} is. */
    public Optional<Path> tlsKeyFile() {
        return value(Setting.TLS_KEY_FILE);
    }

    public Optional<Path> logFile() {
        return value(Setting.LOG_FILE);
    }

    /** 1 to 1000 MB of 1,000,000 bytes. */
    public int logMaxSizeMb() {
        return value(Setting.LOG_MAX_SIZE_MB);
    }

    /** 1 to 100, the current file included. */
    public int logMaxFiles() {
        return value(Setting.LOG_MAX_FILES);
    }

    /** What the link needs of these. */
    public LinkTarget linkTarget() {
        LinkTarget plain = LinkTarget.direct(agentAddress(), new TlsSettings(tlsCaFile(), tlsCertFile(), tlsKeyFile()))
                .through(proxy());
        return agentProtocol() == AgentProtocol.PHOENIX ? plain.phoenix(endpointId()) : plain;
    }

    /** What the detector needs of these. */
    public TapSettings toTapSettings() {
        return new TapSettings(
                tapRule(),
                rssiWindowTap(),
                rssiWindowLong(),
                rssiTapThresholdDbm(),
                rssiNearThresholdDbm(),
                absentAfter());
    }
}
