package nbe.bgapi.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Result and reason codes of the dongle, by name. The high byte is the origin: 01 BGAPI, 02 Bluetooth, 03 SM, 04 ATT. */
public enum ResultCode {
    SUCCESS(0x0000),

    INVALID_PARAMETER(0x0180),
    /** To gap_end_procedure: nothing was running. To gap_discover: something still is. */
    DEVICE_IN_WRONG_STATE(0x0181),
    OUT_OF_MEMORY(0x0182),
    FEATURE_NOT_IMPLEMENTED(0x0183),
    COMMAND_NOT_RECOGNIZED(0x0184),
    TIMEOUT(0x0185),
    NOT_CONNECTED(0x0186),
    FLOW(0x0187),
    USER_ATTRIBUTE(0x0188),
    INVALID_LICENSE_KEY(0x0189),
    COMMAND_TOO_LONG(0x018A),
    OUT_OF_BONDS(0x018B),

    AUTHENTICATION_FAILURE(0x0205),
    PIN_OR_KEY_MISSING(0x0206),
    MEMORY_CAPACITY_EXCEEDED(0x0207),
    CONNECTION_TIMEOUT(0x0208),
    CONNECTION_LIMIT_EXCEEDED(0x0209),
    COMMAND_DISALLOWED(0x020C),
    INVALID_COMMAND_PARAMETERS(0x0212),
    REMOTE_USER_TERMINATED_CONNECTION(0x0213),
    CONNECTION_TERMINATED_BY_LOCAL_HOST(0x0216),
    LINK_LAYER_RESPONSE_TIMEOUT(0x0222),
    INSTANT_PASSED(0x0228),
    CONTROLLER_BUSY(0x023A),
    UNACCEPTABLE_CONNECTION_INTERVAL(0x023B),
    DIRECTED_ADVERTISING_TIMEOUT(0x023C),
    MIC_FAILURE(0x023D),
    CONNECTION_FAILED_TO_BE_ESTABLISHED(0x023E),

    SM_PASSKEY_ENTRY_FAILED(0x0301),
    SM_NO_OOB_DATA(0x0302),
    SM_AUTHENTICATION_REQUIREMENTS(0x0303),
    SM_CONFIRM_VALUE_FAILED(0x0304),
    SM_PAIRING_NOT_SUPPORTED(0x0305),
    SM_ENCRYPTION_KEY_SIZE(0x0306),
    SM_COMMAND_NOT_SUPPORTED(0x0307),
    SM_UNSPECIFIED(0x0308),
    SM_REPEATED_ATTEMPTS(0x0309),
    SM_INVALID_PARAMETERS(0x030A),

    ATT_INVALID_HANDLE(0x0401),
    ATT_READ_NOT_PERMITTED(0x0402),
    ATT_WRITE_NOT_PERMITTED(0x0403),
    ATT_INVALID_PDU(0x0404),
    ATT_INSUFFICIENT_AUTHENTICATION(0x0405),
    ATT_REQUEST_NOT_SUPPORTED(0x0406),
    ATT_INVALID_OFFSET(0x0407),
    ATT_INSUFFICIENT_AUTHORIZATION(0x0408),
    ATT_PREPARE_QUEUE_FULL(0x0409),
    ATT_ATTRIBUTE_NOT_FOUND(0x040A),
    ATT_ATTRIBUTE_NOT_LONG(0x040B),
    ATT_INSUFFICIENT_KEY_SIZE(0x040C),
    ATT_INVALID_VALUE_LENGTH(0x040D),
    ATT_UNLIKELY_ERROR(0x040E),
    ATT_INSUFFICIENT_ENCRYPTION(0x040F),
    ATT_UNSUPPORTED_GROUP_TYPE(0x0410),
    ATT_INSUFFICIENT_RESOURCES(0x0411),
    ATT_APPLICATION_ERROR(0x0480);

    private static final Map<Integer, ResultCode> BY_CODE = new HashMap<>();

    static {
        for (ResultCode result : values()) {
            ResultCode earlier = BY_CODE.put(result.code, result);
            if (earlier != null) {
                throw new IllegalStateException(result + " has the code of " + earlier);
            }
        }
    }

    private final int code;

    ResultCode(int code) {
        this.code = code;
    }

    /** 16 bits, as on the wire. */
    public int code() {
        return code;
    }

    /** In words, {@code device in wrong state}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static Optional<ResultCode> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** {@code 0x0181 (device in wrong state)}; of an unknown code the number alone. */
    public static String describe(int code) {
        String number = String.format(Locale.ROOT, "0x%04X", code);
        return of(code).map(result -> number + " (" + result.text() + ")").orElse(number);
    }
}
