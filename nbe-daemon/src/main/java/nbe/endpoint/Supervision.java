package nbe.endpoint;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import nbe.service.Supervisor;

/**
 * Reports to a service manager: that the core turns, that the start is over, and a line with the status. Belongs to the core's thread.
 */
public final class Supervision {
    /** Shortest time between two status lines. */
    static final long LINE = TimeUnit.SECONDS.toNanos(1);

    private final Supervisor supervisor;
    private final BooleanSupplier allLive;
    private boolean ready;
    private boolean everReported;
    private long lastReport;
    private String lastLine = "";

    /**
     * @param allLive whether every vital thread lives; while one does not, the manager gets no sign of life
     */
    public Supervision(Supervisor supervisor, BooleanSupplier allLive) {
        this.supervisor = supervisor;
        this.allLive = allLive;
    }

    /**
     * Called at each turn of the core.
     *
     * @param linked whether the agent is connected
     */
    void turned(Endpoint endpoint, boolean linked, long now) {
        if (allLive.getAsBoolean()) {
            supervisor.alive();
        }
        boolean startIsOver = !ready && endpoint.isSettled();
        if (startIsOver || !everReported || now - lastReport >= LINE) {
            everReported = true;
            lastReport = now;
            String line = line(endpoint, linked);
            if (!line.equals(lastLine)) {
                lastLine = line;
                supervisor.status(line);
            }
        }
        if (startIsOver) { // after the line: a command that waits for the start shows it at once
            ready = supervisor.ready();
        }
    }

    private String line(Endpoint endpoint, boolean linked) {
        int bands = endpoint.bandsHere();
        return adapters(endpoint) + "; " + (linked ? "agent connected" : "agent not connected") + "; "
                + (bands == 1 ? "1 band" : bands + " bands") + " here";
    }

    private static String adapters(Endpoint endpoint) {
        if (!endpoint.looksForAdapters()) {
            return "no Bluetooth ([ble] enabled = false)";
        }
        return endpoint.adapterStatus().map(AgentStatus::describe).orElse("recovering the adapter");
    }
}
