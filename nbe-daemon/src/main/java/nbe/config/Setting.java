package nbe.config;

import static nbe.config.SettingRow.in;
import static nbe.config.SettingRow.top;
import static nbe.config.SettingRow.within;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.AgentProtocol;
import nbe.agent.link.ProxyServer;
import nbe.band.PayloadEntry;
import nbe.base.HostPort;
import nbe.bgapi.adapter.BleSettings;
import nbe.config.value.AgentUrl;
import nbe.config.value.Choice;
import nbe.config.value.ControlSocket;
import nbe.config.value.FilePath;
import nbe.config.value.Flag;
import nbe.config.value.ListOf;
import nbe.config.value.ListenAddress;
import nbe.config.value.Name;
import nbe.config.value.NotAllowed;
import nbe.config.value.PayloadList;
import nbe.config.value.Ports;
import nbe.config.value.ProxyUrl;
import nbe.config.value.Seconds;
import nbe.config.value.Text;
import nbe.config.value.ValueType;
import nbe.config.value.WholeNumber;
import nbe.control.place.SocketChoice;
import nbe.log.LogFormat;
import nbe.pcsc.binding.Binding;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.slf4j.event.Level;

/**
 * One key of {@code nbe.toml}: docs/configuration.md. The parser, the range check, the variable's name, the output of
 * {@code nbe check}, the shipped {@code nbe.toml} and the page in {@code docs/} all follow from these rows; a new key is a
 * new row.
 *
 * @param <T> type of the value
 */
public final class Setting<T> {
    private static final List<Setting<?>> ROWS = new ArrayList<>();
    private static final String PREFIX = "NBE_";
    private static final Text ENDPOINT_NAME = new Text(128);

    public static final Setting<AgentAddress> AGENT_URL = top("agent_url", AgentUrl.WS_OR_WSS)
            .fallback(AgentAddress.of(URI.create("ws://127.0.0.1:9120/socket/websocket")))
            .usedBy(Part.AGENT, "the link to the agent")
            .meaning("URL of the agent; mandatory once a file exists");

    public static final Setting<AgentProtocol> AGENT_PROTOCOL = top(
                    "agent_protocol", new Choice<>(AgentProtocol::word, AgentProtocol.values()))
            .fallback(AgentProtocol.PLAIN)
            .usedBy(Part.AGENT, "the link to the agent")
            .meaning("protocol over the WebSocket; \"plain\": one message a frame; \"phoenix\": Phoenix channels,"
                    + " version 2.0.0, topic endpoint:ENDPOINT_ID");

    public static final Setting<Integer> RSSI_WINDOW_TAP = top("rssi_window_tap", within(TapSettings.WINDOW_TAP))
            .fallback(TapSettings.DEFAULTS.windowTap())
            .alsoRead("RSSI_WINDOW_TAP")
            .usedBy(
                    Part.BANDS,
                    "both tap rules: \"mean\" averages so many samples, \"adaptive\" takes so many times 50 ms;"
                            + " proximity is unknown for as many samples, 2 s at most")
            .meaning("length of the window that decides a tap; larger: steadier, but later");

    public static final Setting<Integer> RSSI_WINDOW_LONG = top("rssi_window_long", within(TapSettings.WINDOW_LONG))
            .fallback(TapSettings.DEFAULTS.windowLong())
            .alsoRead("RSSI_WINDOW_LONG")
            .usedBy(Part.BANDS, "proximity; no tap rule")
            .meaning("how many samples make the slow average that decides proximity; not below rssi_window_tap");

    public static final Setting<Integer> RSSI_TAP_THRESHOLD = top(
                    "rssi_tap_threshold", within(TapSettings.THRESHOLD_DBM).or(TapSettings.NO_TAPS))
            .fallback(TapSettings.DEFAULTS.tapThresholdDbm())
            .alsoRead("RSSI_TAP_THRESHOLD")
            .usedBy(Part.BANDS, "both tap rules")
            .meaning(
                    "level in dBm that makes a tap; smaller (more negative): from farther away; 0: no BLE taps. The BLED112"
                            + " reports -103 to -38: above -38 no tap can fire, and the start warns of it");

    public static final Setting<TapRule> TAP_DETECTOR = top(
                    "tap_detector", new Choice<>(TapRule::word, TapRule.values()))
            .fallback(TapSettings.DEFAULTS.rule())
            .usedBy(Part.BANDS, "BLE taps")
            .meaning(
                    "the rule that decides a BLE tap; \"mean\": the vendor's, to the letter, which misses most short taps"
                            + " of bands that advertise less than five times a second; \"adaptive\": ours, a window counted in time");

