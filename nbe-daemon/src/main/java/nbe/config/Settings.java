package nbe.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nbe.agent.link.AgentProtocol;
import nbe.agent.net.LinkTarget;
import nbe.agent.tls.TlsSettings;
import nbe.band.BandSettings;
import nbe.bgapi.adapter.BleSettings;
import nbe.log.LogSettings;
import nbe.pcsc.NfcSettings;
import nbe.tap.TapSettings;

/** The effective value of every setting, and where each came from. Immutable. */
public final class Settings {
    private final Map<Setting<?>, Valued> values;

    private record Valued(Object value, Origin origin) {}

    private Settings(Map<Setting<?>, Valued> values) {
        this.values = values;
    }

    /** The values without file and variables; the surroundings give the host name. */
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

    /** The settings whose values differ, wherever they come from; in order. */
    public List<Setting<?>> changedTo(Settings others) {
        return Setting.all().stream()
                .filter(setting -> !value(setting).equals(others.value(setting)))
                .toList();
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

    /** The lines that would set it in a file, at the end of its section. */
    public <T> List<String> assignment(Setting<T> setting) {
        return setting.type().assignment(setting.section(), setting.key(), value(setting));
    }

    /** The URL of the agent as it stands in a file. */
    public String agentUrl() {
        return value(Setting.AGENT_URL).url();
    }

    /** The adapters, if Bluetooth is enabled. */
    public BleSettings ble() {
        return value(Setting.BLE_PORT);
    }

    /** The readers, if NFC is enabled. */
    public NfcSettings nfc() {
        return new NfcSettings(
                value(Setting.NFC_READERS), new HashSet<>(value(Setting.NFC_UID_LENGTHS)), value(Setting.NFC_BINDING));
    }

    /** Which advertisements are a band's. */
    public BandSettings band() {
        return new BandSettings(
                value(Setting.BAND_COMPANY_ID), value(Setting.BAND_LEGACY), value(Setting.BAND_PAYLOAD));
    }

    /** Presence and taps. */
    public TapSettings tap() {
        return new TapSettings(
                value(Setting.TAP_DETECTOR),
                value(Setting.RSSI_WINDOW_TAP),
                value(Setting.RSSI_WINDOW_LONG),
                value(Setting.RSSI_TAP_THRESHOLD),
                value(Setting.RSSI_CUTOFF_CLOSE),
                value(Setting.RSSI_CUTOFF_FAR),
                value(Setting.PRESENCE_ABSENT_AFTER));
    }

    /** The log. */
    public LogSettings log() {
        return new LogSettings(
                value(Setting.LOG_LEVEL),
                value(Setting.LOG_FILE),
                value(Setting.LOG_MAX_SIZE_MB),
                value(Setting.LOG_MAX_FILES),
                value(Setting.LOG_FORMAT));
    }

    /** The agent and the way to it. */
    public LinkTarget link() {
        TlsSettings tls =
                new TlsSettings(value(Setting.TLS_CA_FILE), value(Setting.TLS_CERT_FILE), value(Setting.TLS_KEY_FILE));
        LinkTarget plain = LinkTarget.direct(value(Setting.AGENT_URL), tls).through(value(Setting.PROXY_URL));
        return value(Setting.AGENT_PROTOCOL) == AgentProtocol.PHOENIX
                ? plain.phoenix(value(Setting.ENDPOINT_ID))
                : plain;
    }
}
