package nbe.service;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import nbe.base.Pause;
import nbe.config.Surroundings;
import nbe.config.SystemFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Windows service, through the service control manager (SCM): docs/decisions/windows-service.md. */
final class WindowsService implements ServiceControl {
    /** Name and display name. */
    static final String NAME = "Nymi Bluetooth Endpoint";

    static final String DEFAULT_ACCOUNT = "NT AUTHORITY\\LocalService";

    private static final Logger LOG = LoggerFactory.getLogger("service");

    /** The daemon's exit status for a bad configuration. */
    private static final int BAD_CONFIGURATION = 78;

    private static final int START_MILLIS = 30_000;
    private static final int STOP_MILLIS = 10_000;
    private static final int POLL_MILLIS = 100;
    /** The most that QueryServiceConfig returns, by its documentation. */
    private static final int MAX_CONFIG_BYTES = 8192;
    /** Offset in QUERY_SERVICE_CONFIGW on 64 bits. */
    private static final int ACCOUNT_AT = 48;

    private final Advapi advapi;
    private final IntSupplier lastError;
    private final Optional<Path> home;
    private final SystemFile file;
    private final FolderRights rights;
    private final Pause pause;

    /**
     * @param lastError the error code of the last call that failed
     * @param home the folder of nbe.exe; empty if this is another program
     * @param file the configuration, which {@link #install} creates if it is missing
     */
    WindowsService(
            Advapi advapi,
            IntSupplier lastError,
            Optional<Path> home,
            SystemFile file,
            FolderRights rights,
            Pause pause) {
        this.advapi = advapi;
        this.lastError = lastError;
        this.home = home;
        this.file = file;
        this.rights = rights;
        this.pause = pause;
    }

    static WindowsService ofThisSystem() {
        return new WindowsService(
                Native.load("advapi32", Advapi.class),
                Native::getLastError,
                InstalledHome.find(),
                SystemFile.of(Surroundings.ofThisProcess()),
                FolderRights.REAL,
                Pause.REAL);
    }

    @Override
    public String install(InstallOptions options) throws ServiceFailure, InterruptedException {
        Path folder = home.orElseThrow(
                () -> new ServiceFailure(
                        "the service runs nbe.exe, and this is another program; install the Windows package, and use its nbe.exe"));
        String commandLine = "\"" + folder.resolve("nbe.exe") + "\" service run";
        try (Handle scm = manager(Advapi.SC_MANAGER_CONNECT | Advapi.SC_MANAGER_CREATE_SERVICE)) {
            rights.protect(folder);
            options.prepare(file);
            rights.protect(folder); // a new nbe.toml has inherited the folder's rights
            try (Handle service = createOrChange(scm, commandLine, options.account())) {
                ServiceSetup.apply(info -> set(service, info));
                EventSource.register(advapi);
            }
        }
        return "the service \"" + NAME
                + "\" is installed, and starts with the machine; `nbe service start` starts it now";
    }

    private Handle createOrChange(Handle scm, String commandLine, Optional<String> account)
            throws ServiceFailure, InterruptedException {
        Pointer created = create(scm, commandLine, account);
        // An upgrade has just deleted the old service, and another program still has a handle of it.
        for (int waited = 0; created == null && deletionPends() && waited < STOP_MILLIS; waited += POLL_MILLIS) {
            pause.millis(POLL_MILLIS);
            created = create(scm, commandLine, account);
        }
        if (created != null) {
            return new Handle(created);
        }
        int code = lastError.getAsInt();
        if (code != WindowsCode.SERVICE_EXISTS) {
            throw failed("the service cannot be created", code);
        }
        Handle service = open(scm, Advapi.SERVICE_CHANGE_CONFIG | Advapi.SERVICE_START);
        try {
            check(
                    "the service cannot be changed",
                    advapi.ChangeServiceConfigW(
                            service.pointer(),
                            Advapi.SERVICE_WIN32_OWN_PROCESS,
                            Advapi.SERVICE_AUTO_START,
                            Advapi.SERVICE_ERROR_NORMAL,
                            new WString(commandLine),
                            null,
                            null,
                            null,
                            account.map(WString::new).orElse(null),
                            null,
                            new WString(NAME)));
        } catch (ServiceFailure e) {
            service.close();
            throw e;
        }
        return service;
    }

    private boolean deletionPends() {
        return lastError.getAsInt() == WindowsCode.SERVICE_MARKED_FOR_DELETE;
    }

