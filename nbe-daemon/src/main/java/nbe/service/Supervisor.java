package nbe.service;

import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The service manager that started this process and expects its reports. No method blocks; for any thread. */
public interface Supervisor {
    /** There is no service manager. */
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

    /** Reports that the start is over; false if the report failed and must be repeated. */
    boolean ready();

    /** Reports what the daemon is doing, in one line for the operator. */
    void status(String line);

    /** Reports that the core's loop has turned and every vital thread is alive. May be called at every turn. */
    void alive();

    /** Reports that the daemon is stopping. */
    void stopping();

    /**
     * This process's: systemd if the environment has NOTIFY_SOCKET, else {@link #NONE}.
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
