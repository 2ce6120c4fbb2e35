package nbe.agent.link;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The URL of an agent or a proxy is invalid. {@link AgentAddress} and {@link ProxyServer} throw it, and the types of settings make an error
 * message of it. Its texts never repeat a password.
 */
public final class UrlFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> shown;
    private final String why;
    private final String rule;

    /**
     * @param shown the URL without a password; empty if nothing of it may be shown
     * @param why as in "with port 0"; without {@code shown}, as in "is empty"
     * @param rule the rule that it breaks, as in "ports are 1 to 65535"; empty if the description of what is allowed says it
     */
    UrlFault(Optional<String> shown, String why, String rule) {
        super(Stream.of(shown.orElse(""), why, rule)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")));
        this.shown = shown;
        this.why = why;
        this.rule = rule;
    }

    public Optional<String> shown() {
        return shown;
    }

    public String why() {
        return why;
    }

    public String rule() {
        return rule;
    }
}
