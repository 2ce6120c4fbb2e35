package nbe.endpoint;

import nbe.agent.link.LinkEvent;
import nbe.pcsc.NfcEvent;
import nbe.support.RecentTraffic;

/** Records for {@code nbe support} what the core gets and sends. Belongs to the core's thread. */
public final class TrafficRecorder implements CoreEvent.Handler {
    /** Characters: an agent may send a thousand messages of 64 KiB, too much to keep. */
    private static final int LONGEST_TEXT = 1_000;

    private final RecentTraffic traffic;

    public TrafficRecorder(RecentTraffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public void heard(CoreEvent.Heard event, long now) {
        traffic.heard(event.sighting());
    }

    @Override
    public void fromAdapter(CoreEvent.FromAdapter event, long now) {
        traffic.event(now, event);
    }

    @Override
    public void fromReader(CoreEvent.FromReader event, long now) {
        // The core passes on what the readers decide: fromReaders.
    }

    /** The readers have decided this. */
    void fromReaders(NfcEvent event, long now) {
        traffic.event(now, event);
    }

    @Override
    public void fromLink(CoreEvent.FromLink from, long now) {
        LinkEvent event = from.event();
        if (event instanceof LinkEvent.Text text) {
            traffic.event(now, "from the agent: " + cut(text.text()));
        } else if (event instanceof LinkEvent.Opened || event instanceof LinkEvent.Lost) {
            traffic.event(now, event);
        }
    }

    @Override
    public void changed(CoreEvent.Changed event, long now) {
        traffic.event(now, event);
    }

    @Override
    public void asked(CoreEvent.Asked event, long now) {
        // No traffic.
    }

    @Override
    public void stop(CoreEvent.Stop event, long now) {
        traffic.event(now, event);
    }

    /** A frame goes to the agent. */
    void sent(String text, long now) {
        traffic.event(now, "to the agent: " + cut(text));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
