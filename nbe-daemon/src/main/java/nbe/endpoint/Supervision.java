package nbe.endpoint;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import nbe.service.Supervisor;

/**
 * What a service manager is told of the core: that it turns, that the start is over, and a line on how things are. Belongs to
 * the core's thread.
 */
final class Supervision {
    /** At most this often a new line. */
    static final long LINE = TimeUnit.SECONDS.toNanos(1);

    private final Supervisor supervisor;
    private final boolean looksForAdapters;
    private final BooleanSupplier allLive;
    private boolean ready;
    private boolean everLooked;
    private long lastLook;
    private String lastLine = "";

    /**
     * @param looksForAdapters whether there is to be an adapter at all
     * @param allLive whether every thread that nothing works without lives; while it does not, no sign of life is given
     */
    Supervision(Supervisor supervisor, boolean looksForAdapters, BooleanSupplier allLive) {
        this.supervisor = supervisor;
        this.looksForAdapters = looksForAdapters;
        this.allLive = allLive;
    }

    /**
     * The core has turned once more.
     *
     * @param linked whether the agent is connected
     */
    void turned(Endpoint endpoint, boolean linked, long now) {
        if (allLive.getAsBoolean()) {
            supervisor.alive();
        }
        boolean startIsOver = !ready && endpoint.isSettled();
        if (startIsOver || !everLooked || now - lastLook >= LINE) {
            everLooked = true;
            lastLook = now;
            String line = line(endpoint, linked);
            if (!line.equals(lastLine)) {
                lastLine = line;
                supervisor.status(line);
            }
        }
        if (startIsOver) { // the line first: who waits for the start sees it at once
            ready = supervisor.ready();
        }
    }

    private String line(Endpoint endpoint, boolean linked) {
        int bands = endpoint.bandsHere();
        return adapters(endpoint.verdict()) + "; " + (linked ? "agent connected" : "agent not connected") + "; "
                + (bands == 1 ? "1 band" : bands + " bands") + " here";
    }

    private String adapters(Optional<AdapterVerdict> verdict) {
        if (!looksForAdapters) {
            return "no Bluetooth ([ble] enabled = false)";
        }
        return verdict.map(known -> known.status() == 0 ? "scanning" : known.description())
                .orElse("bringing the adapter to order");
    }
}
