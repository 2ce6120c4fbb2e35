package nbe.service;

import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Who started this process and wants to know how it is. No method blocks; for any thread. */
public interface Supervisor {
    /** Nobody asks. */
    Supervisor NONE = new Supervisor() {
        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void status(String line) {}

        @Override
        public void alive() {}

        @Override
        public void stopping() {}
    };

    /** The start is over. Gives false if it could not be told; try again. */
    boolean ready();

    /** What we are doing, in one line for a person. */
    void status(String line);

    /** The loop that does the work has turned, and every thread that it needs lives. May be called as often as it turns. */
    void alive();

    /** The end has begun. */
    void stopping();

    /**
     * That of this process: systemd, if it said so in the environment; else nobody.
     *
     * @param nanos monotonic clock
     */
    static Supervisor ofThisProcess(LongSupplier nanos) {
        return of(System.getenv(), ProcessHandle.current().pid(), nanos);
    }

    /** The same for a process with this environment. */
    static Supervisor of(Map<String, String> environment, long pid, LongSupplier nanos) {
        Optional<NotifySocket> socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(path -> !path.isBlank())
                .flatMap(NotifySocket::open);
        return socket.<Supervisor>map(open -> new Systemd(open, Systemd.watchdogNanos(environment, pid), nanos))
                .orElse(NONE);
    }
}
