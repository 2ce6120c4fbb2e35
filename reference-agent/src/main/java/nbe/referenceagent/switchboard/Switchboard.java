package nbe.referenceagent.switchboard;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nbe.base.Printable;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.message.EndpointMessages;
import nbe.referenceagent.message.MalformedMessage;
import nbe.referenceagent.message.Message;
import nbe.referenceagent.message.NeaMessages;
import nbe.referenceagent.message.Presence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Connects endpoints and NEAs: passes presence and intents on to subscribers, answers both sides, keeps the last presence of each
 * band. Its conversations call it, on Netty's event loop; it uses no sockets itself.
 *
 * <p>A newer connection with the same {@code endpoint_id} replaces the older one without a 5100: the endpoint has not gone away.
 * Its bands stay until the new list of bands is complete (see {@link BandList}).
 */
public final class Switchboard {
    private static final int TRY_AGAIN_LATER = 1013;

    private static final Logger LOG = LoggerFactory.getLogger("refagent");

    private final Endpoints endpoints = new Endpoints(this::evicted);
    private final Subscriptions subscriptions = new Subscriptions(endpoints);
    private final Map<Endpoint, Runnable> listEnds = new LinkedHashMap<>();
    private final TelemetryRelay telemetry;
    private final Supplier<Directory> directory;
    private final Scheduler scheduler;
    private final InstantSource clock;
    private final Consumer<AgentEvent> events;

    /**
     * A switchboard without clients.
     *
     * @param scheduler runs tasks on the same thread
     * @param events gets what happens
     */
    public Switchboard(
            Supplier<Directory> directory, Scheduler scheduler, InstantSource clock, Consumer<AgentEvent> events) {
        this.directory = directory;
        this.scheduler = scheduler;
        this.clock = clock;
        this.events = events;
        this.telemetry = new TelemetryRelay(scheduler, clock);
    }

    // ---- endpoints

