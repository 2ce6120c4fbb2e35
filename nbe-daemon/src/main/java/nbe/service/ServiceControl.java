package nbe.service;

import com.sun.jna.Platform;
import java.util.List;
import java.util.Optional;

/**
 * What {@code nbe service} asks of the operating system's service manager; one implementation for each system. Every method
 * returns when the thing is done, with a line for a person; a thing that is so already is done.
 */
public interface ServiceControl {
    /** Registers the service, so that it starts with the machine; does not start it. */
    String install(ServiceWish wish) throws ServiceFailure, InterruptedException;

    /** Stops it and takes its registration back; the program and its configuration stay. */
    String uninstall() throws ServiceFailure, InterruptedException;

    /** Starts it; what it does then is in its log. */
    String start() throws ServiceFailure, InterruptedException;

    /** Stops it, and returns when its process is gone. */
    String stop() throws ServiceFailure, InterruptedException;

    /** How it is. */
    ServiceState status() throws ServiceFailure, InterruptedException;

    /** What the system itself keeps of the service's log: the newest lines. */
    default List<String> journal() throws ServiceFailure, InterruptedException {
        throw new ServiceFailure("this system keeps no log of the service; [log] file names one");
    }

    /** The account it runs as; empty where the system does not tell. */
    default Optional<ServiceAccount> account() throws ServiceFailure, InterruptedException {
        return Optional.empty();
    }

    /** That of the system we run on. */
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