    private Pointer create(Handle scm, String commandLine, Optional<String> account) {
        return advapi.CreateServiceW(
                scm.pointer(),
                new WString(NAME),
                new WString(NAME),
                Advapi.SERVICE_CHANGE_CONFIG | Advapi.SERVICE_START,
                Advapi.SERVICE_WIN32_OWN_PROCESS,
                Advapi.SERVICE_AUTO_START,
                Advapi.SERVICE_ERROR_NORMAL,
                new WString(commandLine),
                null,
                null,
                null,
                new WString(account.orElse(DEFAULT_ACCOUNT)),
                null);
    }

    private void set(Handle service, ServiceSetup.Info info) throws ServiceFailure {
        if (advapi.ChangeServiceConfig2W(service.pointer(), info.level(), info.memory())) {
            return;
        }
        int code = lastError.getAsInt();
        if (code != WindowsCode.INVALID_LEVEL) {
            throw failed("the service's " + info.what() + " cannot be set", code);
        }
        LOG.warn("this system has no {} for services; the rest of the service is set up", info.what());
    }

    @Override
    public String uninstall() throws ServiceFailure, InterruptedException {
        try (Handle scm = manager(Advapi.SC_MANAGER_CONNECT);
                Handle service = open(scm, Advapi.DELETE | Advapi.SERVICE_STOP | Advapi.SERVICE_QUERY_STATUS)) {
            stop(service);
            check("the service cannot be deleted", advapi.DeleteService(service.pointer()));
            EventSource.remove(advapi);
        }
        return "the service \"" + NAME + "\" is stopped and uninstalled; program, nbe.toml and logs stay";
    }

    @Override
    public String start() throws ServiceFailure, InterruptedException {
        try (Handle scm = manager(Advapi.SC_MANAGER_CONNECT);
                Handle service = open(scm, Advapi.SERVICE_START | Advapi.SERVICE_QUERY_STATUS)) {
            if (!advapi.StartServiceW(service.pointer(), 0, null)) {
                int code = lastError.getAsInt();
                if (code != WindowsCode.SERVICE_ALREADY_RUNNING) {
                    throw failed("the service cannot be started", code);
                }
            }
            Status status = await(service, Advapi.SERVICE_RUNNING, START_MILLIS);
            if (status.state() != Advapi.SERVICE_RUNNING) {
                throw new ServiceFailure(
                        "the service did not start: it is " + status.words() + "; " + "its log: " + log());
            }
        }
        return "the service \"" + NAME + "\" runs; " + "its log: " + log();
    }

    @Override
    public String stop() throws ServiceFailure, InterruptedException {
        try (Handle scm = manager(Advapi.SC_MANAGER_CONNECT);
                Handle service = open(scm, Advapi.SERVICE_STOP | Advapi.SERVICE_QUERY_STATUS)) {
            stop(service);
        }
        return "the service \"" + NAME + "\" is stopped";
    }

    private void stop(Handle service) throws ServiceFailure, InterruptedException {
        int process = query(service).process();
        requestStop(service);
        Status status = await(service, Advapi.SERVICE_STOPPED, STOP_MILLIS);
        for (int waited = 0; isAlive(process) && waited < STOP_MILLIS; waited += POLL_MILLIS) {
            pause.millis(POLL_MILLIS);
        }
        if (status.state() != Advapi.SERVICE_STOPPED) {
            throw new ServiceFailure("the service did not stop within " + STOP_MILLIS / 1000 + " s: it is "
                    + status.words() + "; `taskkill /F /PID " + process + "` ends it");
        }
    }

    /** Repeats the request while the service is starting or stopping, when it accepts none. */
    private void requestStop(Handle service) throws ServiceFailure, InterruptedException {
        try (Memory ignored = new Memory(Advapi.STATUS_BYTES)) {
            int waited = 0;
            while (!advapi.ControlService(service.pointer(), Advapi.SERVICE_CONTROL_STOP, ignored)) {
                int code = lastError.getAsInt();
                if (code == WindowsCode.SERVICE_NOT_ACTIVE) {
                    return;
                }
                if (code != WindowsCode.SERVICE_CANNOT_ACCEPT_CONTROL || waited >= STOP_MILLIS) {
                    throw failed("the service cannot be stopped", code);
                }
                pause.millis(POLL_MILLIS);
                waited += POLL_MILLIS;
            }
        }
    }

    private static boolean isAlive(int process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
    }

    @Override
    public ServiceState status() throws ServiceFailure {
        try (Handle scm = manager(Advapi.SC_MANAGER_CONNECT);
                Handle service = open(scm, Advapi.SERVICE_QUERY_STATUS | Advapi.SERVICE_QUERY_CONFIG)) {
            Status status = query(service);
            return new ServiceState(
                    status.state() == Advapi.SERVICE_RUNNING,
                    OptionalLong.empty(),
                    NAME + ": " + status.words() + ", account " + account(service));
        }
    }

