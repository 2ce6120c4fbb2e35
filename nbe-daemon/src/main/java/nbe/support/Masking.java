package nbe.support;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what must not leave the machine in a report: an NFC UID can be copied onto another card, and a URL may have a secret before its
 * host or after its question mark. Band addresses stay: every receiver nearby hears them.
 */
final class Masking {
    /** In frames to the agent, which the log and the events have. */
    private static final Pattern UID_IN_JSON =
            Pattern.compile("(\"(?:nfc_uid|NfcUID)\"\\s*:\\s*\")([0-9A-Fa-f]*?)([0-9A-Fa-f]{0,4})(\")");
    /** In the daemon's debug lines. */
    private static final Pattern UID_IN_WORDS = Pattern.compile("\\bUID ([0-9A-Fa-f]{4,16}?)([0-9A-Fa-f]{4})\\b");
    /** An exchange of reader and card in the trace of pcsc: it may have a UID at any place. */
    private static final Pattern APDU =
            Pattern.compile("^(\\S+ TRACE pcsc .*? )((?:[0-9A-Fa-f]{2}[ :]?){4,})$", Pattern.MULTILINE);

    private static final Pattern USER_IN_URL = Pattern.compile("(\\w+://)[^/?#\\s\"]*@");
    private static final Pattern QUERY_OF_URL = Pattern.compile("((?:wss?|https?)://[^\\s\"?]*)\\?[^\\s\"]*");

    private Masking() {}

    /** The text with UIDs, users and queries masked and exchanges with cards left out. */
    static String of(String text) {
        String masked = UID_IN_JSON.matcher(text).replaceAll("$1…$3$4");
        masked = UID_IN_WORDS.matcher(masked).replaceAll("UID …$2");
        masked = APDU.matcher(masked)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + "("
                        + found.group(2).replaceAll("[ :]", "").length() / 2 + " bytes left out)"));
        masked = USER_IN_URL.matcher(masked).replaceAll("$1***@");
        return QUERY_OF_URL.matcher(masked).replaceAll("$1?***");
    }
}
