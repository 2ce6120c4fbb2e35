package nbe.referenceagent.switchboard;

import java.time.Instant;
import java.util.List;
import nbe.referenceagent.message.CardUid;
import nbe.referenceagent.message.Presence;

/**
 * An event at a {@code ReferenceAgent}, for its {@link AgentListener}. Texts from outside are unchanged; {@code EventPrinter}
 * escapes them for a terminal.
 */
public sealed interface AgentEvent {
    /** When, by the wall clock. */
    Instant at();

    /**
     * An endpoint connected and sent its name.
     *
     * @param replaced whether an older connection with the same id was closed for it
     */
    record EndpointConnected(
            Instant at, String endpointId, String version, String platform, String remote, boolean replaced)
            implements AgentEvent {}

    record EndpointGone(Instant at, String endpointId, String why) implements AgentEvent {}

    record AdapterReady(Instant at, String endpointId) implements AgentEvent {}

    /**
     * An endpoint reported that it cannot hear Bluetooth.
     *
     * @param status 5000 or 5010
     */
    record AdapterTrouble(Instant at, String endpointId, int status, String description, String specifics)
            implements AgentEvent {}

    /**
     * A band came, went or changed.
     *
     * @param byEndpoint false: concluded from the endpoint's disconnect or from its new list of bands
     */
    record PresenceChanged(Instant at, String endpointId, Presence presence, boolean byEndpoint)
            implements AgentEvent {}

    /**
     * An intent.
     *
     * @param device the band
     * @param byNfc false: by Bluetooth
     * @param uid null unless by NFC
     * @param reader null unless by NFC
     * @param time as the endpoint wrote it
     * @param fromDirectory whether the band is the directory's, since the endpoint knew only the card
     */
    record Tap(
            Instant at,
            String endpointId,
            String device,
            boolean byNfc,
            CardUid uid,
            String reader,
            String time,
            boolean fromDirectory)
            implements AgentEvent {}

    /**
     * An intent that reached no NEA.
     *
     * @param uid null without a card
     */
    record TapDropped(Instant at, String endpointId, CardUid uid, String why) implements AgentEvent {}

    /** An endpoint sent an invalid message, which was answered with 4000. */
    record EndpointSentInvalid(Instant at, String endpointId, String what) implements AgentEvent {}

    record NeaConnected(Instant at, String nea) implements AgentEvent {}

    record NeaSubscribed(Instant at, String nea, String endpointId) implements AgentEvent {}

    record NeaLookup(Instant at, String nea, boolean found) implements AgentEvent {}

    record NeaGone(Instant at, String nea, String why) implements AgentEvent {}

    /**
     * The directory is in use.
     *
     * @param users how many
     */
    record DirectoryLoaded(Instant at, int users) implements AgentEvent {}

    /**
     * A changed directory file cannot be used; the earlier directory stays.
     *
     * @param problems each as {@code file:line:column: what is wrong}
     */
    record DirectoryRefused(Instant at, List<String> problems) implements AgentEvent {
        public DirectoryRefused {
            problems = List.copyOf(problems);
        }
    }

    /** The listener was too slow for so many events. */
    record Skipped(Instant at, long events) implements AgentEvent {}
}
