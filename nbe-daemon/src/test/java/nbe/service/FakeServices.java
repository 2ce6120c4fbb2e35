package nbe.service;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service control manager of one service; what is asked of it is written down. */
final class FakeServices implements Advapi {
    final List<String> calls = new ArrayList<>();
    /** What ChangeServiceConfig2 got, by level: the first DWORD, or the text that the structure points to. */
    final Map<Integer, Object> setup = new HashMap<>();

    /** Values of the registry's keys below the local machine. */
    final Map<String, Map<String, Object>> registry = new HashMap<>();

    private String openKey;

    boolean installed;
    String account = "NT AUTHORITY\\LocalService";
    int state = SERVICE_STOPPED;
    int exitCode;
    /** So many attempts to make the service fail, because the old one is not quite gone. */
    int deletionPendsFor;

    /** Requests to stop that come while the service starts or stops. */
    int takesNoControlFor;

    int ownCode;
    /** The states that further queries return; the last one stays. */
    final List<Integer> statesToCome = new ArrayList<>();
    /** A call that fails, and with which code. */
    final Map<String, Integer> failures = new HashMap<>();

    int lastError;

    private boolean fails(String call) {
        calls.add(call);
        Integer code = failures.get(call);
        lastError = code == null ? 0 : code;
        return code != null;
    }

    private static Pointer some() {
        return Pointer.createConstant(1);
    }

    @Override
    public Pointer OpenSCManagerW(WString machine, WString database, int access) {
        return fails("open manager") ? null : some();
    }

    @Override
    public Pointer CreateServiceW(
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
            WString accountName,
            WString password) {
        if (fails("create")) {
            return null;
        }
        if (deletionPendsFor-- > 0) {
            lastError = WindowsCode.SERVICE_MARKED_FOR_DELETE;
            return null;
        }
        if (installed) {
            lastError = WindowsCode.SERVICE_EXISTS;
            return null;
        }
        installed = true;
        account = accountName.toString();
        calls.add(name + " = " + commandLine + ", start " + startType);
        return some();
    }

    @Override
    public Pointer OpenServiceW(Pointer scm, WString name, int access) {
        if (fails("open")) {
            return null;
        }
        lastError = installed ? 0 : WindowsCode.SERVICE_DOES_NOT_EXIST;
        return installed ? some() : null;
    }

    @Override
    public boolean ChangeServiceConfigW(
            Pointer service,
            int type,
            int startType,
            int errorControl,
            WString commandLine,
            WString loadOrderGroup,
            Pointer tagId,
            Pointer dependencies,
            WString accountName,
            WString password,
            WString displayName) {
        account = accountName == null ? account : accountName.toString();
        calls.add("changed to " + commandLine);
        return !fails("change");
    }

    @Override
    public boolean ChangeServiceConfig2W(Pointer service, int level, Memory info) {
        boolean text = level == SERVICE_CONFIG_DESCRIPTION || level == SERVICE_CONFIG_REQUIRED_PRIVILEGES_INFO;
        if (level == SERVICE_CONFIG_FAILURE_ACTIONS) {
            Pointer actions = info.getPointer(32);
            List<Integer> restarts = new ArrayList<>();
            for (int i = 0; i < info.getInt(24); i++) {
                restarts.add(actions.getInt(8L * i) == 1 ? actions.getInt(8L * i + 4) : -1);
            }
            setup.put(level, restarts);
        } else {
            setup.put(level, text ? WideText.at(info.getPointer(0)) : (Object) info.getInt(0));
        }
        return !fails("setup " + level);
    }

    @Override
    public boolean QueryServiceConfigW(Pointer service, Memory config, int size, Memory needed) {
        byte[] text = (account + '\0').getBytes(StandardCharsets.UTF_16LE);
        config.write(1024, text, 0, text.length);
        config.setPointer(48, config.share(1024));
        return !fails("query config");
    }

    @Override
    public boolean QueryServiceStatusEx(Pointer service, int level, Memory status, int size, Memory needed) {
        if (!statesToCome.isEmpty()) {
            state = statesToCome.remove(0);
        }
        status.setInt(4, state);
        status.setInt(12, exitCode);
        status.setInt(16, ownCode);
        status.setInt(28, 0);
        return !fails("query");
    }

    @Override
    public boolean StartServiceW(Pointer service, int argumentCount, Pointer arguments) {
        return !fails("start");
    }

    @Override
    public boolean ControlService(Pointer service, int control, Memory status) {
        if (takesNoControlFor-- > 0) {
            lastError = WindowsCode.SERVICE_CANNOT_ACCEPT_CONTROL;
            return false;
        }
        return !fails("control " + control);
    }

    @Override
    public boolean DeleteService(Pointer service) {
        installed = false;
        return !fails("delete");
    }

    @Override
    public boolean CloseServiceHandle(Pointer handle) {
        calls.add("close");
        return true;
    }

    @Override
    public boolean StartServiceCtrlDispatcherW(Memory table) {
        return !fails("dispatch");
    }

    @Override
    public Pointer RegisterServiceCtrlHandlerExW(WString name, Handler handler, Pointer context) {
        return some();
    }

    @Override
    public boolean SetServiceStatus(Pointer status, Memory serviceStatus) {
        calls.add("status " + serviceStatus.getInt(4) + " " + serviceStatus.getInt(16));
        return true;
    }

    @Override
    public int RegCreateKeyExW(
            Pointer parent,
            WString path,
            int reserved,
            WString type,
            int options,
            int access,
            Pointer security,
            Memory handle,
            Memory disposition) {
        if (fails("create key")) {
            return lastError;
        }
        registry.put(path.toString(), new HashMap<>());
        openKey = path.toString();
        handle.setPointer(0, some());
        return 0;
    }

    @Override
    public int RegSetValueExW(Pointer key, WString name, int reserved, int type, Memory value, int size) {
        registry.get(openKey).put(name.toString(), type == 4 ? (Object) value.getInt(0) : WideText.at(value));
        return 0;
    }

    @Override
    public int RegCloseKey(Pointer key) {
        calls.add("close key");
        return 0;
    }

    @Override
    public int RegDeleteKeyW(Pointer parent, WString path) {
        return registry.remove(path.toString()) == null ? 2 : 0;
    }
}
