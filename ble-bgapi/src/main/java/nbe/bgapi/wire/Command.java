package nbe.bgapi.wire;

import static nbe.bgapi.wire.Field.addr;
import static nbe.bgapi.wire.Field.bytes;
import static nbe.bgapi.wire.Field.i8;
import static nbe.bgapi.wire.Field.result;
import static nbe.bgapi.wire.Field.u16;
import static nbe.bgapi.wire.Field.u32;
import static nbe.bgapi.wire.Field.u8;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every command of the BLED112 and what it is answered with. The numbers and fields are facts of the vendor's API
 * definition (firmware 1.x). The constant's name in lower case is the name on the wire.
 */
@SuppressWarnings("ImmutableEnumChecker") // Layout is immutable, it only lacks the annotation
public enum Command {
    // class 0 system
    SYSTEM_RESET(0, 0, takes(u8("boot_in_dfu")), answersNothing()),
    SYSTEM_HELLO(0, 1, takes(), answers()),
    SYSTEM_ADDRESS_GET(0, 2, takes(), answers(addr("address"))),
    SYSTEM_REG_WRITE(0, 3, takes(u16("address"), u8("value")), answers(result())),
    SYSTEM_REG_READ(0, 4, takes(u16("address")), answers(u16("address"), u8("value"))),
    SYSTEM_GET_COUNTERS(0, 5, takes(), answers(u8("txok"), u8("txretry"), u8("rxok"), u8("rxfail"), u8("mbuf"))),
    SYSTEM_GET_CONNECTIONS(0, 6, takes(), answers(u8("maxconn"))),
    SYSTEM_READ_MEMORY(0, 7, takes(u32("address"), u8("length")), answers(u32("address"), bytes("data"))),
    SYSTEM_GET_INFO(
            0,
            8,
            takes(),
            answers(
                    u16("major"),
                    u16("minor"),
                    u16("patch"),
                    u16("build"),
                    u16("ll_version"),
                    u8("protocol_version"),
                    u8("hw"))),
    SYSTEM_ENDPOINT_TX(0, 9, takes(u8("endpoint"), bytes("data")), answers(result())),
    SYSTEM_WHITELIST_APPEND(0, 10, takes(addr("address"), u8("address_type")), answers(result())),
    SYSTEM_WHITELIST_REMOVE(0, 11, takes(addr("address"), u8("address_type")), answers(result())),
    SYSTEM_WHITELIST_CLEAR(0, 12, takes(), answers()),
    SYSTEM_ENDPOINT_RX(0, 13, takes(u8("endpoint"), u8("size")), answers(result(), bytes("data"))),
    SYSTEM_ENDPOINT_SET_WATERMARKS(0, 14, takes(u8("endpoint"), u8("rx"), u8("tx")), answers(result())),

    // class 1 flash
    FLASH_PS_DEFRAG(1, 0, takes(), answers()),
    FLASH_PS_DUMP(1, 1, takes(), answers()),
    FLASH_PS_ERASE_ALL(1, 2, takes(), answers()),
    FLASH_PS_SAVE(1, 3, takes(u16("key"), bytes("value")), answers(result())),
    FLASH_PS_LOAD(1, 4, takes(u16("key")), answers(result(), bytes("value"))),
    FLASH_PS_ERASE(1, 5, takes(u16("key")), answers()),
    FLASH_ERASE_PAGE(1, 6, takes(u8("page")), answers(result())),
    FLASH_WRITE_WORDS(1, 7, takes(u16("address"), bytes("words")), answers()),

    // class 2 attributes
    ATTRIBUTES_WRITE(2, 0, takes(u16("handle"), u8("offset"), bytes("value")), answers(result())),
    ATTRIBUTES_READ(
            2, 1, takes(u16("handle"), u16("offset")), answers(u16("handle"), u16("offset"), result(), bytes("value"))),
    ATTRIBUTES_READ_TYPE(2, 2, takes(u16("handle")), answers(u16("handle"), result(), bytes("value"))),
    ATTRIBUTES_USER_READ_RESPONSE(2, 3, takes(u8("connection"), u8("att_error"), bytes("value")), answers()),
    ATTRIBUTES_USER_WRITE_RESPONSE(2, 4, takes(u8("connection"), u8("att_error")), answers()),

    // class 3 connection
    CONNECTION_DISCONNECT(3, 0, takes(u8("connection")), answers(u8("connection"), result())),
    CONNECTION_GET_RSSI(3, 1, takes(u8("connection")), answers(u8("connection"), i8("rssi"))),
    CONNECTION_UPDATE(
            3,
            2,
            takes(u8("connection"), u16("interval_min"), u16("interval_max"), u16("latency"), u16("timeout")),
            answers(u8("connection"), result())),
    CONNECTION_VERSION_UPDATE(3, 3, takes(u8("connection")), answers(u8("connection"), result())),
    CONNECTION_CHANNEL_MAP_GET(3, 4, takes(u8("connection")), answers(u8("connection"), bytes("map"))),
    CONNECTION_CHANNEL_MAP_SET(3, 5, takes(u8("connection"), bytes("map")), answers(u8("connection"), result())),
    CONNECTION_FEATURES_GET(3, 6, takes(u8("connection")), answers(u8("connection"), result())),
    CONNECTION_GET_STATUS(3, 7, takes(u8("connection")), answers(u8("connection"))),
    CONNECTION_RAW_TX(3, 8, takes(u8("connection"), bytes("data")), answers(u8("connection"))),

