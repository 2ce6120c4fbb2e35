package nbe.service;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.WString;

/**
 * The functions of {@code advapi32.dll} for the service control manager (SCM), Windows SDK {@code winsvc.h}, and for the registry, Windows
 * SDK {@code winreg.h}. A BOOL of 0 and a null handle mean failure; {@code GetLastError} has the code. The registry's functions return it. 64-bit Windows, the only one we package for, has one calling convention.
 */
interface Advapi extends Library {
    int SC_MANAGER_CONNECT = 0x1;
    int SC_MANAGER_CREATE_SERVICE = 0x2;

    int SERVICE_QUERY_CONFIG = 0x1;
    int SERVICE_CHANGE_CONFIG = 0x2;
    int SERVICE_QUERY_STATUS = 0x4;
    int SERVICE_START = 0x10;
    int SERVICE_STOP = 0x20;
    int DELETE = 0x10000;

    int SERVICE_WIN32_OWN_PROCESS = 0x10;
    int SERVICE_AUTO_START = 2;
    int SERVICE_ERROR_NORMAL = 1;

    int SERVICE_CONTROL_STOP = 1;
    int SERVICE_CONTROL_INTERROGATE = 4;
    int SERVICE_CONTROL_SHUTDOWN = 5;
    int SERVICE_ACCEPT_STOP = 0x1;
    int SERVICE_ACCEPT_SHUTDOWN = 0x4;

    int SERVICE_STOPPED = 1;
    int SERVICE_START_PENDING = 2;
    int SERVICE_STOP_PENDING = 3;
    int SERVICE_RUNNING = 4;

    int SERVICE_CONFIG_DESCRIPTION = 1;
    int SERVICE_CONFIG_FAILURE_ACTIONS = 2;
    int SERVICE_CONFIG_DELAYED_AUTO_START_INFO = 3;
    int SERVICE_CONFIG_FAILURE_ACTIONS_FLAG = 4;
    int SERVICE_CONFIG_SERVICE_SID_INFO = 5;
    int SERVICE_CONFIG_REQUIRED_PRIVILEGES_INFO = 6;

    int SC_STATUS_PROCESS_INFO = 0;

    /** {@code SERVICE_STATUS} has 7 DWORDs, {@code SERVICE_STATUS_PROCESS} 9. */
    int STATUS_BYTES = 28;

    int STATUS_PROCESS_BYTES = 36;

    Pointer OpenSCManagerW(WString machine, WString database, int access);

    Pointer CreateServiceW(
            Pointer scm,
            WString name,
            WString displayName,
            int access,
            int type,
            int startType,
            int errorControl,
            WString commandLine,
            WString loadOrderGroup,
            Pointer tagId,
            Pointer dependencies,
            WString account,
            WString password);

    Pointer OpenServiceW(Pointer scm, WString name, int access);

    boolean ChangeServiceConfigW(
            Pointer service,
            int type,
            int startType,
            int errorControl,
            WString commandLine,
            WString loadOrderGroup,
            Pointer tagId,
            Pointer dependencies,
            WString account,
            WString password,
            WString displayName);

    boolean ChangeServiceConfig2W(Pointer service, int level, Memory info);

    boolean QueryServiceConfigW(Pointer service, Memory config, int size, Memory needed);

    boolean QueryServiceStatusEx(Pointer service, int level, Memory status, int size, Memory needed);

    boolean StartServiceW(Pointer service, int argumentCount, Pointer arguments);

    boolean ControlService(Pointer service, int control, Memory status);

    boolean DeleteService(Pointer service);

    boolean CloseServiceHandle(Pointer handle);

    /** Blocks until the service has reported that it is stopped. */
    boolean StartServiceCtrlDispatcherW(Memory table);

    Pointer RegisterServiceCtrlHandlerExW(WString name, Handler handler, Pointer context);

    boolean SetServiceStatus(Pointer status, Memory serviceStatus);

    int RegCreateKeyExW(
            Pointer parent,
            WString path,
            int reserved,
            WString type,
            int options,
            int access,
            Pointer security,
            Memory handle,
            Memory disposition);

    int RegSetValueExW(Pointer key, WString name, int reserved, int type, Memory value, int size);

    int RegCloseKey(Pointer key);

    int RegDeleteKeyW(Pointer parent, WString path);

    /** {@code ServiceMain}: the SCM's thread for the service enters here. */
    interface Main extends Callback {
        void run(int argumentCount, Pointer arguments);
    }

    /** {@code HandlerEx}: the SCM calls it with a control for the service; it must return at once. */
    interface Handler extends Callback {
        int handle(int control, int eventType, Pointer eventData, Pointer context);
    }
}