    /** An endpoint sent a text message. */
    void endpointSent(EndpointLink link, String text) {
        try {
            Message message = Message.parse(text);
            if ("endpoint".equals(message.operation()) && message.status() == 0) {
                announce(link, message);
            } else if (link.endpoint != null) {
                received(link, message);
            } else {
                throw new MalformedMessage(message.exchange(), "the first message is 'endpoint'");
            }
        } catch (MalformedMessage e) {
            String who = link.endpoint == null ? link.recipient.remote() : link.endpoint.id;
            LOG.debug("{} sent a malformed message: {}", who, Printable.bounded(e.getMessage()));
            events.accept(
                    new AgentEvent.EndpointSentInvalid(clock.instant(), who, EndpointMessages.cut(e.getMessage())));
            link.recipient.send(e.answer());
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
        subscriptions.disconnected(endpoint, link);
        endpoint.adapter = Adapter.UNKNOWN;
        cancelListEnd(endpoint);
        endpoint.list.end();
        LOG.info("endpoint {} has gone: {}", Printable.bounded(endpoint.id), Printable.bounded(why));
        events.accept(new AgentEvent.EndpointGone(clock.instant(), endpoint.id, EndpointMessages.cut(why)));
        telemetry.gone(endpoint);
        send(endpoint, NeaMessages.notConnected(endpoint.id));
        endpoint.present().forEach(presence -> change(endpoint, presence.gone(), false));
        endpoints.evictIdle();
    }

    private void announce(EndpointLink link, Message message) throws MalformedMessage {
        String id = EndpointMessages.endpointId(message);
        if (link.endpoint != null && !link.endpoint.id.equals(id)) {
            endpointGone(link, "the same connection now calls itself " + id);
        }
        if (!endpoints.hasRoomFor(id)) {
            LOG.warn("endpoint {} is refused: {} are known already", Printable.bounded(id), Endpoints.AT_MOST);
            link.recipient.close(TRY_AGAIN_LATER, "too many endpoints");
            return;
        }
        Endpoint endpoint = endpoints.named(id);
        EndpointLink older = endpoint.link;
        boolean replaced = older != null && older != link;
        if (replaced) {
            older.endpoint = null;
            subscriptions.disconnected(endpoint, older);
            older.recipient.close(1000, "replaced: this endpoint_id connected again");
        }
        link.endpoint = endpoint;
        endpoint.link = link;
        endpoint.connectedSince = clock.instant();
        endpoint.version = EndpointMessages.textOf(message.payload(), "version");
        endpoint.platform = EndpointMessages.textOf(message.payload(), "platform");
        endpoint.adapter = Adapter.UNKNOWN;
        endpoint.overflowed = false;
        endpoint.list.begin(endpoint.present());
        cancelListEnd(endpoint);
        if (endpoint.list.isOpen()) {
            listEnds.put(endpoint, scheduler.after(BandList.LONGEST, () -> listEnded(endpoint)));
        }
        LOG.info(
                "endpoint {} connected from {}{}",
                Printable.bounded(id),
                link.recipient.remote(),
                replaced ? "; its older connection from " + older.recipient.remote() + " was closed" : "");
        events.accept(new AgentEvent.EndpointConnected(
                clock.instant(), id, endpoint.version, endpoint.platform, link.recipient.remote(), replaced));
        telemetry.connected(endpoint);
        for (Nea nea : subscriptions.connected(endpoint, link)) {
            move(nea, endpoint);
        }
    }

    private void received(EndpointLink link, Message message) throws MalformedMessage {
        Endpoint endpoint = link.endpoint;
        switch (message.operation()) {
            case "error" -> adapterFault(endpoint, message);
            case "telemetry" -> telemetry.received(endpoint, message);
            case "ble_ready", "presence", "intent" -> {
                if (message.status() != 0) {
                    LOG.debug("{} answered {} with {}", endpoint.id, message.operation(), message.status());
                } else if ("ble_ready".equals(message.operation())) {
                    adapterReady(endpoint);
                } else if ("presence".equals(message.operation())) {
                    presence(endpoint, EndpointMessages.presence(message));
                } else {
                    intent(endpoint, message, EndpointMessages.intent(message));
                }
            }
            default -> {
                // A message with a status is an answer: answering it would never end.
                if (message.status() == 0) {
                    link.recipient.send(unknownOperation(message));
                }
            }
        }
    }

    private void adapterReady(Endpoint endpoint) {
        endpoint.adapter = Adapter.READY;
        endpoint.list.adapterKnown();
        awaitListEnd(endpoint);
        events.accept(new AgentEvent.AdapterReady(clock.instant(), endpoint.id));
        send(endpoint, NeaMessages.bleReady());
    }

    private void adapterFault(Endpoint endpoint, Message message) {
        int status = message.status();
        if (status != Message.NO_ADAPTER && status != Message.ADAPTER_FAILED) {
            LOG.debug("{} sent an error {}, which is not about its adapter", endpoint.id, status);
            return;
        }
        ObjectNode error = EndpointMessages.error(message);
        endpoint.adapter = status == Message.NO_ADAPTER ? Adapter.MISSING : Adapter.FAILED;
        endpoint.adapterError = error;
        endpoint.list.adapterKnown();
        awaitListEnd(endpoint);
        events.accept(new AgentEvent.AdapterTrouble(
                clock.instant(),
                endpoint.id,
                status,
                EndpointMessages.textOf(error, "error_description"),
                EndpointMessages.textOf(error, "error_specifics")));
        send(endpoint, NeaMessages.adapterFault(status, error));
    }

    private void presence(Endpoint endpoint, Presence presence) {
        endpoint.list.listed(presence.device());
        awaitListEnd(endpoint);
        change(endpoint, presence, true);
    }

    private void intent(Endpoint endpoint, Message message, EndpointMessages.Intent intent) {
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
            events.accept(new AgentEvent.TapDropped(clock.instant(), endpoint.id, intent.uid(), why));
            return;
        }
        events.accept(new AgentEvent.Tap(
                clock.instant(),
                endpoint.id,
                device,
                intent.byNfc(),
                intent.uid(),
                intent.reader(),
                intent.time(),
                intent.device() == null));
        send(endpoint, Message.event("intent", message.payload().deepCopy().put("device", device)));
    }

    private void awaitListEnd(Endpoint endpoint) {
        endpoint.list.quietTime().ifPresent(quiet -> {
            cancelListEnd(endpoint);
            listEnds.put(endpoint, scheduler.after(quiet, () -> listEnded(endpoint)));
        });
    }

    private void listEnded(Endpoint endpoint) {
        cancelListEnd(endpoint);
        for (String device : endpoint.list.end()) {
            change(endpoint, endpoint.last(device).gone(), false);
        }
    }

