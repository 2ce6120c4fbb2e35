package nbe.bgapi.call;

import nbe.bgapi.wire.Command;

/** Commands of class 5, sm (security manager). Each gives a call to be sent; nothing is sent here. */
public final class Security {
    /** {@link #deleteBonding} of all bonds; in events: no bond. */
    public static final int ALL_OR_NO_BOND = 0xFF;

    private Security() {}

    /**
     * Encrypts a connection, pairing first if the two have no keys. {@link HostEvent.Status} with encryption reports success,
     * {@link HostEvent.BondingFailed} the opposite.
     *
     * @param bond whether the keys are to be kept; needs {@link #setBondable}
     */
    public static Call<OnConnection> encryptStart(int connection, boolean bond) {
        return Call.of(
                Command.SM_ENCRYPT_START,
                packet -> new OnConnection(packet.integer("handle"), Outcome.of(packet)),
                connection,
                bond ? 1 : 0);
    }

    /** Whether keys may be kept at all; off after power-up. */
    public static Call<Boolean> setBondable(boolean bondable) {
        return Call.of(Command.SM_SET_BONDABLE_MODE, packet -> bondable, bondable ? 1 : 0);
    }

    /** Drops the keys of a bond, 0 to 7, or of all ({@link #ALL_OR_NO_BOND}). 0x0180: there is no bond of that handle. */
    public static Call<Outcome> deleteBonding(int bond) {
        return Call.of(Command.SM_DELETE_BONDING, Outcome::of, bond);
    }

    /** Asks for the bonds; the answer is how many {@link HostEvent.BondStatus} follow. */
    public static Call<Integer> getBonds() {
        return Call.of(Command.SM_GET_BONDS, packet -> packet.integer("bonds"));
    }

    /**
     * How pairing is to be done.
     *
     * @param minKeySize bytes, 7 to 16
     */
    public static Call<Boolean> setParameters(boolean mitm, int minKeySize, IoCapability capability) {
        return Call.of(Command.SM_SET_PARAMETERS, packet -> true, mitm ? 1 : 0, minKeySize, capability.code());
    }

    /** Answers {@link HostEvent.PasskeyRequested}. @param passkey 0 to 999999 */
    public static Call<Outcome> passkeyEntry(int connection, int passkey) {
        return Call.of(Command.SM_PASSKEY_ENTRY, Outcome::of, connection, passkey);
    }
}
