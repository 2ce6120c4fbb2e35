package nbe.endpoint;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nbe.bgapi.machine.AdapterStatus;

/**
 * The latest status of each adapter, and what follows for all of them together (docs/protocol.md): ready while at least one
 * scans; 5010 while none scans and one is attached; else 5000. No error before each of them is known: a missing one says
 * nothing about one that is still recovering. Pure; belongs to the core's thread.
 */
final class AdapterBook {
    private final Map<Integer, AdapterStatus> latest = new TreeMap<>();
    private final int expected;

    /** @param expected how many adapters will each report a status */
    AdapterBook(int expected) {
        this.expected = expected;
    }

    void note(int adapter, AdapterStatus status) {
        latest.put(adapter, status);
    }

    /** Empty until one scans or the status of all is known. */
    Optional<AdapterVerdict> verdict() {
        Optional<AdapterVerdict> worst = Optional.empty();
        for (AdapterStatus status : latest.values()) {
            AdapterVerdict one = AdapterVerdict.of(status);
            if (one.status() == 0) {
                return Optional.of(one);
            }
            if (worst.isEmpty() || one.status() == AgentStatus.ADAPTER_BROKEN) {
                worst = Optional.of(one);
            }
        }
        return latest.size() < expected ? Optional.empty() : worst;
    }
}
