package nbe.referenceagent.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import nbe.referenceagent.message.BandAddress;
import nbe.referenceagent.message.CardUid;

/** Users with their bands and cards, as Nymi Enterprise Server has them. Immutable. */
public final class Directory {
    /** The keys of a lookup and of a user in the file, in the order of docs/protocol.md. */
    public enum Key {
        NFC_UID("NfcUID"),
        NYMI_BAND_ID("NymiBandID"),
        DOMAIN("Domain"),
        USERNAME("Username"),
        USER_STATUS("UserStatus");

        /** The key's name. */
        public final String word;

        Key(String word) {
            this.word = word;
        }

        /** The key of that name. */
        public static Optional<Key> of(String word) {
            for (Key key : values()) {
                if (key.word.equals(word)) {
                    return Optional.of(key);
                }
            }
            return Optional.empty();
        }
    }

    /** One user; an unknown value is an empty string. */
    public record Entry(String nymiBandId, String nfcUid, String domain, String username, String userStatus) {
        /** The value of a key. */
        public String value(Key key) {
            return switch (key) {
                case NFC_UID -> nfcUid;
                case NYMI_BAND_ID -> nymiBandId;
                case DOMAIN -> domain;
                case USERNAME -> username;
                case USER_STATUS -> userStatus;
            };
        }
    }

    /** No users. */
    public static final Directory EMPTY = new Directory(List.of());

    private final List<Entry> entries;
    private final Map<String, Entry> byBand = new TreeMap<>();
    private final Map<String, Entry> byCard = new TreeMap<>();
    private final Map<String, Entry> byUser = new TreeMap<>();

    Directory(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        for (Entry entry : entries) {
            byBand.put(entry.nymiBandId(), entry);
            if (!entry.nfcUid().isEmpty()) {
                byCard.put(entry.nfcUid(), entry);
            }
            if (!entry.username().isEmpty()) {
                byUser.put(user(entry.domain(), entry.username()), entry);
            }
        }
    }

    /** Number of users. */
    public int size() {
        return entries.size();
    }

    /** The user of a card. */
    public Optional<Entry> ofCard(CardUid uid) {
        return Optional.ofNullable(byCard.get(uid.hex()));
    }

    /**
     * The one user that matches the whole query. Case and separators of bands and cards do not matter, nor, as on Windows, does
     * the case of user names.
     *
     * @param query {@code NfcUID}, {@code NymiBandID}, or {@code Domain} and {@code Username}; with more than one of the
     *     three, all must match
     */
    public Optional<Entry> find(Map<Key, String> query) {
        List<Optional<Entry>> found = new ArrayList<>();
        String card = query.get(Key.NFC_UID);
        if (card != null) {
            found.add(CardUid.read(card).flatMap(this::ofCard));
        }
        String band = query.get(Key.NYMI_BAND_ID);
        if (band != null) {
            found.add(BandAddress.read(band).map(byBand::get));
        }
        String domain = query.get(Key.DOMAIN);
        String username = query.get(Key.USERNAME);
        if (domain != null || username != null) {
            found.add(
                    domain == null || username == null
                            ? Optional.empty()
                            : Optional.ofNullable(byUser.get(user(domain, username))));
        }
        Optional<Entry> first = found.isEmpty() ? Optional.empty() : found.get(0);
        return found.stream().allMatch(Predicate.isEqual(first)) ? first : Optional.empty();
    }

    /** A user's name as a map key; neither part contains a backslash. */
    static String user(String domain, String username) {
        return domain.toLowerCase(Locale.ROOT) + '\\' + username.toLowerCase(Locale.ROOT);
    }
}
