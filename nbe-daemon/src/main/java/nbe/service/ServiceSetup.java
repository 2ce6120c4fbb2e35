package nbe.service;

import com.sun.jna.Memory;
import com.sun.jna.Native;

/**
 * The Windows service's settings beyond its command line: a description, delayed start, restart on failure, a SID of its own and no
 * privileges. The structures are those of ChangeServiceConfig2, Windows SDK {@code winsvc.h}.
 */
final class ServiceSetup {
    private static final String DESCRIPTION =
            "Reports Nymi Bands and NFC cards at this terminal to the Nymi Agent. Settings: nbe.toml beside the program.";

    /** Delays of SC_ACTION_RESTART; the last one applies to every further failure. */
    private static final int[] RESTART_AFTER_MILLIS = {2_000, 10_000, 60_000};

    private static final int FAILURES_FORGOTTEN_AFTER_S = 3_600;
    private static final int SC_ACTION_RESTART = 1;
    private static final int SERVICE_SID_TYPE_UNRESTRICTED = 1;

    /** Every account has it; naming it alone takes all others from the process, impersonation among them. */
    private static final String ONLY_PRIVILEGE = "SeChangeNotifyPrivilege";

    private ServiceSetup() {}

    /**
     * One call of ChangeServiceConfig2.
     *
     * @param what the setting's name, for a message
     */
    record Info(String what, int level, Memory memory) {}

    /** Makes the calls. */
    @FunctionalInterface
    interface Calls {
        void make(Info info) throws ServiceFailure;
    }

    static void apply(Calls calls) throws ServiceFailure {
        try (Memory text = WideText.of(DESCRIPTION);
                Memory info = cleared(Native.POINTER_SIZE)) {
            info.setPointer(0, text);
            calls.make(new Info("description", Advapi.SERVICE_CONFIG_DESCRIPTION, info));
        }
        number(calls, "delayed start", Advapi.SERVICE_CONFIG_DELAYED_AUTO_START_INFO, 1);
        restarts(calls);
        number(
                calls,
                "restart on an exit status",
                Advapi.SERVICE_CONFIG_FAILURE_ACTIONS_FLAG,
                1); // an exit with a status is a failure too
        number(calls, "SID", Advapi.SERVICE_CONFIG_SERVICE_SID_INFO, SERVICE_SID_TYPE_UNRESTRICTED);
        try (Memory text = WideText.of(ONLY_PRIVILEGE + '\0');
                Memory info = cleared(Native.POINTER_SIZE)) {
            info.setPointer(0, text);
            calls.make(new Info("list of privileges", Advapi.SERVICE_CONFIG_REQUIRED_PRIVILEGES_INFO, info));
        }
    }

    /** SERVICE_FAILURE_ACTIONSW: reset period, message, command, count, actions of two DWORDs each. */
    private static void restarts(Calls calls) throws ServiceFailure {
        int pointer = Native.POINTER_SIZE;
        try (Memory actions = cleared(2L * Integer.BYTES * RESTART_AFTER_MILLIS.length);
                Memory info = cleared(5L * pointer)) {
            for (int i = 0; i < RESTART_AFTER_MILLIS.length; i++) {
                actions.setInt(2L * Integer.BYTES * i, SC_ACTION_RESTART);
                actions.setInt(2L * Integer.BYTES * i + Integer.BYTES, RESTART_AFTER_MILLIS[i]);
            }
            info.setInt(0, FAILURES_FORGOTTEN_AFTER_S);
            info.setInt(3L * pointer, RESTART_AFTER_MILLIS.length);
            info.setPointer(4L * pointer, actions);
            calls.make(new Info("restart on failure", Advapi.SERVICE_CONFIG_FAILURE_ACTIONS, info));
        }
    }

    private static void number(Calls calls, String what, int level, int value) throws ServiceFailure {
        try (Memory info = cleared(Integer.BYTES)) {
            info.setInt(0, value);
            calls.make(new Info(what, level, info));
        }
    }

    private static Memory cleared(long bytes) {
        Memory memory = new Memory(bytes);
        memory.clear();
        return memory;
    }
}
