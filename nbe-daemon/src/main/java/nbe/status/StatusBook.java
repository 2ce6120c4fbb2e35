package nbe.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import nbe.agent.link.AgentEffect;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.endpoint.CoreObserver;
import nbe.endpoint.CoreView;
import nbe.endpoint.Intent;
import nbe.pcsc.ReaderView;
import nbe.pcsc.Readers;
import nbe.tap.BandEvent;
import nbe.tap.Sighting;

/**
 * Keeps what a status needs and the core does not: levels, the adapters' last reports, since when the link is as it is. Passes the events
 * on to {@link EventFeed} while somebody listens. Belongs to the core's thread.
 */
public final class StatusBook implements CoreObserver {
    private final EventFeed feed;
    private final LongSupplier nanos;
    private final BandLevels bands = new BandLevels();
    private final Map<Integer, AdapterView> adapters = new HashMap<>();
    private List<ReaderView> readers = List.of();
    private AgentView agent;
    private int expectedAdapters;

    /**
     * @param expectedAdapters as in {@link #adaptersReplaced}
     * @param nanos monotonic clock
     */
    public StatusBook(EventFeed feed, int expectedAdapters, LongSupplier nanos) {
        this.feed = feed;
        this.expectedAdapters = expectedAdapters;
        this.nanos = nanos;
        this.agent = AgentView.atStart(nanos.getAsLong());
    }

    /** Everything at this moment. */
    CoreSnapshot snapshot(CoreView core) {
        return new CoreSnapshot(
                core, agent, Map.copyOf(adapters), expectedAdapters, bands.views(core.bands(), core.atNanos()));
    }

    @Override
    public void heard(Sighting sighting) {
        bands.heard(sighting);
        if (feed.isOpen()) {
            feed.offer(new StatusEvent.Heard(sighting, portOf(sighting.adapter())));
        }
    }

    private String portOf(int adapter) {
        AdapterView view = adapters.get(adapter);
        return view == null ? "" : view.port();
    }

    @Override
    public void adapter(AdapterEvent event) {
        AdapterView before = adapters.getOrDefault(event.adapter(), AdapterView.unknown(event.adapter(), ""));
        AdapterView after = before.after(event);
        adapters.put(event.adapter(), after);
        boolean stalled = event instanceof AdapterEvent.Stalled;
        if (stalled || !after.equals(before)) {
            feed.offer(new StatusEvent.Adapter(after, stalled, nanos.getAsLong()));
        }
    }

    @Override
    public void adaptersReplaced(int expected) {
        adapters.clear();
        expectedAdapters = expected;
    }

    @Override
    public void readers(Readers changed) {
        List<ReaderView> after = changed.views();
        if (after.equals(readers)) {
            return;
        }
        List<ReaderView> before = readers;
        readers = after;
        if (feed.isOpen()) {
            long now = nanos.getAsLong();
            List<ReaderView> news = new ArrayList<>(after);
            news.removeAll(before);
            news.forEach(reader -> feed.offer(new StatusEvent.Reader(reader, false, now)));
            before.stream()
                    .filter(gone ->
                            after.stream().noneMatch(reader -> reader.name().equals(gone.name())))
                    .forEach(gone -> feed.offer(new StatusEvent.Reader(gone, true, now)));
        }
    }

    @Override
    public void link(AgentEffect effect) {
        long now = nanos.getAsLong();
        AgentView after = agent.after(effect, now);
        if (after != agent) {
            agent = after;
            feed.offer(new StatusEvent.Link(after, now));
        }
    }

    @Override
    public void presence(BandEvent.PresenceChanged presence) {
        feed.offer(new StatusEvent.Presence(presence));
    }

    @Override
    public void tapped(Intent intent) {
        intent.band().ifPresent(band -> bands.tapped(band, intent.type(), intent.time()));
        feed.offer(new StatusEvent.Tap(intent));
    }
}
