package nbe.bgapi.machine;

/** What the machine wants counted. */
public enum Happening {
    RESET,
    REOPEN,
    HELLO_TIMEOUT,
    DONGLE_RESTART,
    FALSE_BOOT,
    PROTOCOL_ERROR
}
