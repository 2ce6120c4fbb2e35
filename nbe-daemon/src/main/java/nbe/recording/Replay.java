package nbe.recording;

import java.util.ArrayList;
import java.util.List;
import nbe.tap.BandEvent;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapSettings;

/** Plays a recording through the daemon's own rules, as fast as the machine can. */
public final class Replay {
    private Replay() {}

    /** What the daemon would have concluded, in the order in which it would have. */
    public static List<BandEvent> of(Recording recording, TapSettings settings) {
        List<Forgetting> forgettings = recording.forgettings();
        BandTracker tracker = new BandTracker(settings);
        List<BandEvent> events = new ArrayList<>();
        int forgotten = 0;
        for (Sighting sighting : recording.sightings()) {
            while (forgotten < forgettings.size() && forgettings.get(forgotten).atNanos() <= sighting.atNanos()) {
                forgettings.get(forgotten).applyTo(tracker);
                forgotten++;
            }
            if (tracker.deadlineNanos() <= sighting.atNanos()) {
                events.addAll(tracker.onTime(sighting.atNanos()));
            }
            events.addAll(tracker.onSighting(sighting));
        }
        return events;
    }
}