    private void cancelListEnd(Endpoint endpoint) {
        Runnable cancel = listEnds.remove(endpoint);
        if (cancel != null) {
            cancel.run();
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
        events.accept(new AgentEvent.PresenceChanged(clock.instant(), endpoint.id, presence, byEndpoint));
        send(endpoint, NeaMessages.presence(presence));
    }

    /** A band was evicted for another endpoint: to its NEAs it is absent until it is reported again. */
    private void evicted(Endpoint endpoint, Presence presence) {
        LOG.debug("band {} of endpoint {} is no longer kept", presence.device(), endpoint.id);
        send(endpoint, NeaMessages.presence(presence.gone()));
    }

    private static void send(Endpoint endpoint, String message) {
        // A copy: send removes an NEA from the set if it fails.
        for (Nea nea : new ArrayList<>(endpoint.neas)) {
            nea.recipient.send(message);
        }
    }

    /** Endpoints that have connected at least once, in the order in which they were first named. */
    public Collection<Endpoint> endpoints() {
        return endpoints.connectedOnce();
    }

    // ---- NEAs

    /** An NEA sent a text message. */
    void neaSent(Nea nea, String text) {
        try {
            Message message = Message.parse(text);
            switch (message.operation()) {
                case "subscribe_endpoint" -> subscribe(nea, message);
                case "presence" -> LastPresence.sendAgain(nea, message);
                case "lookup" -> lookup(nea, message);
                case "assert_identity" ->
                    nea.recipient.send(Assertion.answer(message, directory.get(), Optional.ofNullable(nea.endpoint)));
                case "telemetry" -> telemetry.requested(nea, message);
                default -> nea.recipient.send(unknownOperation(message));
            }
        } catch (MalformedMessage e) {
            LOG.debug("NEA {} sent a malformed message: {}", nea.recipient.remote(), Printable.bounded(e.getMessage()));
            nea.recipient.send(e.answer());
        }
    }

    void neaConnected(Nea nea) {
        events.accept(new AgentEvent.NeaConnected(clock.instant(), nea.recipient.remote()));
    }

    void neaGone(Nea nea, String why) {
        leave(nea);
        events.accept(new AgentEvent.NeaGone(clock.instant(), nea.recipient.remote(), EndpointMessages.cut(why)));
    }

    private void subscribe(Nea nea, Message message) {
        String id = EndpointMessages.textOf(message.payload(), "endpoint_id");
        if (!EndpointMessages.ID.matcher(id).matches()) {
            nea.recipient.send(message.refusal(
                    Message.MALFORMED,
                    "Malformed message",
                    "subscribe_endpoint: 'endpoint_id' is a string of 1 to 128 characters without spaces"));
            return;
        }
        nea.recipient.send(message.answer(Message.empty()));
        Endpoint endpoint = subscriptions.meant(id);
        move(nea, endpoint);
        subscriptions.left(nea);
        subscriptions.asked(nea, id);
        events.accept(new AgentEvent.NeaSubscribed(clock.instant(), nea.recipient.remote(), endpoint.id));
        if (endpoint.link == null) {
            nea.recipient.send(NeaMessages.notConnected(id, subscriptions.connectedFrom(id)));
        }
        switch (endpoint.adapter) {
            case READY -> nea.recipient.send(NeaMessages.bleReady());
            case MISSING -> nea.recipient.send(NeaMessages.adapterFault(Message.NO_ADAPTER, endpoint.adapterError));
            case FAILED -> nea.recipient.send(NeaMessages.adapterFault(Message.ADAPTER_FAILED, endpoint.adapterError));
            case UNKNOWN -> LOG.debug("the adapter of {} is not known yet", endpoint.id);
        }
        endpoint.present().forEach(presence -> nea.recipient.send(NeaMessages.presence(presence)));
    }

    /** From now on the NEA gets what happens at this endpoint; the bands of the one before turn absent. */
    private void move(Nea nea, Endpoint endpoint) {
        Endpoint before = nea.endpoint;
        nea.endpoint = endpoint;
        endpoint.neas.add(nea);
        if (before != null && before != endpoint) {
            before.present().forEach(presence -> nea.recipient.send(NeaMessages.presence(presence.gone())));
            detach(nea, before);
        }
    }

    private void leave(Nea nea) {
        subscriptions.left(nea);
        Endpoint endpoint = nea.endpoint;
        if (endpoint != null) {
            nea.endpoint = null;
            detach(nea, endpoint);
        }
    }

    private void detach(Nea nea, Endpoint endpoint) {
        telemetry.cancel(nea, endpoint);
        endpoint.neas.remove(nea);
        if (endpoint.neas.isEmpty() && !endpoint.everConnected()) {
            endpoints.remove(endpoint);
        }
        endpoints.evictIdle();
    }

    private void lookup(Nea nea, Message message) {
        Lookup.Answer answer = Lookup.answer(message, directory.get());
        nea.recipient.send(answer.text());
        events.accept(new AgentEvent.NeaLookup(clock.instant(), nea.recipient.remote(), answer.found()));
    }

    private static String unknownOperation(Message message) {
        return message.refusal(
                Message.NOT_FOUND,
                "Unknown operation",
                "There is no operation '" + Printable.bounded(message.operation()) + "' here");
    }
}
