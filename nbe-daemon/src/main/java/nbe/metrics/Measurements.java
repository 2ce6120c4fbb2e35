package nbe.metrics;

import java.util.Map;
import nbe.bgapi.machine.AdapterCounter;
import nbe.control.status.Status;
import nbe.endpoint.CoreCounts;

/**
 * What the metrics are made of, read at one moment. Immutable.
 *
 * @param status the daemon's
 * @param core what the core has counted
 * @param air what was heard
 * @param adapters the counts of all adapters together; every counter has its value
 * @param logMessagesDropped log messages that a destination did not take fast enough, since the start
 * @param process of this process
 */
public record Measurements(
        Status status,
        CoreCounts core,
        Air air,
        Map<AdapterCounter, Long> adapters,
        long logMessagesDropped,
        ProcessFigures process) {
    public Measurements {
        adapters = Map.copyOf(adapters);
    }

    /**
     * Advertisements since the start.
     *
     * @param all of every device, those of bands among them
     */
    public record Air(long all, long bands) {}
}
