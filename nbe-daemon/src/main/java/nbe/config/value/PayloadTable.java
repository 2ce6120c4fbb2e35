package nbe.config.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import nbe.band.BytePattern;
import nbe.band.DescribedPayload;
import nbe.band.FlagRule;
import nbe.band.IdentityRule;
import nbe.band.PayloadEntry;
import nbe.band.StateRule;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One table {@code [[band.payload]]}: reads it, and reports all that is wrong with it where that stands. */
final class PayloadTable {
    private static final String NAME = "name";
    private static final String AD_TYPE = "ad_type";
    private static final String PREFIX = "prefix";
    private static final String MIN_LENGTH = "min_length";
    private static final String IDENTITY = "identity";
    private static final String ENROLLED = "enrolled";
    private static final String ON_BODY = "on_body";
    private static final String AUTHENTICATED = "authenticated";
    private static final String STATE = "service_request_state";
    private static final List<String> KEYS =
            List.of(NAME, AD_TYPE, PREFIX, MIN_LENGTH, IDENTITY, ENROLLED, ON_BODY, AUTHENTICATED, STATE);

    private static final int MANUFACTURER_SPECIFIC = 0xFF;
    private static final int LAST_BYTE = DescribedPayload.MOST_DATA - 1;
    private static final String BYTE_RANGE = "bytes 0 to " + LAST_BYTE;
    private static final String NO_STATE = "none";
    private static final String A_PREFIX =
            "1 to " + DescribedPayload.MOST_DATA + " bytes in hex, as in \"B2 01 02 ??\"; ?? is any byte";
    private static final String AN_IDENTITY =
            "\"address\", or six bytes of the data as in \"4..9\" or \"9..4\", " + BYTE_RANGE;
    private static final String A_FLAG =
            "true, false, or a bit of the data as in \"5.1\" (byte 5, bit 1) or \"!5.1\" (the opposite), " + BYTE_RANGE
                    + ", bits 0 to 7";
    private static final String A_STATE =
            "a byte of the data, 0 to " + LAST_BYTE + ", or \"" + NO_STATE + "\" for a payload without one";

    private final TomlTable table;
    private final TomlPosition header;
    private final Remarks remarks;
    private boolean sound = true;

    /** @param header where the table begins */
    PayloadTable(TomlTable table, TomlPosition header, Remarks remarks) {
        this.table = table;
        this.header = header;
        this.remarks = remarks;
    }

