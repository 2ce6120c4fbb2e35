package nbe.endpoint;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nbe.bgapi.adapter.AdapterEvent;

/**
 * The status of each adapter, and of all of them together (docs/protocol.md, section 4.5): ready while at least one
 * scans; 5010 while none scans and one is attached; else 5000. No error before each of them is known: one that is absent says
 * nothing about one that is being brought to order. Pure; belongs to the core's thread.
 */
final class AdapterBook {
    private final Map<Integer, AdapterEvent> latest = new TreeMap<>();
    private final int expected;

    /** @param expected how many adapters will each say how they are */
    AdapterBook(int expected) {
        this.expected = expected;
    }

    /** Takes note of one adapter's new state. {@link AdapterEvent.Stalled} is no state. */
    void note(AdapterEvent event) {
        if (!(event instanceof AdapterEvent.Stalled)) {
            latest.put(event.adapter(), event);
        }
    }

    /** Empty until one scans or the state of all is known. */
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
        return latest.size() < expected ? Optional.empty() : worst;
    }
}
