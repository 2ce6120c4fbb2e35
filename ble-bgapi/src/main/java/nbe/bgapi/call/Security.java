package nbe.bgapi.call;

import nbe.bgapi.wire.Command;

/**
 * Makes the commands of BGAPI class 5, sm (security manager): encryption, pairing, bonds. The procedures of a session
 * ({@code nbe.bgapi.host}) call it. Each method returns a {@link Call} and sends nothing.
 */
public final class Security {
    /** As the parameter of {@link #deleteBonding}: all bonds. In events: no bond. */
    public static final int ALL_OR_NO_BOND = 0xFF;

    private Security() {}

    /**
     * Encrypts a connection; the dongle pairs with the device first if they have no keys. An encrypted {@link HostEvent.Status} reports
     * success, a {@link HostEvent.BondingFailed} failure.
     *
     * @param bond whether the dongle keeps the keys; requires {@link #setBondable}
     */
    public static Call<OnConnection> encryptStart(int connection, boolean bond) {
        return Call.of(
                Command.SM_ENCRYPT_START,
                packet -> new OnConnection(packet.integer("handle"), Outcome.of(packet)),
                connection,
                bond ? 1 : 0);
    }

    /** Sets whether the dongle may keep keys; after power-up it may not. */
    public static Call<Boolean> setBondable(boolean bondable) {
        return Call.of(Command.SM_SET_BONDABLE_MODE, packet -> bondable, bondable ? 1 : 0);
    }

    /** Deletes a bond, 0 to 7, or all bonds ({@link #ALL_OR_NO_BOND}), with the keys. 0x0180: the dongle has no bond of that handle. */
    public static Call<Outcome> deleteBonding(int bond) {
        return Call.of(Command.SM_DELETE_BONDING, Outcome::of, bond);
    }

    /** Requests the bonds; the answer is the number of {@link HostEvent.BondStatus} events that follow. */
    public static Call<Integer> getBonds() {
        return Call.of(Command.SM_GET_BONDS, packet -> packet.integer("bonds"));
    }

    /**
     * Sets how the dongle pairs.
     *
     * @param mitm whether a pairing must protect against a man in the middle
     * @param minKeySize shortest key that the dongle accepts, 7 to 16 bytes
     */
    public static Call<Boolean> setParameters(boolean mitm, int minKeySize, IoCapability capability) {
        return Call.of(Command.SM_SET_PARAMETERS, packet -> true, mitm ? 1 : 0, minKeySize, capability.code());
    }

    /** Answers {@link HostEvent.PasskeyRequested}. @param passkey 0 to 999999 */
    public static Call<Outcome> passkeyEntry(int connection, int passkey) {
        return Call.of(Command.SM_PASSKEY_ENTRY, Outcome::of, connection, passkey);
    }
}
