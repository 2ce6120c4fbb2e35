package nbe.referenceagent.switchboard;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nbe.base.Printable;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.message.BandAddress;
import nbe.referenceagent.message.EndpointWords;
import nbe.referenceagent.message.MalformedMessage;
import nbe.referenceagent.message.Message;
import nbe.referenceagent.message.Presence;
import nbe.referenceagent.message.Wording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins endpoints and NEAs: who is connected, who hears whom, what was last said of each band. Knows nothing of sockets.
 *
 * <p>A newer connection with the same {@code endpoint_id} takes the place of the older one without a 5100: the endpoint has not
 * gone away. Its bands stay until the new list of bands is complete (see {@link BandList}).
 *
 * <p>One thread.
 */
public final class Switchboard {
    private static final int TRY_AGAIN_LATER = 1013;

    private static final Logger LOG = LoggerFactory.getLogger("refagent");

    private final Endpoints endpoints = new Endpoints(this::forgotten);
    private final Map<Endpoint, Runnable> listEnds = new LinkedHashMap<>();
    private final TelemetryRelay telemetry;
    private final Supplier<Directory> directory;
    private final Alarm alarm;
    private final InstantSource clock;
    private final Consumer<AgentEvent> story;

    public Switchboard(Supplier<Directory> directory, Alarm alarm, InstantSource clock, Consumer<AgentEvent> story) {
        this.directory = directory;
        this.alarm = alarm;
        this.clock = clock;
        this.story = story;
        this.telemetry = new TelemetryRelay(alarm, clock);
    }

    // ---- endpoints

    /** An endpoint sent a text message. */
    void endpointSaid(EndpointLink link, String text) {
        try {
            Message message = Message.parse(text);
            if ("endpoint".equals(message.operation()) && message.status() == 0) {
                announce(link, message);
            } else if (link.endpoint != null) {
                said(link, message);
            } else {
                throw new MalformedMessage(message.exchange(), "the first message is 'endpoint'");
            }
        } catch (MalformedMessage e) {
            String who = link.endpoint == null ? link.outlet.remote() : link.endpoint.id;
            LOG.debug("{} sent what is answered with 4000: {}", who, Printable.bounded(e.getMessage()));
            story.accept(new AgentEvent.EndpointMisspoke(clock.instant(), who, EndpointWords.cut(e.getMessage())));
            link.outlet.send(e.answer());
        }
    }

    /** The connection of an endpoint ended. */
    void endpointGone(EndpointLink link, String why) {
        Endpoint endpoint = link.endpoint;
        if (endpoint == null) {
            return;
        }
        link.endpoint = null;
        endpoint.link = null;
        endpoint.adapter = Adapter.UNKNOWN;
        endListTimer(endpoint);
        endpoint.list.end();
        LOG.info("endpoint {} has gone: {}", Printable.bounded(endpoint.id), Printable.bounded(why));
        story.accept(new AgentEvent.EndpointGone(clock.instant(), endpoint.id, EndpointWords.cut(why)));
        telemetry.gone(endpoint);
        tell(endpoint, Wording.notConnected(endpoint.id));
        endpoint.present().forEach(presence -> change(endpoint, presence.gone(), false));
        endpoints.forgetSome();
    }

    private void announce(EndpointLink link, Message message) throws MalformedMessage {
        String id = EndpointWords.endpointId(message);
        if (link.endpoint != null && !link.endpoint.id.equals(id)) {
            endpointGone(link, "the same connection now calls itself " + id);
        }
        if (!endpoints.takes(id)) {
            LOG.warn("endpoint {} is turned away: {} are known already", Printable.bounded(id), Endpoints.AT_MOST);
            link.outlet.close(TRY_AGAIN_LATER, "too many endpoints");
            return;
        }
        Endpoint endpoint = endpoints.named(id);
        EndpointLink older = endpoint.link;
        boolean replaced = older != null && older != link;
        if (replaced) {
            older.endpoint = null;
            older.outlet.close(1000, "replaced: this endpoint_id connected again");
        }
        link.endpoint = endpoint;
        endpoint.link = link;
        endpoint.connectedSince = clock.instant();
        endpoint.version = EndpointWords.textOf(message.payload(), "version");
        endpoint.platform = EndpointWords.textOf(message.payload(), "platform");
        endpoint.adapter = Adapter.UNKNOWN;
        endpoint.overflowed = false;
        endpoint.list.begin(endpoint.present());
        endListTimer(endpoint);
        if (endpoint.list.isOpen()) {
            listEnds.put(endpoint, alarm.after(BandList.LONGEST, () -> listEnded(endpoint)));
        }
        LOG.info(
                "endpoint {} connected from {}{}",
                Printable.bounded(id),
                link.outlet.remote(),
                replaced ? "; its older connection from " + older.outlet.remote() + " was closed" : "");
        story.accept(new AgentEvent.EndpointConnected(
                clock.instant(), id, endpoint.version, endpoint.platform, link.outlet.remote(), replaced));
        telemetry.connected(endpoint);
    }

