package nbe.endpoint;

/** How a tap was made. */
public enum IntentType {
    /** A band was held to an adapter. */
    BLE,
    /** A card or a band was placed on a reader. */
    NFC
}