    public static final Setting<Integer> RSSI_CUTOFF_CLOSE = top(
                    "rssi_cutoff_close", within(TapSettings.THRESHOLD_DBM).or(TapSettings.NO_PROXIMITY))
            .fallback(TapSettings.DEFAULTS.cutoffCloseDbm())
            .alsoRead("RSSI_CUTOFF_CLOSE")
            .usedBy(Part.BANDS, "proximity; no tap rule")
            .meaning(
                    "level in dBm; proximity becomes near (the vendor's word is close) at or above it; 0: proximity is off,"
                            + " and always unknown");

    public static final Setting<Integer> RSSI_CUTOFF_FAR = top("rssi_cutoff_far", within(TapSettings.THRESHOLD_DBM))
            .fallback(TapSettings.DEFAULTS.cutoffFarDbm())
            .alsoRead("RSSI_CUTOFF_FAR")
            .usedBy(Part.BANDS, "proximity; no tap rule")
            .meaning(
                    "level in dBm; proximity becomes far at or below it; between the two cutoffs it stays what it was, and a"
                            + " band first heard there is far; not above rssi_cutoff_close");

    public static final Setting<String> ENDPOINT_ID = top("endpoint_id", ENDPOINT_NAME)
            .fallbackHere(
                    here -> ENDPOINT_NAME.madeOf(here.hostName(), "unnamed-host"), "the host name", "line-3-desk-2")
            .usedBy(
                    Part.AGENT,
                    "the link to the agent; of two endpoints with one name the newer connection replaces the older")
            .meaning("name of this endpoint at the agent");

    public static final Setting<Level> LOG_LEVEL = top(
                    "log_level",
                    new Choice<>(
                            level -> level.name().toLowerCase(Locale.ROOT),
                            Level.ERROR,
                            Level.WARN,
                            Level.INFO,
                            Level.DEBUG))
            .fallback(Level.INFO)
            .usedBy(Part.LOG, "the log")
            .meaning("how much is logged");

    public static final Setting<Boolean> BLE_ENABLED = in("ble", "enabled", Flag.TRUE_OR_FALSE)
            .fallback(true)
            .usedBy(Part.BLUETOOTH, "Bluetooth")
            .meaning("false: the endpoint uses no adapter and reports none as missing");

    public static final Setting<BleSettings> BLE_PORT = in("ble", "port", Ports.AUTO_OR_NAMES)
            .fallback(BleSettings.auto())
            .usedBy(Part.ADAPTERS, "Bluetooth")
            .meaning("\"auto\" finds every BLED112 by USB id 2458:0001 and uses each that can be opened and answers");

    public static final Setting<Integer> BAND_COMPANY_ID = in("band", "company_id", WholeNumber.hexBetween(0, 0xFFFF))
            .fallback(0x01B2)
            .usedBy(Part.PAYLOADS, "recognition of bands")
            .meaning("Bluetooth SIG company identifier in a band's advertisement; Nymi Inc. has 0x01B2");

    public static final Setting<Boolean> BAND_LEGACY = in("band", "legacy", Flag.TRUE_OR_FALSE)
            .fallback(true)
            .offIfZero("NYMI_NEA_SUPPORT_LEGACY_MODE")
            .usedBy(Part.PAYLOADS, "recognition of bands")
            .meaning("accept bands with the firmware of a Nymi Connected Worker Platform (CWP) before 1.15");

    public static final Setting<List<PayloadEntry>> BAND_PAYLOAD = in("band", "payload", PayloadList.ENTRIES)
            .fallbackHere(here -> List.of(), "none: the two built-in payloads count", PayloadList.EXAMPLE)
            .usedBy(Part.PAYLOADS, "recognition of bands, the first that matches; see docs/payloads.md")
            .meaning("how bands advertise, as data; the built-in payloads then count only where name = \"builtin\"");

    public static final Setting<Duration> PRESENCE_ABSENT_AFTER = in(
                    "presence", "absent_after", new Seconds(within(TapSettings.ABSENT_AFTER_SECONDS)))
            .fallback(TapSettings.DEFAULTS.absentAfter())
            .usedBy(Part.BANDS, "presence")
            .meaning("seconds without an advertisement until a band is absent");

    public static final Setting<Boolean> NFC_ENABLED = in("nfc", "enabled", Flag.TRUE_OR_FALSE)
            .fallback(true)
            .usedBy(Part.NFC, "NFC taps")
            .meaning("false: the endpoint uses no NFC reader");

