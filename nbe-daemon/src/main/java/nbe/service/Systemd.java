package nbe.service;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports to systemd in its notification protocol: sd_notify(3), sd_watchdog_enabled(3). */
final class Systemd implements Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger("service");

    private final NotifySocket socket;
    private final OptionalLong watchdogNanos;
    private final LongSupplier nanos;
    private long lastAlive; // guarded by this
    private boolean everAlive; // guarded by this
    private boolean warned; // guarded by this

    /** @param watchdogNanos how long systemd waits for a keep-alive; empty if it has no watchdog for this process */
    Systemd(NotifySocket socket, OptionalLong watchdogNanos, LongSupplier nanos) {
        this.socket = socket;
        this.watchdogNanos = watchdogNanos;
        this.nanos = nanos;
    }

    /** The time in {@code WATCHDOG_USEC}, if {@code WATCHDOG_PID} is this process or is not set. */
    static OptionalLong watchdogNanos(Map<String, String> environment, long pid) {
        String usec = environment.getOrDefault("WATCHDOG_USEC", "");
        String forPid = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
        if (usec.isBlank() || !forPid.equals(Long.toString(pid))) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(usec)));
        } catch (NumberFormatException e) {
            LOG.warn("WATCHDOG_USEC is no number: {}; no keep-alives are sent", usec);
            return OptionalLong.empty();
        }
    }

    @Override
    public boolean ready() {
        return send("READY=1");
    }

    @Override
    public void status(String line) {
        send("STATUS=" + line.replace('\n', ' '));
    }

    @Override
    public synchronized void alive() {
        if (watchdogNanos.isEmpty()) {
            return;
        }
        long now = nanos.getAsLong();
        // Twice as often as systemd expects, as sd_watchdog_enabled(3) advises: one may be lost.
        if (!everAlive || now - lastAlive >= watchdogNanos.getAsLong() / 2) {
            everAlive = true;
            lastAlive = now;
            send("WATCHDOG=1");
        }
    }

    @Override
    public void stopping() {
        send("STOPPING=1");
    }

    private synchronized boolean send(String text) {
        boolean sent = socket.send(text);
        if (!sent && !warned) {
            warned = true;
            LOG.warn("systemd rejected {}: {} (logged once)", text, socket.lastError());
        }
        return sent;
    }
}
