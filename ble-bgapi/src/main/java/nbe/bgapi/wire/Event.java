package nbe.bgapi.wire;

import static nbe.bgapi.wire.Field.addr;
import static nbe.bgapi.wire.Field.bytes;
import static nbe.bgapi.wire.Field.i16;
import static nbe.bgapi.wire.Field.i8;
import static nbe.bgapi.wire.Field.result;
import static nbe.bgapi.wire.Field.u16;
import static nbe.bgapi.wire.Field.u32;
import static nbe.bgapi.wire.Field.u8;

import java.util.List;
import java.util.Locale;

/**
 * Every event of the BLED112, as in the vendor's API definition (firmware 1.x). The constant's name in lower case is the
 * name on the wire.
 */
@SuppressWarnings("ImmutableEnumChecker") // Layout is immutable, it only lacks the annotation
public enum Event {
    // class 0 system
    SYSTEM_BOOT(
            0,
            0,
            u16("major"),
            u16("minor"),
            u16("patch"),
            u16("build"),
            u16("ll_version"),
            u8("protocol_version"),
            u8("hw")),
    SYSTEM_DEBUG(0, 1, bytes("data")),
    SYSTEM_ENDPOINT_WATERMARK_RX(0, 2, u8("endpoint"), u8("data")),
    SYSTEM_ENDPOINT_WATERMARK_TX(0, 3, u8("endpoint"), u8("data")),
    SYSTEM_SCRIPT_FAILURE(0, 4, u16("address"), u16("reason")),
    SYSTEM_NO_LICENSE_KEY(0, 5),

    // class 1 flash
    FLASH_PS_KEY(1, 0, u16("key"), bytes("value")),

    // class 2 attributes
    ATTRIBUTES_VALUE(2, 0, u8("connection"), u8("reason"), u16("handle"), u16("offset"), bytes("value")),
    ATTRIBUTES_USER_READ_REQUEST(2, 1, u8("connection"), u16("handle"), u16("offset"), u8("maxsize")),
    ATTRIBUTES_STATUS(2, 2, u16("handle"), u8("flags")),

    // class 3 connection
    CONNECTION_STATUS(
            3,
            0,
            u8("connection"),
            u8("flags"),
            addr("address"),
            u8("address_type"),
            u16("conn_interval"),
            u16("timeout"),
            u16("latency"),
            u8("bonding")),
    CONNECTION_VERSION_IND(3, 1, u8("connection"), u8("vers_nr"), u16("comp_id"), u16("sub_vers_nr")),
    CONNECTION_FEATURE_IND(3, 2, u8("connection"), bytes("features")),
    CONNECTION_RAW_RX(3, 3, u8("connection"), bytes("data")),
    CONNECTION_DISCONNECTED(3, 4, u8("connection"), u16("reason")),

    // class 4 attclient
    ATTCLIENT_INDICATED(4, 0, u8("connection"), u16("attrhandle")),
    ATTCLIENT_PROCEDURE_COMPLETED(4, 1, u8("connection"), result(), u16("chrhandle")),
    ATTCLIENT_GROUP_FOUND(4, 2, u8("connection"), u16("start"), u16("end"), bytes("uuid")),
    ATTCLIENT_ATTRIBUTE_FOUND(4, 3, u8("connection"), u16("chrdecl"), u16("value"), u8("properties"), bytes("uuid")),
    ATTCLIENT_FIND_INFORMATION_FOUND(4, 4, u8("connection"), u16("chrhandle"), bytes("uuid")),
    ATTCLIENT_ATTRIBUTE_VALUE(4, 5, u8("connection"), u16("atthandle"), u8("type"), bytes("value")),
    ATTCLIENT_READ_MULTIPLE_RESPONSE(4, 6, u8("connection"), bytes("handles")),

    // class 5 sm
    SM_SMP_DATA(5, 0, u8("handle"), u8("packet"), bytes("data")),
    SM_BONDING_FAIL(5, 1, u8("handle"), result()),
    SM_PASSKEY_DISPLAY(5, 2, u8("handle"), u32("passkey")),
    SM_PASSKEY_REQUEST(5, 3, u8("handle")),
    SM_BOND_STATUS(5, 4, u8("bond"), u8("keysize"), u8("mitm"), u8("keys")),

    // class 6 gap
    GAP_SCAN_RESPONSE(
            6, 0, i8("rssi"), u8("packet_type"), addr("sender"), u8("address_type"), u8("bond"), bytes("data")),
    GAP_MODE_CHANGED(6, 1, u8("discover"), u8("connect")),

    // class 7 hardware
    HARDWARE_IO_PORT_STATUS(7, 0, u32("timestamp"), u8("port"), u8("irq"), u8("state")),
    HARDWARE_SOFT_TIMER(7, 1, u8("handle")),
    HARDWARE_ADC_RESULT(7, 2, u8("input"), i16("value")),

    // Firmware 1.3 to 1.5, from the vendor's API reference; not in the machine-readable definition.
    SYSTEM_PROTOCOL_ERROR(0, 6, u16("reason")),
    SYSTEM_USB_ENUMERATED(0, 7, u8("state")),
    DFU_BOOT(9, 0, u32("version"));

    private final Layout layout;

    Event(int classId, int id, Field... fields) {
        this.layout = new Layout(Kind.EVENT, wireName(), classId, id, List.of(fields));
    }

    /** Name on the wire, {@code gap_scan_response}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int classId() {
        return layout.classId();
    }

    public int id() {
        return layout.id();
    }

    public Layout layout() {
        return layout;
    }
}
