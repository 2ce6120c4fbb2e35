package nbe.simulator.band;

import java.util.List;
import java.util.Optional;
import nbe.simulator.air.AdvertisingData;

/**
 * A payload of any form: the bytes of an advertisement or scan response, and where in them the band's state is. Immutable.
 *
 * @param data all AD structures as they are sent, with 0 at the bits and the byte below
 * @param serviceRequestState index of the byte of {@code data} that holds it; empty: none does
 */
public record RawPayload(
        AdvertisingData data,
        Optional<Bit> enrolled,
        Optional<Bit> onBody,
        Optional<Bit> authenticated,
        Optional<Integer> serviceRequestState) {
    /**
     * One bit.
     *
     * @param index byte of the data, from 0
     * @param number 0, the least significant, to 7
     */
    public record Bit(int index, int number) {}

    /** @throws IllegalArgumentException if a bit or the byte lies behind the data */
    public RawPayload {
        for (Optional<Bit> bit : List.of(enrolled, onBody, authenticated)) {
            bit.ifPresent(one -> check(one.index(), data.length()));
        }
        serviceRequestState.ifPresent(index -> check(index, data.length()));
    }

    private static void check(int index, int length) {
        if (index < 0 || index >= length) {
            throw new IllegalArgumentException("byte " + index + " of " + length);
        }
    }

    /** What a band in this state sends. */
    AdvertisingData of(boolean isEnrolled, boolean isOnBody, boolean isAuthenticated, int state) {
        byte[] bytes = data.toBytes();
        serviceRequestState.ifPresent(index -> bytes[index] = (byte) state);
        set(bytes, enrolled, isEnrolled);
        set(bytes, onBody, isOnBody);
        set(bytes, authenticated, isAuthenticated);
        return AdvertisingData.raw(bytes);
    }

    private static void set(byte[] bytes, Optional<Bit> bit, boolean value) {
        if (bit.isPresent() && value) {
            bytes[bit.get().index()] |= (byte) (1 << bit.get().number());
        }
    }
}