    // class 4 attclient
    ATTCLIENT_FIND_BY_TYPE_VALUE(
            4,
            0,
            takes(u8("connection"), u16("start"), u16("end"), u16("uuid"), bytes("value")),
            answers(u8("connection"), result())),
    ATTCLIENT_READ_BY_GROUP_TYPE(
            4,
            1,
            takes(u8("connection"), u16("start"), u16("end"), bytes("uuid")),
            answers(u8("connection"), result())),
    ATTCLIENT_READ_BY_TYPE(
            4,
            2,
            takes(u8("connection"), u16("start"), u16("end"), bytes("uuid")),
            answers(u8("connection"), result())),
    ATTCLIENT_FIND_INFORMATION(
            4, 3, takes(u8("connection"), u16("start"), u16("end")), answers(u8("connection"), result())),
    ATTCLIENT_READ_BY_HANDLE(4, 4, takes(u8("connection"), u16("chrhandle")), answers(u8("connection"), result())),
    ATTCLIENT_ATTRIBUTE_WRITE(
            4, 5, takes(u8("connection"), u16("atthandle"), bytes("data")), answers(u8("connection"), result())),
    ATTCLIENT_WRITE_COMMAND(
            4, 6, takes(u8("connection"), u16("atthandle"), bytes("data")), answers(u8("connection"), result())),
    ATTCLIENT_INDICATE_CONFIRM(4, 7, takes(u8("connection")), answers(result())),
    ATTCLIENT_READ_LONG(4, 8, takes(u8("connection"), u16("chrhandle")), answers(u8("connection"), result())),
    ATTCLIENT_PREPARE_WRITE(
            4,
            9,
            takes(u8("connection"), u16("atthandle"), u16("offset"), bytes("data")),
            answers(u8("connection"), result())),
    ATTCLIENT_EXECUTE_WRITE(4, 10, takes(u8("connection"), u8("commit")), answers(u8("connection"), result())),
    ATTCLIENT_READ_MULTIPLE(4, 11, takes(u8("connection"), bytes("handles")), answers(u8("connection"), result())),

    // class 5 sm
    SM_ENCRYPT_START(5, 0, takes(u8("handle"), u8("bonding")), answers(u8("handle"), result())),
    SM_SET_BONDABLE_MODE(5, 1, takes(u8("bondable")), answers()),
    SM_DELETE_BONDING(5, 2, takes(u8("handle")), answers(result())),
    SM_SET_PARAMETERS(5, 3, takes(u8("mitm"), u8("min_key_size"), u8("io_capabilities")), answers()),
    SM_PASSKEY_ENTRY(5, 4, takes(u8("handle"), u32("passkey")), answers(result())),
    SM_GET_BONDS(5, 5, takes(), answers(u8("bonds"))),
    SM_SET_OOB_DATA(5, 6, takes(bytes("oob")), answers()),

    // class 6 gap
    GAP_SET_PRIVACY_FLAGS(6, 0, takes(u8("peripheral_privacy"), u8("central_privacy")), answers()),
    GAP_SET_MODE(6, 1, takes(u8("discover"), u8("connect")), answers(result())),
    GAP_DISCOVER(6, 2, takes(u8("mode")), answers(result())),
    GAP_CONNECT_DIRECT(
            6,
            3,
            takes(
                    addr("address"),
                    u8("addr_type"),
                    u16("conn_interval_min"),
                    u16("conn_interval_max"),
                    u16("timeout"),
                    u16("latency")),
            answers(result(), u8("connection_handle"))),
    GAP_END_PROCEDURE(6, 4, takes(), answers(result())),
    GAP_CONNECT_SELECTIVE(
            6,
            5,
            takes(u16("conn_interval_min"), u16("conn_interval_max"), u16("timeout"), u16("latency")),
            answers(result(), u8("connection_handle"))),
    GAP_SET_FILTERING(
            6, 6, takes(u8("scan_policy"), u8("adv_policy"), u8("scan_duplicate_filtering")), answers(result())),
    GAP_SET_SCAN_PARAMETERS(6, 7, takes(u16("scan_interval"), u16("scan_window"), u8("active")), answers(result())),
    GAP_SET_ADV_PARAMETERS(
            6, 8, takes(u16("adv_interval_min"), u16("adv_interval_max"), u8("adv_channels")), answers(result())),
    GAP_SET_ADV_DATA(6, 9, takes(u8("set_scanrsp"), bytes("adv_data")), answers(result())),
    GAP_SET_DIRECTED_CONNECTABLE_MODE(6, 10, takes(addr("address"), u8("addr_type")), answers(result())),

