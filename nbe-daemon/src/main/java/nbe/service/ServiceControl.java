package nbe.service;

import com.sun.jna.Platform;
import java.util.List;
import java.util.Optional;

/**
 * The requests of {@code nbe service} to the operating system's service manager; one implementation for each system. Every method
 * returns when its work is done, with a line for the operator; it succeeds if there was nothing to do.
 */
public interface ServiceControl {
    /** Registers the service, so that it starts with the machine; does not start it now. */
    String install(InstallOptions options) throws ServiceFailure, InterruptedException;

    /** Stops the service and removes its registration; program and configuration stay. */
    String uninstall() throws ServiceFailure, InterruptedException;

    /** Starts the service. */
    String start() throws ServiceFailure, InterruptedException;

    /** Stops the service, and returns when its process has ended. */
    String stop() throws ServiceFailure, InterruptedException;

    /** The service's present state. */
    ServiceState status() throws ServiceFailure, InterruptedException;

    /** Where the service's log is, in words. */
    String log();

    /** The newest lines of the service's log that the system itself keeps. */
    default List<String> journal() throws ServiceFailure, InterruptedException {
        throw new ServiceFailure("this system keeps no log of the service; [log] file sets one");
    }

    /** The account that the service runs as; empty if the system does not report it. */
    default Optional<ServiceAccount> account() throws ServiceFailure, InterruptedException {
        return Optional.empty();
    }

    /** The one for this system. */
    static ServiceControl ofThisSystem() throws ServiceFailure {
        if (Platform.isLinux()) {
            return LinuxService.ofThisSystem();
        }
        if (Platform.isWindows()) {
            return WindowsService.ofThisSystem();
        }
        throw new ServiceFailure("there is no service for " + System.getProperty("os.name")
                + "; `nbe run` runs the daemon in the foreground");
    }
}
