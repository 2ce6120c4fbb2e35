package nbe.endpoint;

import java.util.Optional;
import nbe.tap.BandEvent;

/** The messages to the agent as JSON (docs/protocol.md), for those who show what it gets. Any thread. */
public final class AgentMessages {
    private AgentMessages() {}

    /** The message {@code presence}. */
    public static String of(BandEvent.PresenceChanged presence) {
        return Envelope.presence(presence, Optional.empty()).text();
    }

    /** The message {@code intent}. */
    public static String of(Intent intent) {
        return intent.message().text();
    }
}
