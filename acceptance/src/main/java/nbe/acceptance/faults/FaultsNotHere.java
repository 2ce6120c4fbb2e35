package nbe.acceptance.faults;

import java.util.List;

/** Faults that a Linux machine without hardware cannot provoke, and why. */
final class FaultsNotHere {
    static final List<String> LINES = List.of(
            "A real BLED112 on USB: brown-out, a bad cable or hub, USB autosuspend, a driver that hangs in open or close: no"
                    + " dongle here, and a pseudo-terminal has no driver that fails.",
            "Finding the dongle by USB id (`port = \"auto\"`), two dongles that swap names: a pseudo-terminal has no USB id.",
            "A dongle in firmware update (DFU) mode: recognized by its USB product id.",
            "ModemManager itself opening the port: it looks at USB devices only. What it leaves behind is the row of the"
                    + " echoed AT commands; a program of its name that holds the port is in `AdapterTroubleIT`.",
            "Suspend and resume of the machine: a container cannot; a process that stood still is in the tests"
                    + " (`ProcessIT`).",
            "Windows: COM ports above 9, its serial driver, the Smart Card service, Remote Desktop: no Windows here.",
            "A reader that leaves pcscd's list while pcscd runs, or whose firmware hangs: vpcd's slots and serial readers stay"
                    + " in it as long as pcscd runs; only one on USB leaves.",
            "More than 16 readers: pcsc-lite takes no more. All 16 are in `NfcWatchIT`, 32 by a scripted service in"
                    + " `NfcWatchTest`.",
            "polkit refusing the account: Debian 12's pcscd does not ask it. `packaging/linux/try-polkit` has Debian 13's.",
            "pcscd.socket starting pcscd on demand: no systemd here.",
            "Cards that are swapped between two looks of pcscd at vpcd's slots (400 ms): vpcd hides them.");

    private FaultsNotHere() {}
}
