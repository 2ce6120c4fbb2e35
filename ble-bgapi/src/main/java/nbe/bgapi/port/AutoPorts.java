package nbe.bgapi.port;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Assigns the dongles that are found by their USB ids, each to one adapter, which keeps it (by the USB socket) while it
 * restarts under another name, until it is reported absent. Safe for all threads.
 */
public final class AutoPorts {
    private final PortFinder finder;
    private final Map<Integer, String> claims = new HashMap<>(); // adapter → key; guarded by this

    public AutoPorts(PortFinder finder) {
        this.finder = finder;
    }

    public PortLocator locatorOf(int adapter) {
        return new PortLocator() {
            @Override
            public Optional<FoundPort> locate() {
                return AutoPorts.this.locate(adapter);
            }

            @Override
            public void release() {
                AutoPorts.this.release(adapter);
            }
        };
    }

    private Optional<FoundPort> locate(int adapter) {
        List<FoundPort> ports = finder.find();
        synchronized (this) {
            String mine = claims.get(adapter);
            for (FoundPort port : ports) {
                if (mine == null
                        ? !claims.containsValue(port.key())
                        : port.key().equals(mine)) {
                    claims.put(adapter, port.key());
                    return Optional.of(port);
                }
            }
            return Optional.empty();
        }
    }

    private synchronized void release(int adapter) {
        claims.remove(adapter);
    }

    /** Dongles that no adapter has. */
    public int unclaimed() {
        List<FoundPort> ports = finder.find();
        synchronized (this) {
            return (int) ports.stream()
                    .filter(port -> !claims.containsValue(port.key()))
                    .count();
        }
    }
}
