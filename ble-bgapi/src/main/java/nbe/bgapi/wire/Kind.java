package nbe.bgapi.wire;

/** What a packet is. Commands travel to the dongle, responses and events come from it. */
public enum Kind {
    COMMAND,
    RESPONSE,
    EVENT
}
