package nbe.pcsc;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The return codes of PC/SC and what to do about each. Values: winscard.h of Windows and pcsclite.h of pcsc-lite; where
 * the two give one value to different names, the constant says so. Windows also lets some codes of Win32 through.
 */
public enum PcscCode {
    SUCCESS(0, Cure.NONE),

    INTERNAL_ERROR(0x80100001, Cure.NEW_CONTEXT),
    CANCELLED(0x80100002, Cure.NONE),
    INVALID_HANDLE(0x80100003, Cure.NEW_CONTEXT),
    INVALID_PARAMETER(0x80100004, Cure.NEW_CONTEXT),
    INVALID_TARGET(0x80100005, Cure.NEW_CONTEXT),
    NO_MEMORY(0x80100006, Cure.NEW_CONTEXT),
    WAITED_TOO_LONG(0x80100007, Cure.NEW_CONTEXT),
    INSUFFICIENT_BUFFER(0x80100008, Cure.AGAIN),
    UNKNOWN_READER(0x80100009, Cure.READER_GONE),
    TIMEOUT(0x8010000A, Cure.NONE),
    SHARING_VIOLATION(0x8010000B, Cure.WAIT_FOR_HOLDER),
    NO_SMARTCARD(0x8010000C, Cure.CARD_GONE),
    UNKNOWN_CARD(0x8010000D, Cure.AGAIN),
    CANT_DISPOSE(0x8010000E, Cure.NEW_CONTEXT),
    PROTO_MISMATCH(0x8010000F, Cure.AGAIN),
    NOT_READY(0x80100010, Cure.AGAIN),
    INVALID_VALUE(0x80100011, Cure.READER_GONE),
    SYSTEM_CANCELLED(0x80100012, Cure.NEW_CONTEXT),
    COMM_ERROR(0x80100013, Cure.AGAIN),
    UNKNOWN_ERROR(0x80100014, Cure.NEW_CONTEXT),
    INVALID_ATR(0x80100015, Cure.AGAIN),
    NOT_TRANSACTED(0x80100016, Cure.AGAIN),
    READER_UNAVAILABLE(0x80100017, Cure.READER_GONE),
    SHUTDOWN(0x80100018, Cure.NEW_CONTEXT),
    PCI_TOO_SMALL(0x80100019, Cure.NEW_CONTEXT),
    READER_UNSUPPORTED(0x8010001A, Cure.READER_GONE),
    DUPLICATE_READER(0x8010001B, Cure.READER_GONE),
    CARD_UNSUPPORTED(0x8010001C, Cure.CARD_GONE),
    NO_SERVICE(0x8010001D, Cure.NEW_CONTEXT),
    /** Also what pcsc-lite's client says when it and pcscd speak different versions of their protocol. */
    SERVICE_STOPPED(0x8010001E, Cure.NEW_CONTEXT),
    /** SCARD_E_UNSUPPORTED_FEATURE of pcsc-lite, SCARD_E_UNEXPECTED of Windows. */
    UNSUPPORTED_FEATURE_OR_UNEXPECTED(0x8010001F, Cure.NEW_CONTEXT),
    ICC_INSTALLATION(0x80100020, Cure.AGAIN),
    ICC_CREATEORDER(0x80100021, Cure.AGAIN),
    /** SCARD_E_UNSUPPORTED_FEATURE of Windows. */
    UNSUPPORTED_FEATURE(0x80100022, Cure.CARD_GONE),
    DIR_NOT_FOUND(0x80100023, Cure.AGAIN),
    FILE_NOT_FOUND(0x80100024, Cure.AGAIN),
    NO_DIR(0x80100025, Cure.AGAIN),
    NO_FILE(0x80100026, Cure.AGAIN),
    NO_ACCESS(0x80100027, Cure.ASK_ADMINISTRATOR),
    WRITE_TOO_MANY(0x80100028, Cure.AGAIN),
    BAD_SEEK(0x80100029, Cure.AGAIN),
    INVALID_CHV(0x8010002A, Cure.AGAIN),
    UNKNOWN_RES_MNG(0x8010002B, Cure.NEW_CONTEXT),
    NO_SUCH_CERTIFICATE(0x8010002C, Cure.AGAIN),
    CERTIFICATE_UNAVAILABLE(0x8010002D, Cure.AGAIN),
    NO_READERS_AVAILABLE(0x8010002E, Cure.READER_GONE),
    COMM_DATA_LOST(0x8010002F, Cure.NEW_CONTEXT),
    NO_KEY_CONTAINER(0x80100030, Cure.AGAIN),
    SERVER_TOO_BUSY(0x80100031, Cure.NEW_CONTEXT),

