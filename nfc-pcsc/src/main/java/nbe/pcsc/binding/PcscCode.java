package nbe.pcsc.binding;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The return codes of PC/SC and what to do about each. Values: winscard.h of Windows and pcsclite.h of pcsc-lite; where
 * the two give one value to different names, the constant says so. Windows also lets some codes of Win32 through.
 */
public enum PcscCode {
    SUCCESS(0, Recovery.NONE),

    INTERNAL_ERROR(0x80100001, Recovery.NEW_CONTEXT),
    CANCELLED(0x80100002, Recovery.NONE),
    INVALID_HANDLE(0x80100003, Recovery.NEW_CONTEXT),
    INVALID_PARAMETER(0x80100004, Recovery.NEW_CONTEXT),
    INVALID_TARGET(0x80100005, Recovery.NEW_CONTEXT),
    NO_MEMORY(0x80100006, Recovery.NEW_CONTEXT),
    WAITED_TOO_LONG(0x80100007, Recovery.NEW_CONTEXT),
    INSUFFICIENT_BUFFER(0x80100008, Recovery.AGAIN),
    UNKNOWN_READER(0x80100009, Recovery.READER_GONE),
    TIMEOUT(0x8010000A, Recovery.NONE),
    SHARING_VIOLATION(0x8010000B, Recovery.WAIT_FOR_HOLDER),
    NO_SMARTCARD(0x8010000C, Recovery.CARD_GONE),
    UNKNOWN_CARD(0x8010000D, Recovery.AGAIN),
    CANT_DISPOSE(0x8010000E, Recovery.NEW_CONTEXT),
    PROTO_MISMATCH(0x8010000F, Recovery.AGAIN),
    NOT_READY(0x80100010, Recovery.AGAIN),
    INVALID_VALUE(0x80100011, Recovery.READER_GONE),
    SYSTEM_CANCELLED(0x80100012, Recovery.NEW_CONTEXT),
    COMM_ERROR(0x80100013, Recovery.AGAIN),
    UNKNOWN_ERROR(0x80100014, Recovery.NEW_CONTEXT),
    INVALID_ATR(0x80100015, Recovery.AGAIN),
    NOT_TRANSACTED(0x80100016, Recovery.AGAIN),
    READER_UNAVAILABLE(0x80100017, Recovery.READER_GONE),
    SHUTDOWN(0x80100018, Recovery.NEW_CONTEXT),
    PCI_TOO_SMALL(0x80100019, Recovery.NEW_CONTEXT),
    READER_UNSUPPORTED(0x8010001A, Recovery.READER_GONE),
    DUPLICATE_READER(0x8010001B, Recovery.READER_GONE),
    CARD_UNSUPPORTED(0x8010001C, Recovery.CARD_GONE),
    NO_SERVICE(0x8010001D, Recovery.NEW_CONTEXT),
    /** pcsc-lite's client also returns it if pcscd speaks another version of their protocol. */
    SERVICE_STOPPED(0x8010001E, Recovery.NEW_CONTEXT),
    /** SCARD_E_UNSUPPORTED_FEATURE of pcsc-lite, SCARD_E_UNEXPECTED of Windows. */
    UNSUPPORTED_FEATURE_OR_UNEXPECTED(0x8010001F, Recovery.NEW_CONTEXT),
    ICC_INSTALLATION(0x80100020, Recovery.AGAIN),
    ICC_CREATEORDER(0x80100021, Recovery.AGAIN),
    /** SCARD_E_UNSUPPORTED_FEATURE of Windows. */
    UNSUPPORTED_FEATURE(0x80100022, Recovery.CARD_GONE),
    DIR_NOT_FOUND(0x80100023, Recovery.AGAIN),
    FILE_NOT_FOUND(0x80100024, Recovery.AGAIN),
    NO_DIR(0x80100025, Recovery.AGAIN),
    NO_FILE(0x80100026, Recovery.AGAIN),
    NO_ACCESS(0x80100027, Recovery.ASK_ADMINISTRATOR),
    WRITE_TOO_MANY(0x80100028, Recovery.AGAIN),
    BAD_SEEK(0x80100029, Recovery.AGAIN),
    INVALID_CHV(0x8010002A, Recovery.AGAIN),
    UNKNOWN_RES_MNG(0x8010002B, Recovery.NEW_CONTEXT),
    NO_SUCH_CERTIFICATE(0x8010002C, Recovery.AGAIN),
    CERTIFICATE_UNAVAILABLE(0x8010002D, Recovery.AGAIN),
    NO_READERS_AVAILABLE(0x8010002E, Recovery.READER_GONE),
    COMM_DATA_LOST(0x8010002F, Recovery.NEW_CONTEXT),
    NO_KEY_CONTAINER(0x80100030, Recovery.AGAIN),
    SERVER_TOO_BUSY(0x80100031, Recovery.NEW_CONTEXT),

