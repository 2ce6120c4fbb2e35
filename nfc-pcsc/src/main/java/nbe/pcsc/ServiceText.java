package nbe.pcsc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Why there is no PC/SC service, and the remedy on this system, in one line each. */
final class ServiceText {
    /** What pcscd asks polkit: both have to be allowed to the account of the daemon. */
    static final String POLKIT_ACTIONS = "org.debian.pcsc-lite.access_pcsc and org.debian.pcsc-lite.access_card";

    private static final List<Path> PCSCD = List.of(Path.of("/usr/sbin/pcscd"), Path.of("/usr/bin/pcscd"));

    private ServiceText() {}

    static String of(PcscException e) {
        return of(e, windows(), PCSCD.stream().anyMatch(Files::exists));
    }

    static String of(PcscException e, boolean windows, boolean pcscdInstalled) {
        String remedy = windows ? onWindows(e.code()) : onLinux(e.code(), pcscdInstalled);
        return remedy + " (" + e.getMessage() + ")";
    }

    private static String onWindows(PcscCode code) {
        return switch (code) {
            case NO_SERVICE, SERVICE_STOPPED ->
                "the Smart Card service does not run: no reader yet? Windows starts it with the first";
            case WIN32_BROKEN_PIPE -> "the Smart Card service of this Remote Desktop session went away";
            case NO_ACCESS, WIN32_ACCESS_DENIED, SECURITY_VIOLATION -> "the Smart Card service refuses this account";
            default -> "the Smart Card service fails";
        };
    }

    private static String onLinux(PcscCode code, boolean pcscdInstalled) {
        return switch (code) {
            case NO_SERVICE ->
                pcscdInstalled
                        ? "pcscd does not run: systemctl enable --now pcscd.socket"
                        : "pcscd is not installed: apt install pcscd";
            case SERVICE_STOPPED ->
                "pcscd went away, or speaks another version than libpcsclite.so.1: look for a second copy of either";
            case SECURITY_VIOLATION, NO_ACCESS, WIN32_ACCESS_DENIED ->
                "pcscd refuses this account: polkit needs a rule that allows it " + POLKIT_ACTIONS;
            default -> "the PC/SC service fails";
        };
    }

    static String noLibrary(Throwable e) {
        String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String remedy = windows()
                ? "WinSCard.dll cannot be loaded"
                : "libpcsclite.so.1 cannot be loaded: apt install libpcsclite1";
        return remedy + " (" + e.getClass().getSimpleName() + ": " + what + ")";
    }

    static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
