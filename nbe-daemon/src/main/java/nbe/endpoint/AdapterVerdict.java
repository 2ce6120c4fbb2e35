package nbe.endpoint;

import java.util.Optional;
import nbe.bgapi.machine.AdapterStatus;

/**
 * What the agent is told of all adapters together: that one scans, or why none does.
 *
 * @param status 0 (an adapter is scanning), {@link AgentStatus#NO_ADAPTER} or {@link AgentStatus#ADAPTER_BROKEN}
 * @param description {@code error_description}; empty at status 0
 * @param specifics {@code error_specifics}; empty at status 0
 */
record AdapterVerdict(int status, String description, String specifics) {
    static final AdapterVerdict READY = new AdapterVerdict(0, "", "");

    static AdapterVerdict of(AdapterStatus status) {
        return status.match(
                scanning -> READY,
                missing -> noAdapter(missing.specifics()),
                failed -> broken(
                        "The Bluetooth adapter at " + failed.port() + " cannot be used: " + failed.text(),
                        failed.specifics()));
    }

    static AdapterVerdict noAdapter(String specifics) {
        return new AdapterVerdict(AgentStatus.NO_ADAPTER, "No Bluetooth adapter is attached", specifics);
    }

    private static AdapterVerdict broken(String description, String specifics) {
        return new AdapterVerdict(AgentStatus.ADAPTER_BROKEN, description, specifics);
    }

    /** The message that tells it. */
    String message() {
        return status == 0 ? Envelope.bleReady() : Envelope.error(status, Optional.empty(), description, specifics);
    }
}
