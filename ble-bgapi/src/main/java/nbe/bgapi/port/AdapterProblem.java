package nbe.bgapi.port;

/** Why an attached adapter cannot be used. Each problem has its own remedy. */
public enum AdapterProblem {
    IN_USE("another program holds the port", "close that program, or name another port under [ble] port"),
    HELD_BY_NBE(
            "nbe runs already and holds the port",
            "`nbe status` asks that one about the dongle; stop it first to use the port from here"),
    MODEM_MANAGER(
            "ModemManager uses the port",
            "install the udev rule 60-nymi-bluetooth-endpoint.rules, which keeps it away, and plug the dongle in anew; or stop ModemManager"),
    NO_PERMISSION(
            "this account may not open the port",
            "add the account to the port's group (usermod -aG GROUP ACCOUNT) and start nbe anew; where the port has no group for that,"
                    + " install the udev rule 60-nymi-bluetooth-endpoint.rules and plug the dongle in anew"),
    CANNOT_OPEN("the port cannot be opened", "unplug the dongle and plug it in again"),
    NO_ANSWER("it does not answer", "unplug the dongle and plug it in again; check that it is a BLED112"),
    REFUSES_TO_SCAN("it refuses to scan", "unplug the dongle and plug it in again"),
    FOREIGN_FIRMWARE(
            "it does not run the USB BGAPI firmware", "flash the BLED112 with the vendor's USB-CDC BGAPI firmware"),
    DFU_MODE("it is in firmware update (DFU) mode", "unplug the dongle and plug it in again, else flash its firmware"),
    NO_SERIAL_LIBRARY(
            "the serial port library cannot be loaded", "see the reason; check that the install directory is readable");

    private final String text;
    private final String remedy;

    AdapterProblem(String text, String remedy) {
        this.text = text;
        this.remedy = remedy;
    }

    /** What is wrong, as the end of a sentence that began with the port's name. */
    public String text() {
        return text;
    }

    /** What the operator can do. */
    public String remedy() {
        return remedy;
    }
}
