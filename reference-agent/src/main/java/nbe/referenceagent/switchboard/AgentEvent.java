package nbe.referenceagent.switchboard;

import java.time.Instant;
import java.util.List;
import nbe.referenceagent.message.CardUid;
import nbe.referenceagent.message.Presence;

/**
 * Something that happened at a {@code ReferenceAgent}. Text from outside stands in the fields as it came:
 * {@code EventPrinter} makes it fit for a terminal.
 */
public sealed interface AgentEvent {
    /** When, by the wall clock. */
    Instant at();

    /**
     * An endpoint gave its name.
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
     * @param byEndpoint false: it follows from the endpoint's going away, or from its new list of bands
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
     * @param fromDirectory the endpoint knew the card only
     *
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
     * @param uid null if none was sent
     */
    record TapDropped(Instant at, String endpointId, CardUid uid, String why) implements AgentEvent {}

    /** An endpoint said something that the contract does not allow. */
    record EndpointMisspoke(Instant at, String endpointId, String what) implements AgentEvent {}

    record NeaConnected(Instant at, String nea) implements AgentEvent {}

    record NeaSubscribed(Instant at, String nea, String endpointId) implements AgentEvent {}

    record NeaAskedLookup(Instant at, String nea, boolean found) implements AgentEvent {}

    record NeaGone(Instant at, String nea, String why) implements AgentEvent {}

    /**
     * The directory is in use.
     *
     * @param users how many
     */
    record DirectoryLoaded(Instant at, int users) implements AgentEvent {}

    /**
     * A changed directory file cannot be used; the directory from before stays.
     *
     * @param problems each as {@code file:line:column: what is wrong}
     */
    record DirectoryRefused(Instant at, List<String> problems) implements AgentEvent {
        public DirectoryRefused {
            problems = List.copyOf(problems);
        }
    }

    /** The listener was too slow. */
    record Skipped(Instant at, long events) implements AgentEvent {}
}
