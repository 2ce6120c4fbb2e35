package nbe.simulator.nfc;

import java.time.Duration;
import java.util.HexFormat;

/**
 * An ISO 14443 type A card that answers the request for its UID and nothing else. Immutable.
 *
 * @param uid 4, 7 or 10 bytes as hexadecimal digits
 * @param fault its fault, or {@link Fault#NONE}
 * @param failures number of APDUs that fail first, for {@link Fault#BUSY}
 * @param delay time before each answer
 */
public record VirtualCard(String uid, Fault fault, int failures, Duration delay) {
    /** Faults of a card on a reader. */
    public enum Fault {
        NONE,
        /** Removed in the middle of its first answer. */
        TORN,
        /** Answers 63 00 to the first APDUs: the reader could not reach it. */
        BUSY,
        /** Answers with no bytes at all. */
        MUTE,
        /** Answers 6A 81 to every APDU: no UID, or a reader without a command for it. */
        UIDLESS,
        /** Cannot be powered up: its answer to reset is longer than the standard allows. */
        DEAD
    }

    private static final byte[] OK = {(byte) 0x90, 0x00};
    private static final byte[] NO_INFORMATION = {0x63, 0x00};
    private static final byte[] FUNCTION_NOT_SUPPORTED = {0x6A, (byte) 0x81};
    private static final byte[] INSTRUCTION_NOT_SUPPORTED = {0x6D, 0x00};
    /** ISO 7816-3 ends at 33. */
    private static final int TOO_LONG = 40;

    private static final byte WRONG_LENGTH = 0x6C;
    private static final int CLASS_STORAGE = 0xFF;
    private static final int GET_DATA = 0xCA;

    /** @throws IllegalArgumentException if the UID is not one of ISO 14443-3 */
    public VirtualCard {
        byte[] bytes = HexFormat.of().parseHex(uid);
        if (bytes.length != 4 && bytes.length != 7 && bytes.length != 10) {
            throw new IllegalArgumentException("a UID has 4, 7 or 10 bytes, not " + bytes.length);
        }
        if (failures < 0 || delay.isNegative()) {
            throw new IllegalArgumentException("failures and delay are not negative");
        }
    }

    /** A card without fault. */
    public static VirtualCard of(String uid) {
        return new VirtualCard(uid, Fault.NONE, 0, Duration.ZERO);
    }

    /** This card, removed in the middle of its first answer. */
    public VirtualCard torn() {
        return new VirtualCard(uid, Fault.TORN, 0, delay);
    }

    /** This card, answering 63 00 to this number of APDUs first. */
    public VirtualCard busyFor(int apdus) {
        return new VirtualCard(uid, Fault.BUSY, apdus, delay);
    }

    /** This card, answering with no bytes at all. */
    public VirtualCard mute() {
        return new VirtualCard(uid, Fault.MUTE, 0, delay);
    }

    /** This card, answering 6A 81 to every APDU. */
    public VirtualCard uidless() {
        return new VirtualCard(uid, Fault.UIDLESS, 0, delay);
    }

    /** This card, but no reader can power it up. */
    public VirtualCard dead() {
        return new VirtualCard(uid, Fault.DEAD, 0, delay);
    }

    /** This card, with this time before each answer. */
    VirtualCard slowBy(Duration time) {
        return new VirtualCard(uid, fault, failures, time);
    }

    /**
     * Answer to reset of a contactless storage card (PC/SC part 3, 3.1.3.2.3.2): the historical bytes name ISO 14443 A part 3
     * and MIFARE Ultralight, the last byte makes the exclusive or of all but the first 0.
     */
    byte[] atr() {
        if (fault == Fault.DEAD) {
            return new byte[TOO_LONG];
        }
        byte[] atr = HexFormat.of().parseHex("3B8F8001804F0CA00000030603000300000000" + "00");
        byte check = 0;
        for (int i = 1; i < atr.length; i++) {
            check ^= atr[i];
        }
        atr[atr.length - 1] = check;
        return atr;
    }

    /** The bytes of its UID. */
    byte[] uidBytes() {
        return HexFormat.of().parseHex(uid);
    }

    /**
     * The answer to an APDU.
     *
     * @param earlier number of APDUs before this one
     */
    byte[] answer(byte[] apdu, int earlier) {
        if (fault == Fault.MUTE) {
            return new byte[0];
        }
        if (fault == Fault.UIDLESS) {
            return FUNCTION_NOT_SUPPORTED.clone();
        }
        if (fault == Fault.BUSY && earlier < failures) {
            return NO_INFORMATION.clone();
        }
        if (apdu.length < 4 || (apdu[0] & 0xFF) != CLASS_STORAGE || (apdu[1] & 0xFF) != GET_DATA) {
            return INSTRUCTION_NOT_SUPPORTED.clone();
        }
        if (apdu[2] != 0 || apdu[3] != 0) {
            return FUNCTION_NOT_SUPPORTED.clone();
        }
        return uidAnswer(apdu.length > 4 ? apdu[4] & 0xFF : 0);
    }

    /** GET DATA of the UID (PC/SC part 3, 3.2.2.1.3); an expected length of 0 means all of it. */
    private byte[] uidAnswer(int expected) {
        byte[] bytes = uidBytes();
        if (expected > 0 && expected < bytes.length) {
            return new byte[] {WRONG_LENGTH, (byte) bytes.length};
        }
        byte[] answer = new byte[bytes.length + OK.length];
        System.arraycopy(bytes, 0, answer, 0, bytes.length);
        System.arraycopy(OK, 0, answer, bytes.length, OK.length);
        return answer;
    }
}