    UNSUPPORTED_CARD(0x80100065, Recovery.AGAIN),
    UNRESPONSIVE_CARD(0x80100066, Recovery.AGAIN),
    UNPOWERED_CARD(0x80100067, Recovery.AGAIN),
    RESET_CARD(0x80100068, Recovery.AGAIN),
    REMOVED_CARD(0x80100069, Recovery.CARD_GONE),
    /** pcsc-lite returns it if polkit refuses. */
    SECURITY_VIOLATION(0x8010006A, Recovery.ASK_ADMINISTRATOR),
    WRONG_CHV(0x8010006B, Recovery.AGAIN),
    CHV_BLOCKED(0x8010006C, Recovery.AGAIN),
    EOF(0x8010006D, Recovery.AGAIN),
    CANCELLED_BY_USER(0x8010006E, Recovery.AGAIN),
    CARD_NOT_AUTHENTICATED(0x8010006F, Recovery.AGAIN),
    CACHE_ITEM_NOT_FOUND(0x80100070, Recovery.AGAIN),
    CACHE_ITEM_STALE(0x80100071, Recovery.AGAIN),
    CACHE_ITEM_TOO_BIG(0x80100072, Recovery.AGAIN),

    WIN32_INVALID_FUNCTION(0x01, Recovery.AGAIN),
    WIN32_ACCESS_DENIED(0x05, Recovery.ASK_ADMINISTRATOR),
    WIN32_INVALID_HANDLE(0x06, Recovery.NEW_CONTEXT),
    WIN32_NOT_READY(0x15, Recovery.AGAIN),
    /** The driver does not know the command: also the answer to a card that has just left. */
    WIN32_BAD_COMMAND(0x16, Recovery.AGAIN),
    WIN32_CRC(0x17, Recovery.AGAIN),
    WIN32_GEN_FAILURE(0x1F, Recovery.AGAIN),
    WIN32_NOT_SUPPORTED(0x32, Recovery.AGAIN),
    /** Inside a Remote Desktop session: the redirected service has gone. */
    WIN32_BROKEN_PIPE(0x6D, Recovery.NEW_CONTEXT),
    WIN32_SEM_TIMEOUT(0x79, Recovery.AGAIN),
    WIN32_NO_MEDIA_IN_DRIVE(0x458, Recovery.CARD_GONE),
    WIN32_IO_DEVICE(0x45D, Recovery.AGAIN),
    WIN32_DEVICE_NOT_CONNECTED(0x48F, Recovery.READER_GONE),

    /** Any value that is not in this table. */
    UNKNOWN(-1, Recovery.NEW_CONTEXT);

    private static final Map<Integer, PcscCode> BY_VALUE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(PcscCode::value, Function.identity()));

    private final int value;
    private final Recovery recovery;

    PcscCode(int value, Recovery recovery) {
        this.value = value;
        this.recovery = recovery;
    }

    /** The constant of a returned value, {@link #UNKNOWN} if there is none. */
    public static PcscCode of(int value) {
        return BY_VALUE.getOrDefault(value, UNKNOWN);
    }

    /** The value as the service returns it (its low 32 bits). */
    public int value() {
        return value;
    }

    public Recovery recovery() {
        return recovery;
    }
}
