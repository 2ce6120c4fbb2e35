package nbe.bgapi.adapter;

/** What the machine wants counted. */
enum Happening {
    RESET,
    REOPEN,
    HELLO_TIMEOUT,
    DONGLE_RESTART,
    FALSE_BOOT,
    PROTOCOL_ERROR
}