    UNSUPPORTED_CARD(0x80100065, Cure.AGAIN),
    UNRESPONSIVE_CARD(0x80100066, Cure.AGAIN),
    UNPOWERED_CARD(0x80100067, Cure.AGAIN),
    RESET_CARD(0x80100068, Cure.AGAIN),
    REMOVED_CARD(0x80100069, Cure.CARD_GONE),
    /** What pcsc-lite says when polkit refuses. */
    SECURITY_VIOLATION(0x8010006A, Cure.ASK_ADMINISTRATOR),
    WRONG_CHV(0x8010006B, Cure.AGAIN),
    CHV_BLOCKED(0x8010006C, Cure.AGAIN),
    EOF(0x8010006D, Cure.AGAIN),
    CANCELLED_BY_USER(0x8010006E, Cure.AGAIN),
    CARD_NOT_AUTHENTICATED(0x8010006F, Cure.AGAIN),
    CACHE_ITEM_NOT_FOUND(0x80100070, Cure.AGAIN),
    CACHE_ITEM_STALE(0x80100071, Cure.AGAIN),
    CACHE_ITEM_TOO_BIG(0x80100072, Cure.AGAIN),

    WIN32_INVALID_FUNCTION(0x01, Cure.AGAIN),
    WIN32_ACCESS_DENIED(0x05, Cure.ASK_ADMINISTRATOR),
    WIN32_INVALID_HANDLE(0x06, Cure.NEW_CONTEXT),
    WIN32_NOT_READY(0x15, Cure.AGAIN),
    /** The driver does not know the command: also the answer to a card that has just left. */
    WIN32_BAD_COMMAND(0x16, Cure.AGAIN),
    WIN32_CRC(0x17, Cure.AGAIN),
    WIN32_GEN_FAILURE(0x1F, Cure.AGAIN),
    WIN32_NOT_SUPPORTED(0x32, Cure.AGAIN),
    /** Inside a Remote Desktop session: the redirected service has gone. */
    WIN32_BROKEN_PIPE(0x6D, Cure.NEW_CONTEXT),
    WIN32_SEM_TIMEOUT(0x79, Cure.AGAIN),
    WIN32_NO_MEDIA_IN_DRIVE(0x458, Cure.CARD_GONE),
    WIN32_IO_DEVICE(0x45D, Cure.AGAIN),
    WIN32_DEVICE_NOT_CONNECTED(0x48F, Cure.READER_GONE),

    /** Any value that is not in this table. */
    UNKNOWN(-1, Cure.NEW_CONTEXT);

    private static final Map<Integer, PcscCode> BY_VALUE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(PcscCode::value, Function.identity()));

    private final int value;
    private final Cure cure;

    PcscCode(int value, Cure cure) {
        this.value = value;
        this.cure = cure;
    }

    /** The constant of a returned value, {@link #UNKNOWN} if there is none. */
    public static PcscCode of(int value) {
        return BY_VALUE.getOrDefault(value, UNKNOWN);
    }

    /** The value as the service returns it (its low 32 bits). */
    public int value() {
        return value;
    }

    public Cure cure() {
        return cure;
    }
}
