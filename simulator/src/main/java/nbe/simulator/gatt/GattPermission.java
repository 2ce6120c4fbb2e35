package nbe.simulator.gatt;

/** Permission of a client for an attribute of a {@link GattServer}. */
public enum GattPermission {
    READ,
    WRITE,
    /** Reading needs an encrypted connection; together with {@link #READ}. */
    ENCRYPTED_READ,
    /** Writing needs an encrypted connection; together with {@link #WRITE}. */
    ENCRYPTED_WRITE
}
