package nbe.endpoint;

import nbe.agent.link.LinkEvent;
import nbe.pcsc.NfcEvent;
import nbe.support.RecentTraffic;

/** What of the core's events is worth remembering for {@code nbe support}. Belongs to the core's thread. */
final class Recollection {
    /** An agent may send messages of 64 KiB; a thousand of them must not be kept. */
    private static final int LONGEST_TEXT = 1_000;

    private final RecentTraffic traffic;

    Recollection(RecentTraffic traffic) {
        this.traffic = traffic;
    }

    void of(CoreEvent event, long now) {
        if (event instanceof CoreEvent.Heard heard) {
            traffic.heard(heard.sighting());
        } else if (event instanceof CoreEvent.FromLink from) {
            of(from.event(), now);
        } else if (!(event instanceof CoreEvent.FromReader)) { // what the readers decide on it is kept instead
            traffic.event(now, event);
        }
    }

    /** The readers have decided this. */
    void of(NfcEvent event, long now) {
        traffic.event(now, event);
    }

    private void of(LinkEvent event, long now) {
        if (event instanceof LinkEvent.Text text) {
            traffic.event(now, "from the agent: " + cut(text.text()));
        } else if (event instanceof LinkEvent.Opened || event instanceof LinkEvent.Lost) {
            traffic.event(now, event);
        }
    }

    /** A frame goes to the agent. */
    void sent(String text, long now) {
        traffic.event(now, "to the agent: " + cut(text));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