    private void said(EndpointLink link, Message message) throws MalformedMessage {
        Endpoint endpoint = link.endpoint;
        switch (message.operation()) {
            case "error" -> adapterTrouble(endpoint, message);
            case "telemetry" -> telemetry.said(endpoint, message);
            case "ble_ready", "presence", "intent" -> {
                if (message.status() != 0) {
                    LOG.debug("{} answered {} with {}", endpoint.id, message.operation(), message.status());
                } else if ("ble_ready".equals(message.operation())) {
                    adapterReady(endpoint);
                } else if ("presence".equals(message.operation())) {
                    presence(endpoint, EndpointWords.presence(message));
                } else {
                    intent(endpoint, message, EndpointWords.intent(message));
                }
            }
            default -> {
                // What carries a status is an answer: to answer that would never end.
                if (message.status() == 0) {
                    link.outlet.send(unknownOperation(message));
                }
            }
        }
    }

    private void adapterReady(Endpoint endpoint) {
        endpoint.adapter = Adapter.READY;
        endpoint.list.adapterKnown();
        waitForListEnd(endpoint);
        story.accept(new AgentEvent.AdapterReady(clock.instant(), endpoint.id));
        tell(endpoint, Wording.bleReady());
    }

    private void adapterTrouble(Endpoint endpoint, Message message) {
        int status = message.status();
        if (status != Message.NO_ADAPTER && status != Message.ADAPTER_FAILED) {
            LOG.debug("{} sent an error {}, which is not about its adapter", endpoint.id, status);
            return;
        }
        ObjectNode error = EndpointWords.error(message);
        endpoint.adapter = status == Message.NO_ADAPTER ? Adapter.MISSING : Adapter.FAILED;
        endpoint.adapterError = error;
        endpoint.list.adapterKnown();
        waitForListEnd(endpoint);
        story.accept(new AgentEvent.AdapterTrouble(
                clock.instant(),
                endpoint.id,
                status,
                EndpointWords.textOf(error, "error_description"),
                EndpointWords.textOf(error, "error_specifics")));
        tell(endpoint, Wording.adapterTrouble(status, error));
    }

    private void presence(Endpoint endpoint, Presence presence) {
        endpoint.list.listed(presence.device());
        waitForListEnd(endpoint);
        change(endpoint, presence, true);
    }

    private void intent(Endpoint endpoint, Message message, EndpointWords.Intent intent) {
        if (endpoint.list.endedByIntent()) {
            listEnded(endpoint);
        }
        String device = intent.device();
        if (device == null && intent.byNfc()) {
            device = directory
                    .get()
                    .ofCard(intent.uid())
                    .map(Directory.Entry::nymiBandId)
                    .orElse(null);
        }
        if (device == null) {
            String why =
                    intent.byNfc() ? "the card is in nobody's name in the directory" : "it names neither band nor card";
            LOG.warn(
                    "intent of endpoint {} dropped: {} (card {})",
                    Printable.bounded(endpoint.id),
                    why,
                    intent.byNfc() ? intent.uid() : "none");
            story.accept(new AgentEvent.TapDropped(clock.instant(), endpoint.id, intent.uid(), why));
            return;
        }
        story.accept(new AgentEvent.Tap(
                clock.instant(),
                endpoint.id,
                device,
                intent.byNfc(),
                intent.uid(),
                intent.reader(),
                intent.time(),
                intent.device() == null));
        tell(endpoint, Message.event("intent", message.payload().deepCopy().put("device", device)));
    }

    private void waitForListEnd(Endpoint endpoint) {
        endpoint.list.patience().ifPresent(patience -> {
            endListTimer(endpoint);
            listEnds.put(endpoint, alarm.after(patience, () -> listEnded(endpoint)));
        });
    }

    private void listEnded(Endpoint endpoint) {
        endListTimer(endpoint);
        for (String device : endpoint.list.end()) {
            change(endpoint, endpoint.last(device).gone(), false);
        }
    }

    private void endListTimer(Endpoint endpoint) {
        Runnable callOff = listEnds.remove(endpoint);
        if (callOff != null) {
            callOff.run();
        }
    }

    private void change(Endpoint endpoint, Presence presence, boolean byEndpoint) {
        if (!endpoints.keep(endpoint, presence) && !endpoint.overflowed) {
            endpoint.overflowed = true;
            LOG.warn(
                    "endpoint {} has {} bands, and there is no room for more ({} for one endpoint, {} for all): the others are"
                            + " passed on and not kept",
                    Printable.bounded(endpoint.id),
                    endpoint.bandCount(),
                    Endpoint.BANDS_AT_MOST,
                    Endpoints.BANDS_AT_MOST);
        }
        story.accept(new AgentEvent.PresenceChanged(clock.instant(), endpoint.id, presence, byEndpoint));
        tell(endpoint, Wording.presence(presence));
    }

    /** Another endpoint needed the room of this band: to its NEAs it is absent, until something new is said of it. */
    private void forgotten(Endpoint endpoint, Presence presence) {
        LOG.debug("band {} of endpoint {} is no longer kept", presence.device(), endpoint.id);
        tell(endpoint, Wording.presence(presence.gone()));
    }

