package nbe.agent.net;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.base.Printable;

/**
 * The logins that a server or proxy offers: a header may name several with their parameters, and there may be several of these headers (RFC 9110
 * section 11.6.1).
 */
final class AuthSchemes {
    private static final int LONGEST_SCHEME = 20;

    /** What stands between two commas; a comma inside quotation marks is none. */
    private static final Pattern ELEMENT = Pattern.compile("(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\"?)++");

    /** A scheme, alone or with what follows it; {@code name=value} goes with the scheme before. */
    private static final Pattern SCHEME = Pattern.compile("\\s*([^\\s=\"]+)(?!\\s*=)(?:\\s.*)?", Pattern.DOTALL);

    private AuthSchemes() {}

    /** In the order in which they are offered, each once. */
    static List<String> offered(HttpHeaders headers, CharSequence name) {
        Set<String> schemes = new LinkedHashSet<>();
        for (String value : headers.getAll(name)) {
            Matcher elements = ELEMENT.matcher(value);
            while (elements.find()) {
                Matcher scheme = SCHEME.matcher(elements.group());
                if (scheme.matches()) {
                    schemes.add(Printable.bounded(scheme.group(1), LONGEST_SCHEME));
                }
            }
        }
        return List.copyOf(schemes);
    }
}
