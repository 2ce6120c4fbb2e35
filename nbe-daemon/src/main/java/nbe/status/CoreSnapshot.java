package nbe.status;

import java.util.List;
import java.util.Map;
import nbe.endpoint.CoreView;

/**
 * The core at one moment, and what {@link StatusBook} has kept. Immutable.
 *
 * @param adapters by number; one that has reported nothing yet is missing
 * @param expectedAdapters how many the configuration names; 0: Bluetooth is switched off
 */
public record CoreSnapshot(
        CoreView core,
        AgentView agent,
        Map<Integer, AdapterView> adapters,
        int expectedAdapters,
        List<BandLevels.View> bands) {}
