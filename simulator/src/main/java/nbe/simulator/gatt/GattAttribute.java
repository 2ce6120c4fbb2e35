package nbe.simulator.gatt;

import java.util.Set;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.ResultCode;

/** One attribute: handle, type, value and permissions. */
final class GattAttribute {
    private final int handle;
    private final Octets type;
    private final Set<GattPermission> permissions;
    private final int longest;
    private Octets value;

    GattAttribute(int handle, Octets type, Octets value, int longest, Set<GattPermission> permissions) {
        this.handle = handle;
        this.type = type;
        this.value = value;
        this.longest = longest;
        this.permissions = permissions;
    }

    int handle() {
        return handle;
    }

    Octets type() {
        return type;
    }

    Octets value() {
        return value;
    }

    /** 0, or the ATT error of a read. */
    int mayRead(boolean encrypted) {
        if (!permissions.contains(GattPermission.READ)) {
            return ResultCode.ATT_READ_NOT_PERMITTED.code();
        }
        boolean needsEncryption = permissions.contains(GattPermission.ENCRYPTED_READ) && !encrypted;
        return needsEncryption ? ResultCode.ATT_INSUFFICIENT_ENCRYPTION.code() : 0;
    }

    /** 0, or the ATT error of a write. */
    int mayWrite(boolean encrypted) {
        if (!permissions.contains(GattPermission.WRITE)) {
            return ResultCode.ATT_WRITE_NOT_PERMITTED.code();
        }
        boolean needsEncryption = permissions.contains(GattPermission.ENCRYPTED_WRITE) && !encrypted;
        return needsEncryption ? ResultCode.ATT_INSUFFICIENT_ENCRYPTION.code() : 0;
    }

    /** Replaces the value; returns 0, or the ATT error if it is too long. */
    int set(Octets next) {
        if (next.length() > longest) {
            return ResultCode.ATT_INVALID_VALUE_LENGTH.code();
        }
        value = next;
        return 0;
    }
}
