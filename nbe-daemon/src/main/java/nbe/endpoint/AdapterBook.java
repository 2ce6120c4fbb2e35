package nbe.endpoint;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nbe.bgapi.adapter.AdapterEvent;

/**
 * What is known of each adapter, and what follows for all of them together (contract section 4): ready while at least one
 * scans; 5010 while none scans and one is attached; else 5000. Pure; belongs to the core's thread.
 */
final class AdapterBook {
    private final Map<Integer, AdapterEvent> latest = new TreeMap<>();

    /** Takes note of one adapter's new state. {@link AdapterEvent.Stalled} is no state. */
    void note(AdapterEvent event) {
        if (!(event instanceof AdapterEvent.Stalled)) {
            latest.put(event.adapter(), event);
        }
    }

    /** Empty until the first adapter's state is known. */
    Optional<AdapterVerdict> verdict() {
        Optional<AdapterVerdict> worst = Optional.empty();
        for (AdapterEvent event : latest.values()) {
            if (event instanceof AdapterEvent.Scanning) {
                return Optional.of(AdapterVerdict.READY);
            }
            if (event instanceof AdapterEvent.Failed failed) {
                worst = Optional.of(AdapterVerdict.broken(
                        "The Bluetooth adapter at " + failed.port() + " cannot be used: "
                                + failed.problem().text(),
                        failed.specifics()));
            } else if (event instanceof AdapterEvent.Absent absent && worst.isEmpty()) {
                worst = Optional.of(AdapterVerdict.noAdapter(absent.specifics()));
            }
        }
        return worst;
    }
}