    public static final Setting<List<String>> NFC_READERS = in(
                    "nfc",
                    "readers",
                    new ListOf<>(Name.NOT_EMPTY, "an array of texts, as in [\"ACS\", \"OMNIKEY\"]", true))
            .fallback(List.of())
            .usedBy(Part.READERS, "NFC taps")
            .meaning(
                    "parts of the names of the readers to watch, capitals or not: \"omnikey 5x25\" matches \"HID Global OMNIKEY 5x25"
                            + " 00 00\"; empty: all readers. An entry that is part of no reader's name is warned of");

    public static final Setting<Binding> NFC_BINDING = in(
                    "nfc", "binding", new Choice<>(Binding::word, Binding.values()))
            .fallback(Binding.NATIVE)
            .usedBy(Part.NFC, "NFC taps")
            .meaning(
                    "how PC/SC is reached; \"native\": the operating system's library, through JNA; \"smartcardio\": javax.smartcardio"
                            + " and whatever provider the Java runtime has, which is also what is used, with a warning, where the native library"
                            + " cannot be loaded");

    public static final Setting<List<Integer>> NFC_UID_LENGTHS = in(
                    "nfc",
                    "uid_lengths",
                    new ListOf<>(WholeNumber.between(4, 10), "an array of whole numbers, 4 to 10, at least one", false))
            .fallback(List.of(7, 10))
            .usedBy(Part.READERS, "NFC taps")
            .meaning("UID lengths in bytes that count as a band");

    public static final Setting<Optional<ProxyServer>> PROXY_URL = in("proxy", "url", ProxyUrl.OR_NONE)
            .fallbackHere(
                    here -> Optional.empty(), // the agent's URL must be known first: ConfigReader
                    "what https_proxy (for wss), http_proxy (for ws) or all_proxy say, unless no_proxy names the agent",
                    Optional.of(ProxyServer.of("http://proxy.example.com:3128")))
            .usedBy(Part.AGENT, "the link to the agent")
            .meaning("HTTP proxy on the way to the agent (CONNECT)");

    public static final Setting<Optional<Path>> TLS_CA_FILE = in("tls", "ca_file", FilePath.OR_NONE)
            .fallback(Optional.empty())
            .usedBy(Part.AGENT, "the link to the agent, if agent_url is wss://")
            .meaning("PEM bundle of authorities, trusted in addition to the operating system's store");

    public static final Setting<Optional<Path>> TLS_CERT_FILE = in("tls", "cert_file", FilePath.OR_NONE)
            .fallback(Optional.empty())
            .usedBy(Part.AGENT, "the link to the agent, if agent_url is wss://")
            .meaning("PEM client certificate, for agents that require one; needs key_file");

    public static final Setting<Optional<Path>> TLS_KEY_FILE = in("tls", "key_file", FilePath.OR_NONE)
            .fallback(Optional.empty())
            .usedBy(Part.AGENT, "the link to the agent, if agent_url is wss://")
            .meaning("the certificate's key: unencrypted PKCS#8, PEM; needs cert_file");

    public static final Setting<Optional<Path>> LOG_FILE = in("log", "file", FilePath.OR_NONE)
            .fallback(Optional.empty())
            .usedBy(
                    Part.LOG,
                    "the log; the systemd unit lets the service write to /var/log/nymi-bluetooth-endpoint only")
            .meaning("rolling file that gets the same lines as standard error");

    public static final Setting<Integer> LOG_MAX_SIZE_MB = in("log", "max_size_mb", WholeNumber.between(1, 1000))
            .fallback(10)
            .usedBy(Part.LOG, "the log file")
            .meaning("size in MB (1,000,000 bytes) at which the next file begins");

    public static final Setting<Integer> LOG_MAX_FILES = in("log", "max_files", WholeNumber.between(1, 100))
            .fallback(5)
            .usedBy(Part.LOG, "the log file")
            .meaning("number of files, the current one included");

    public static final Setting<LogFormat> LOG_FORMAT = in(
                    "log", "format", new Choice<>(LogFormat::word, LogFormat.values()))
            .fallback(LogFormat.TEXT)
            .usedBy(Part.LOG, "standard error and the log file")
            .meaning(
                    "\"text\": a line for people; \"json\": one JSON object a line with time, level, component and message");

