package nbe.agent.link;

import java.util.regex.Pattern;

/**
 * Why a connection ended.
 *
 * @param kind what went wrong
 * @param mark distinguishes causes of one kind. It holds nothing that differs between attempts with the same cause: addresses of a
 *     name, times of day, numbers in texts of the other side
 * @param text one line for the log: the observation, and the remedy if there is one
 */
public record LinkCause(Kind kind, String mark, String text) {
    private static final Pattern TIME = Pattern.compile("\\d{4,}-\\d\\d-\\d\\dT[\\d:.]+Z");

    /** The kinds of ends. */
    public enum Kind {
        NAME_UNKNOWN("check agent_url, and the name servers of this computer"),
        REFUSED(Kind.REACH),
        TIMEOUT(Kind.REACH),
        PROXY("check [proxy] url, and that the proxy admits this computer"),
        TLS(
                "put the issuer of the agent's certificate into [tls] ca_file, or have that certificate mended, as the reason says"),
        HANDSHAKE("check agent_url, its path too, and the agent's log"),
        JOIN("check endpoint_id, and the agent's log"),
        PROTOCOL("check agent_url and agent_protocol, and the agent's log"),
        CLOSED_BY_AGENT("check the agent's log"),
        SILENT(Kind.REACH),
        STUCK(Kind.REACH),
        CLOSED_BY_US("none is needed"),
        IO(Kind.REACH);

        private static final String REACH = "check agent_url, and that the agent runs and no firewall stands between";

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** What the operator can do, in general; the cause's text may name something better. */
        public String remedy() {
            return remedy;
        }
    }

    /** For a text that differs between attempts only in times of day. */
    public LinkCause(Kind kind, String text) {
        this(kind, TIME.matcher(text).replaceAll("…"), text);
    }

    /** Whether it is the same cause again. */
    boolean isSame(LinkCause other) {
        return kind == other.kind && mark.equals(other.mark);
    }
}
