package nbe.pcsc.binding;

import com.sun.jna.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Why there is no PC/SC service, and the remedy on this system, in one line each. */
public final class ServiceText {
    /** pcscd asks polkit for both; they have to be allowed to the daemon's account. */
    static final String POLKIT_ACTIONS = "org.debian.pcsc-lite.access_pcsc and org.debian.pcsc-lite.access_card";

    private static final List<Path> PCSCD = List.of(Path.of("/usr/sbin/pcscd"), Path.of("/usr/bin/pcscd"));

    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    private ServiceText() {}

    public static String of(PcscException e) {
        return of(e, Platform.isWindows(), PCSCD.stream().anyMatch(Files::exists), Files.isDirectory(SYSTEMD));
    }

    public static String of(PcscException e, boolean windows, boolean pcscdInstalled, boolean systemd) {
        String remedy =
                e.remedy().orElseGet(() -> windows ? onWindows(e.code()) : onLinux(e.code(), pcscdInstalled, systemd));
        return remedy + " (" + e.getMessage() + ")";
    }

    private static String onWindows(PcscCode code) {
        return switch (code) {
            case NO_SERVICE, SERVICE_STOPPED ->
                "the Smart Card service does not run: no reader yet? Windows starts it with the first";
            case WIN32_BROKEN_PIPE -> "the Smart Card service of this Remote Desktop session went away";
            case NO_ACCESS, WIN32_ACCESS_DENIED, SECURITY_VIOLATION -> "the Smart Card service refuses " + account();
            default -> "the Smart Card service fails";
        };
    }

    private static String onLinux(PcscCode code, boolean pcscdInstalled, boolean systemd) {
        return switch (code) {
            case NO_SERVICE ->
                !pcscdInstalled
                        ? "pcscd is not installed: apt install pcscd"
                        : "pcscd does not run: "
                                + (systemd ? "systemctl enable --now pcscd.socket" : "/etc/init.d/pcscd start");
            case SERVICE_STOPPED ->
                "pcscd went away, or speaks another version than libpcsclite.so.1: look for a second copy of either";
            case SECURITY_VIOLATION, NO_ACCESS, WIN32_ACCESS_DENIED ->
                "pcscd refuses " + account() + ": polkit needs a rule that allows it " + POLKIT_ACTIONS;
            default -> "the PC/SC service fails";
        };
    }

    public static String noLibrary(Throwable e) {
        String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String remedy = Platform.isWindows()
                ? "WinSCard.dll cannot be loaded"
                : "libpcsclite.so.1 cannot be loaded: apt install libpcsclite1 pcscd";
        return remedy + " (" + e.getClass().getSimpleName() + ": " + what + ")";
    }

    private static String account() {
        return "the account " + System.getProperty("user.name");
    }
}