    /** The name as it stands there, allowed or not. */
    Optional<String> name() {
        return get(NAME) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** An earlier entry has this name. */
    void secondName(String name) {
        error(NAME, "is " + TomlWords.shortened(name) + " a second time", "each name once");
    }

    /** The entry; empty if something is wrong. */
    Optional<PayloadEntry> read() {
        table.keySet().stream().filter(key -> !KEYS.contains(key)).forEach(this::unknown);
        PayloadEntry entry = name().filter(PayloadEntry.BUILTIN::equals).isPresent() ? builtin() : described();
        return sound ? Optional.of(entry) : Optional.empty();
    }

    private void unknown(String key) {
        remarks.warning(
                at(key), "unknown key band.payload." + key, "ignored; the keys there are " + String.join(", ", KEYS));
    }

    private PayloadEntry builtin() {
        KEYS.stream()
                .filter(key -> !key.equals(NAME) && get(key) != null)
                .findFirst()
                .ifPresent(
                        key -> error(key, "stands beside name = \"builtin\"", "name = \"builtin\" alone in its entry"));
        return new PayloadEntry.Builtin();
    }

    private PayloadEntry described() {
        String name = mandatory(NAME, PayloadName.SHORT, "?");
        int adType = value(AD_TYPE, WholeNumber.between(1, 0xFF), MANUFACTURER_SPECIFIC);
        BytePattern prefix = text(PREFIX, A_PREFIX, PayloadTable::prefix, Optional.empty(), new BytePattern(List.of()));
        IdentityRule identity = text(
                IDENTITY, AN_IDENTITY, IdentityRule::parse, Optional.of(IdentityRule.ADDRESS), IdentityRule.ADDRESS);
        FlagRule enrolled = flag(ENROLLED, Optional.of(FlagRule.always(true)));
        FlagRule onBody = flag(ON_BODY, Optional.empty());
        FlagRule authenticated = flag(AUTHENTICATED, Optional.empty());
        StateRule state = state();
        Need need = new Need(1, PREFIX)
                .or(prefix.length(), PREFIX)
                .or(identity.needs(), IDENTITY)
                .or(enrolled.needs(), ENROLLED)
                .or(onBody.needs(), ON_BODY)
                .or(authenticated.needs(), AUTHENTICATED)
                .or(state.needs(), STATE);
        int minLength = value(MIN_LENGTH, WholeNumber.between(1, DescribedPayload.MOST_DATA), need.bytes());
        if (minLength < need.bytes()) {
            error(
                    MIN_LENGTH,
                    "is " + minLength + ", and " + need.key() + " asks for " + need.bytes(),
                    need.bytes() + " to " + DescribedPayload.MOST_DATA + ", or no min_length");
        }
        if (sound) {
            if (prefix.isAnything()) {
                remarks.warning(
                        at(PREFIX),
                        "band.payload.prefix is \"" + prefix + "\": whatever has data of this AD type is a band",
                        "begin it with the bytes that only bands send");
            }
            fixed(prefix, identity);
            fixed(prefix, ENROLLED, enrolled);
            fixed(prefix, ON_BODY, onBody);
            fixed(prefix, AUTHENTICATED, authenticated);
        }
        return new DescribedPayload(name, adType, prefix, minLength, identity, enrolled, onBody, authenticated, state);
    }

    /** How many bytes of data are asked for, and by which key. */
    private record Need(int bytes, String key) {
        Need or(int other, String otherKey) {
            return other > bytes ? new Need(other, otherKey) : this;
        }
    }

    private static BytePattern prefix(String text) {
        BytePattern prefix = BytePattern.parse(text);
        if (prefix.length() == 0) {
            throw new IllegalArgumentException("no byte");
        }
        if (prefix.length() > DescribedPayload.MOST_DATA) {
            throw new IllegalArgumentException(prefix.length() + " bytes are more than an advertisement has");
        }
        return prefix;
    }

    private FlagRule flag(String key, Optional<FlagRule> fallback) {
        if (get(key) instanceof Boolean value) {
            return FlagRule.always(value);
        }
        return text(key, A_FLAG, FlagRule::parse, fallback, FlagRule.always(false));
    }

    private StateRule state() {
        if (get(STATE) instanceof String text && text.strip().equals(NO_STATE)) {
            return StateRule.NONE;
        }
        try {
            return get(STATE) == null
                    ? StateRule.NONE
                    : new StateRule(WholeNumber.between(0, LAST_BYTE).fromToml(get(STATE)));
        } catch (NotAllowed e) {
            error(STATE, e.wrong(), A_STATE);
            return StateRule.NONE;
        }
    }

    private <T> T mandatory(String key, ValueType<T> type, T ifWrong) {
        if (get(key) == null) {
            missing(key, type.allowed());
            return ifWrong;
        }
        return value(key, type, ifWrong);
    }

    private <T> T value(String key, ValueType<T> type, T otherwise) {
        if (get(key) == null) {
            return otherwise;
        }
        try {
            return type.fromToml(get(key));
        } catch (NotAllowed e) {
            error(key, e.wrong(), e.allowed());
            return otherwise;
        }
    }

    /** @param fallback if the key is missing; empty: it has to be there */
    private <T> T text(String key, String allowed, Function<String, T> parser, Optional<T> fallback, T ifWrong) {
        Object value = get(key);
        if (value == null) {
            if (fallback.isEmpty()) {
                missing(key, allowed);
            }
            return fallback.orElse(ifWrong);
        }
        if (!(value instanceof String text)) {
            boolean unquoted = value instanceof Double;
            error(key, "is " + (unquoted ? value + " without quotation marks" : TomlWords.describe(value)), allowed);
            return ifWrong;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            error(key, "is " + TomlWords.shortened(text) + ": " + e.getMessage(), allowed);
            return ifWrong;
        }
    }

    /** A truth value that the prefix decides is none that a band can change. */
    private void fixed(BytePattern prefix, String key, FlagRule flag) {
        if (!flag.isAlways() && prefix.isFixed(flag.index())) {
            boolean value = (prefix.bytes().get(flag.index()) >> flag.bit() & 1) == 1 == flag.when();
            remarks.warning(
                    at(key),
                    "band.payload." + key + " is \"" + flag + "\", a bit of the prefix: it is always " + value,
                    "name a byte behind the prefix, or write ?? there");
        }
    }

    private void fixed(BytePattern prefix, IdentityRule identity) {
        if (!identity.isAddress()
                && prefix.isFixed(Math.min(identity.from(), identity.to()))
                && allFixed(prefix, Math.min(identity.from(), identity.to()), identity.needs())) {
            remarks.warning(
                    at(IDENTITY),
                    "band.payload.identity is \"" + identity + "\", bytes of the prefix: all bands are one",
                    "name bytes that differ from band to band");
        }
    }

    private static boolean allFixed(BytePattern prefix, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!prefix.isFixed(i)) {
                return false;
            }
        }
        return true;
    }

    private Object get(String key) {
        return table.get(List.of(key));
    }

    private TomlPosition at(String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? header : position;
    }

    private void error(String key, String wrong, String allowed) {
        sound = false;
        remarks.error(at(key), "." + key + " " + wrong, allowed);
    }

    private void missing(String key, String allowed) {
        sound = false;
        remarks.error(header, "." + key + " is missing", allowed);
    }

    /** The keys of an entry with their values, defaults included, as they stand in a file. */
    static List<String> lines(PayloadEntry entry) {
        return entry.to(new PayloadEntry.Handler<List<String>>() {
            @Override
            public List<String> builtin() {
                return List.of(NAME + " = " + TomlWords.quoted(PayloadEntry.BUILTIN));
            }

            @Override
            public List<String> described(DescribedPayload payload) {
                List<String> lines = new ArrayList<>();
                lines.add(NAME + " = " + TomlWords.quoted(payload.name()));
                lines.add(AD_TYPE + String.format(Locale.ROOT, " = 0x%02X", payload.adType()));
                lines.add(PREFIX + " = \"" + payload.prefix() + '"');
                lines.add(MIN_LENGTH + " = " + payload.minLength());
                lines.add(IDENTITY + " = \"" + payload.identity() + '"');
                lines.add(ENROLLED + " = " + toml(payload.enrolled()));
                lines.add(ON_BODY + " = " + toml(payload.onBody()));
                lines.add(AUTHENTICATED + " = " + toml(payload.authenticated()));
                StateRule state = payload.serviceRequestState();
                lines.add(STATE + " = " + (state.equals(StateRule.NONE) ? '"' + NO_STATE + '"' : state.index()));
                return lines;
            }
        });
    }

    private static String toml(FlagRule flag) {
        return flag.isAlways() ? flag.toString() : '"' + flag.toString() + '"';
    }
}