    private String account(Handle service) throws ServiceFailure {
        try (Memory config = new Memory(MAX_CONFIG_BYTES);
                Memory needed = new Memory(Integer.BYTES)) {
            check(
                    "the service's configuration cannot be read",
                    advapi.QueryServiceConfigW(service.pointer(), config, MAX_CONFIG_BYTES, needed));
            return WideText.at(config.getPointer(ACCOUNT_AT));
        }
    }

    @Override
    public String log() {
        return "[log] file of nbe.toml, else "
                + home.map(InstalledHome::log).map(Path::toString).orElse("logs\\nbe.log beside nbe.exe");
    }

    private Status await(Handle service, int wanted, int millis) throws ServiceFailure, InterruptedException {
        Status status = query(service);
        for (int waited = 0; waited < millis && status.state() != wanted; waited += POLL_MILLIS) {
            if (wanted == Advapi.SERVICE_RUNNING && status.state() == Advapi.SERVICE_STOPPED) {
                return status;
            }
            pause.millis(POLL_MILLIS);
            status = query(service);
        }
        return status;
    }

    /** {@code SERVICE_STATUS_PROCESS}. */
    private Status query(Handle service) throws ServiceFailure {
        try (Memory memory = new Memory(Advapi.STATUS_PROCESS_BYTES);
                Memory needed = new Memory(Integer.BYTES)) {
            memory.clear();
            check(
                    "the service's state cannot be read",
                    advapi.QueryServiceStatusEx(
                            service.pointer(),
                            Advapi.SC_STATUS_PROCESS_INFO,
                            memory,
                            Advapi.STATUS_PROCESS_BYTES,
                            needed));
            return new Status(memory.getInt(4), memory.getInt(12), memory.getInt(16), memory.getInt(28));
        }
    }

    private Handle manager(int access) throws ServiceFailure {
        return handle("the service control manager cannot be reached", advapi.OpenSCManagerW(null, null, access));
    }

    private Handle open(Handle scm, int access) throws ServiceFailure {
        Pointer service = advapi.OpenServiceW(scm.pointer(), new WString(NAME), access);
        if (service == null && lastError.getAsInt() == WindowsCode.SERVICE_DOES_NOT_EXIST) {
            throw new ServiceFailure(WindowsCode.words(WindowsCode.SERVICE_DOES_NOT_EXIST));
        }
        return handle("the service \"" + NAME + "\" cannot be opened", service);
    }

    private Handle handle(String what, Pointer pointer) throws ServiceFailure {
        if (pointer == null) {
            throw failed(what, lastError.getAsInt());
        }
        return new Handle(pointer);
    }

    private void check(String what, boolean done) throws ServiceFailure {
        if (!done) {
            throw failed(what, lastError.getAsInt());
        }
    }

    private static ServiceFailure failed(String what, int code) {
        return new ServiceFailure(what + ": " + WindowsCode.words(code));
    }

    /** Handle of the SCM or of a service. */
    private final class Handle implements AutoCloseable {
        private final Pointer pointer;

        Handle(Pointer pointer) {
            this.pointer = pointer;
        }

        Pointer pointer() {
            return pointer;
        }

        @Override
        public void close() {
            advapi.CloseServiceHandle(pointer);
        }
    }

    /**
     * A service's state as the SCM reports it.
     *
     * @param state one of {@code SERVICE_…}
     * @param exitCode why it stopped, a Windows code
     * @param ownCode our exit status, if {@code exitCode} is SERVICE_SPECIFIC_ERROR
     * @param process its process id; 0 if it does not run
     */
    private record Status(int state, int exitCode, int ownCode, int process) {
        String words() {
            return switch (state) {
                case Advapi.SERVICE_STOPPED -> "stopped" + why();
                case Advapi.SERVICE_START_PENDING -> "starting";
                case Advapi.SERVICE_STOP_PENDING -> "stopping";
                case Advapi.SERVICE_RUNNING -> "running, process " + process;
                default -> String.format(Locale.ROOT, "in state %d", state);
            };
        }

        private String why() {
            return switch (exitCode) {
                case 0 -> "";
                case WindowsCode.SERVICE_NEVER_STARTED -> ", not started since the machine started";
                case WindowsCode.SERVICE_SPECIFIC_ERROR ->
                    ", ended with exit status " + ownCode
                            + (ownCode == BAD_CONFIGURATION ? " (bad configuration, `nbe check` says where)" : "");
                default -> ", ended with " + WindowsCode.words(exitCode);
            };
        }
    }
}
