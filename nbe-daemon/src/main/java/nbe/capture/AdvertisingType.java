package nbe.capture;

import java.util.Optional;

/**
 * The legacy advertising PDUs that bear an advertiser's address. The number in the air is that of the PDU (Core Specification, volume 6,
 * part B, section 2.3), which BGAPI passes on as the packet type; a controller reports another one to its host (volume 4, part E,
 * section 7.7.65.2, Event_Type).
 */
public enum AdvertisingType {
    CONNECTABLE("ADV_IND", 0, 0, 0x13),
    /** To one scanner only; without data. */
    DIRECTED("ADV_DIRECT_IND", 1, 1, 0x15),
    NON_CONNECTABLE("ADV_NONCONN_IND", 2, 3, 0x10),
    SCAN_RESPONSE("SCAN_RSP", 4, 4, 0x1A),
    SCANNABLE("ADV_SCAN_IND", 6, 2, 0x12);

    /** Extended event type of a scan response to ADV_IND; {@code 0x1A} is one to ADV_SCAN_IND. */
    private static final int SCAN_RESPONSE_TO_CONNECTABLE = 0x1B;

    private static final AdvertisingType[] ALL = values();

    private final String word;
    private final int pdu;
    private final int eventType;
    private final int extendedEventType;

    AdvertisingType(String word, int pdu, int eventType, int extendedEventType) {
        this.word = word;
        this.pdu = pdu;
        this.eventType = eventType;
        this.extendedEventType = extendedEventType;
    }

    /** By the number of the PDU, 0 to 15, or BGAPI's packet type; empty: not one of an advertiser. */
    public static Optional<AdvertisingType> ofPdu(int pdu) {
        for (AdvertisingType type : ALL) {
            if (type.pdu == pdu) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** By Event_Type of an LE Advertising Report. */
    static Optional<AdvertisingType> ofEventType(int eventType) {
        for (AdvertisingType type : ALL) {
            if (type.eventType == eventType) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** By Event_Type of an LE Extended Advertising Report (section 7.7.65.13); empty: not a legacy PDU. */
    static Optional<AdvertisingType> ofExtendedEventType(int eventType) {
        for (AdvertisingType type : ALL) {
            if (type.extendedEventType == eventType) {
                return Optional.of(type);
            }
        }
        return eventType == SCAN_RESPONSE_TO_CONNECTABLE ? Optional.of(SCAN_RESPONSE) : Optional.empty();
    }

    /** Event_Type of an LE Advertising Report. */
    int eventType() {
        return eventType;
    }

    /** The number of the PDU, which is BGAPI's packet type as well. */
    public int pdu() {
        return pdu;
    }

    /** The specification's name of the PDU. */
    public String word() {
        return word;
    }
}