    private static void tell(Endpoint endpoint, String message) {
        // A copy, since a NEA that cannot take it is gone from the set before the next one has its turn.
        for (Nea nea : new ArrayList<>(endpoint.neas)) {
            nea.outlet.send(message);
        }
    }

    /** What is known of the endpoints that ever connected, in the order in which they first did. */
    public Collection<Endpoint> endpoints() {
        return endpoints.connectedOnce();
    }

    // ---- NEAs

    /** An NEA sent a text message. */
    void neaSaid(Nea nea, String text) {
        try {
            Message message = Message.parse(text);
            switch (message.operation()) {
                case "subscribe_endpoint" -> subscribe(nea, message);
                case "presence" -> replay(nea, message);
                case "lookup" -> lookup(nea, message);
                case "telemetry" -> telemetry.asked(nea, message);
                default -> nea.outlet.send(unknownOperation(message));
            }
        } catch (MalformedMessage e) {
            LOG.debug(
                    "NEA {} sent what is answered with 4000: {}",
                    nea.outlet.remote(),
                    Printable.bounded(e.getMessage()));
            nea.outlet.send(e.answer());
        }
    }

    void neaConnected(Nea nea) {
        story.accept(new AgentEvent.NeaConnected(clock.instant(), nea.outlet.remote()));
    }

    void neaGone(Nea nea, String why) {
        leave(nea);
        story.accept(new AgentEvent.NeaGone(clock.instant(), nea.outlet.remote(), EndpointWords.cut(why)));
    }

    private void subscribe(Nea nea, Message message) {
        String id = EndpointWords.textOf(message.payload(), "endpoint_id");
        if (!EndpointWords.ID.matcher(id).matches()) {
            nea.outlet.send(message.refusal(
                    Message.MALFORMED,
                    "Malformed message",
                    "subscribe_endpoint: 'endpoint_id' is a string of 1 to 128 characters without spaces"));
            return;
        }
        nea.outlet.send(message.answer(Message.empty()));
        Endpoint before = nea.endpoint;
        if (before != null && !before.id.equals(id)) {
            before.present().forEach(presence -> nea.outlet.send(Wording.presence(presence.gone())));
            leave(nea);
        }
        Endpoint endpoint = endpoints.named(id);
        nea.endpoint = endpoint;
        endpoint.neas.add(nea);
        story.accept(new AgentEvent.NeaSubscribed(clock.instant(), nea.outlet.remote(), id));
        if (endpoint.link == null) {
            nea.outlet.send(Wording.notConnected(id));
        }
        switch (endpoint.adapter) {
            case READY -> nea.outlet.send(Wording.bleReady());
            case MISSING -> nea.outlet.send(Wording.adapterTrouble(Message.NO_ADAPTER, endpoint.adapterError));
            case FAILED -> nea.outlet.send(Wording.adapterTrouble(Message.ADAPTER_FAILED, endpoint.adapterError));
            case UNKNOWN -> LOG.debug("the adapter of {} is not known yet", endpoint.id);
        }
        endpoint.present().forEach(presence -> nea.outlet.send(Wording.presence(presence)));
    }

    private void leave(Nea nea) {
        telemetry.wantsNoMore(nea);
        Endpoint endpoint = nea.endpoint;
        nea.endpoint = null;
        if (endpoint == null) {
            return;
        }
        endpoint.neas.remove(nea);
        if (endpoint.neas.isEmpty() && !endpoint.everConnected()) {
            endpoints.remove(endpoint);
        }
        endpoints.forgetSome();
    }

    private static void replay(Nea nea, Message message) {
        JsonNode device = message.payload().path("device");
        if (device.isMissingNode() || device.isNull()) {
            if (nea.endpoint != null) {
                for (Presence presence : nea.endpoint.all()) {
                    if (!nea.outlet.send(message.answer(Wording.payload(presence)))) {
                        return;
                    }
                }
            }
            return;
        }
        if (!device.isString()) {
            nea.outlet.send(message.refusal(
                    Message.MALFORMED,
                    "Malformed message",
                    "presence: 'device' is a string such as C2:FA:D7:F0:D7:96"));
            return;
        }
        String band = BandAddress.read(device.stringValue()).orElse(device.stringValue());
        Presence last = nea.endpoint == null ? Presence.unheardOf(band) : nea.endpoint.last(band);
        nea.outlet.send(message.answer(Wording.payload(last)));
    }

    private void lookup(Nea nea, Message message) {
        Lookup.Answer answer = Lookup.answer(message, directory.get());
        nea.outlet.send(answer.text());
        story.accept(new AgentEvent.NeaAskedLookup(clock.instant(), nea.outlet.remote(), answer.found()));
    }

    private static String unknownOperation(Message message) {
        return message.refusal(
                Message.NOT_FOUND,
                "Unknown operation",
                "There is no operation '" + Printable.bounded(message.operation()) + "' here");
    }
}