    // class 7 hardware
    HARDWARE_IO_PORT_CONFIG_IRQ(7, 0, takes(u8("port"), u8("enable_bits"), u8("falling_edge")), answers(result())),
    HARDWARE_SET_SOFT_TIMER(7, 1, takes(u32("time"), u8("handle"), u8("single_shot")), answers(result())),
    HARDWARE_ADC_READ(7, 2, takes(u8("input"), u8("decimation"), u8("reference_selection")), answers(result())),
    HARDWARE_IO_PORT_CONFIG_DIRECTION(7, 3, takes(u8("port"), u8("direction")), answers(result())),
    HARDWARE_IO_PORT_CONFIG_FUNCTION(7, 4, takes(u8("port"), u8("function")), answers(result())),
    HARDWARE_IO_PORT_CONFIG_PULL(7, 5, takes(u8("port"), u8("tristate_mask"), u8("pull_up")), answers(result())),
    HARDWARE_IO_PORT_WRITE(7, 6, takes(u8("port"), u8("mask"), u8("data")), answers(result())),
    HARDWARE_IO_PORT_READ(7, 7, takes(u8("port"), u8("mask")), answers(result(), u8("port"), u8("data"))),
    HARDWARE_SPI_CONFIG(
            7,
            8,
            takes(u8("channel"), u8("polarity"), u8("phase"), u8("bit_order"), u8("baud_e"), u8("baud_m")),
            answers(result())),
    HARDWARE_SPI_TRANSFER(7, 9, takes(u8("channel"), bytes("data")), answers(result(), u8("channel"), bytes("data"))),
    HARDWARE_I2C_READ(7, 10, takes(u8("address"), u8("stop"), u8("length")), answers(result(), bytes("data"))),
    HARDWARE_I2C_WRITE(7, 11, takes(u8("address"), u8("stop"), bytes("data")), answers(u8("written"))),
    HARDWARE_SET_TXPOWER(7, 12, takes(u8("power")), answers()),
    HARDWARE_TIMER_COMPARATOR(
            7, 13, takes(u8("timer"), u8("channel"), u8("mode"), u16("comparator_value")), answers(result())),

    // class 8 test
    TEST_PHY_TX(8, 0, takes(u8("channel"), u8("length"), u8("type")), answers()),
    TEST_PHY_RX(8, 1, takes(u8("channel")), answers()),
    TEST_PHY_END(8, 2, takes(), answers(u16("counter"))),
    TEST_PHY_RESET(8, 3, takes(), answers()),
    TEST_GET_CHANNEL_MAP(8, 4, takes(), answers(bytes("channel_map"))),
    TEST_DEBUG(8, 5, takes(bytes("input")), answers(bytes("output"))),

    // Firmware 1.3 to 1.5, from the vendor's API reference; not in the machine-readable definition.
    SYSTEM_AES_SETKEY(0, 15, takes(bytes("key")), answers()),
    SYSTEM_AES_ENCRYPT(0, 16, takes(bytes("data")), answers(bytes("data"))),
    SYSTEM_AES_DECRYPT(0, 17, takes(bytes("data")), answers(bytes("data"))),
    SYSTEM_USB_ENUMERATION_STATUS_GET(0, 18, takes(), answers(result(), u8("status"))),
    SYSTEM_GET_BOOTLOADER_CRC(0, 19, takes(), answers(u16("crc"))),
    SYSTEM_DELAY_RESET(0, 20, takes(u8("boot_in_dfu"), u16("ms")), answers()),
    DFU_RESET(9, 0, takes(u8("dfu")), answersNothing()),
    DFU_FLASH_SET_ADDRESS(9, 1, takes(u32("address")), answers(result())),
    DFU_FLASH_UPLOAD(9, 2, takes(bytes("data")), answers(result())),
    DFU_FLASH_UPLOAD_FINISH(9, 3, takes(), answers(result()));

    private final Layout request;
    private final Layout response;

    Command(int classId, int id, List<Field> parameters, Optional<List<Field>> answer) {
        this.request = new Layout(Kind.COMMAND, wireName(), classId, id, parameters);
        this.response = answer.map(fields -> new Layout(Kind.RESPONSE, wireName(), classId, id, fields))
                .orElse(null);
    }

    /** Name on the wire, {@code gap_discover}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int classId() {
        return request.classId();
    }

    public int id() {
        return request.id();
    }

    /** The parameters. */
    public Layout request() {
        return request;
    }

    /** The answer; empty if the dongle restarts instead of answering. */
    public Optional<Layout> response() {
        return Optional.ofNullable(response);
    }

    private static List<Field> takes(Field... fields) {
        return List.of(fields);
    }

    private static Optional<List<Field>> answers(Field... fields) {
        return Optional.of(List.of(fields));
    }

    private static Optional<List<Field>> answersNothing() {
        return Optional.empty();
    }
}
