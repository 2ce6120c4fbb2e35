package nbe.benchmarks;

import java.util.List;

/** Faults of dongle, port, reader and PC/SC service that need what a Linux machine without hardware does not have. */
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
            "A reader pulled out under its driver, a phantom slot, a reader whose firmware hangs: vpcd's two slots are"
                    + " there as long as pcscd is.",
            "A card that answers 6A 81: the simulator's card does not; `NfcWatchIT` has one that answers 63 00, 6A 81, then its UID.",
            "polkit refusing the account, pcscd.socket starting pcscd on demand: no systemd here.",
            "Cards that are swapped between two looks of pcscd at vpcd's slots (400 ms): vpcd hides them.");

    private FaultsNotHere() {}
}
