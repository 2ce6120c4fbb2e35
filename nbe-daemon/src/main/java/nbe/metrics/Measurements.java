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
 * @param adapters the counts of all adapters together since the start; every counter has its value
 * @param bandAdvertisements advertisements of bands since the start
 * @param logLinesDropped log lines that a destination did not take in time, since the start
 * @param process of this process
 */
public record Measurements(
        Status status,
        CoreCounts core,
        Map<AdapterCounter, Long> adapters,
        long bandAdvertisements,
        long logLinesDropped,
        ProcessFigures process) {
    public Measurements {
        adapters = Map.copyOf(adapters);
    }
}