    public static final Setting<SocketChoice> CONTROL_SOCKET = in("control", "socket", ControlSocket.AUTO_OFF_OR_PATH)
            .fallback(SocketChoice.AUTO)
            .usedBy(Part.CONTROL, "nbe status, scan, monitor, capture, log, reload; nbe doctor, record and support")
            .meaning("where the running daemon can be asked; \"auto\":"
                    + " /run/nymi-bluetooth-endpoint/control.sock for the service, $XDG_RUNTIME_DIR/nbe.sock for a user's own"
                    + " run, on Windows C:\\Nymi\\Bluetooth_Endpoint\\run\\control.sock; \"off\": nowhere");

    public static final Setting<Optional<HostPort>> METRICS_LISTEN = in("metrics", "listen", ListenAddress.OR_NONE)
            .fallback(Optional.empty())
            .usedBy(Part.METRICS, "metrics")
            .meaning("address at which GET /metrics answers, and nothing else");

    public static final Setting<Optional<Path>> METRICS_FILE = in("metrics", "file", FilePath.OR_NONE)
            .fallback(Optional.empty())
            .usedBy(Part.METRICS, "metrics")
            .meaning("file that gets the metrics every 15 s, for the textfile collector of node_exporter");

    private final String section;
    private final String key;
    private final ValueType<T> type;
    private final Function<Surroundings, T> fallback;
    private final String fallbackWords;
    private final String example;
    private final List<String> exampleLines;
    private final Optional<String> unprefixed;
    private final Optional<String> switchVariable;
    private final Part part;
    private final String user;
    private final String meaning;

    Setting(SettingRow<T> row, String meaning) {
        this.section = row.section;
        this.key = row.key;
        this.type = row.type;
        this.fallback = row.fallback;
        this.fallbackWords = row.fallbackWords;
        this.example = row.example;
        this.exampleLines = row.exampleLines;
        this.unprefixed = Optional.ofNullable(row.unprefixed);
        this.switchVariable = Optional.ofNullable(row.switchVariable);
        this.part = Objects.requireNonNull(row.part, row.key);
        this.user = row.user;
        this.meaning = meaning;
    }

    /** For {@link SettingRow}: a row is complete. */
    static void add(Setting<?> row) {
        ROWS.add(row);
    }

    /** All settings in the order of docs/configuration.md and of a file: sections come last. */
    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(ROWS);
    }

    /** The names of the sections, in order, without the top. */
    static Set<String> sections() {
        Set<String> names = new LinkedHashSet<>();
        ROWS.stream().map(Setting::section).filter(s -> !s.isEmpty()).forEach(names::add);
        return names;
    }

    /** The section it stands in; empty: the top of the file. */
    public String section() {
        return section;
    }

    /** The key inside of its section. */
    public String key() {
        return key;
    }

    /** The key with its section in front, as in {@code ble.port}. */
    public String name() {
        return section.isEmpty() ? key : section + "." + key;
    }

    /** The variable that overrides the file, as in {@code NBE_BLE_PORT}. */
    public String variable() {
        return PREFIX + name().replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** A second variable without prefix, which applies where {@link #variable()} is not set. */
    public Optional<String> unprefixedVariable() {
        return unprefixed;
    }

    /** A variable of the vendor; with the value {@code 0} it makes this false, whatever file and other variables say. */
    public Optional<String> switchVariable() {
        return switchVariable;
    }

    /** One line of text, no full stop at its end. */
    public String meaning() {
        return meaning;
    }

    /** Which part or rule of the program uses it, in a line of text without a full stop at its end. */
    public String usedBy() {
        return user;
    }

    /** The part of the daemon that a change of it concerns. */
    public Part part() {
        return part;
    }

    /** When a change of it takes effect, in words that follow "a change". */
    public String changeCounts() {
        return part.atChange();
    }

    /** The allowed values, in words; numbers with both bounds. */
    public String allowed() {
        return type.allowed();
    }

    /**
     * The value that a text means, as in a variable.
     *
     * @throws NotAllowed if it means none
     */
    public T valueOf(String text) throws NotAllowed {
        return type.fromText(text);
    }

    /** The value if it is not set. */
    T defaultValue(Surroundings here) {
        return fallback.apply(here);
    }

    /** The default as TOML, or in words where it depends on the machine. */
    String defaultWords() {
        return fallbackWords;
    }

    /** A value as TOML: the default, or where that depends on the machine, an example. */
    String example() {
        return example;
    }

    /** The lines that set {@link #example} in a file. */
    List<String> exampleLines() {
        return exampleLines;
    }

    /** Whether the default is the same on every machine. */
    boolean hasFixedDefault() {
        return fallbackWords.equals(example);
    }

    ValueType<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return name();
    }
}
