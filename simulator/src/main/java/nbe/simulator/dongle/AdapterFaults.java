package nbe.simulator.dongle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import nbe.bgapi.wire.ResultCode;

/**
 * The faults of a {@link SimulatedAdapter}, all off by default. Tests switch them on and off at any time, on the thread that drives
 * the adapter; not thread-safe.
 */
public final class AdapterFaults {
    private boolean hanging;
    private int deafFor;
    private OptionalInt refusal = OptionalInt.empty();
    private boolean stuck;
    private int advertsBeforeResponse;
    private double garbageShare;
    private int garbageBytes;
    private int cutTo = -1;
    private long loseAfter = -1;
    private double lossShare;
    private long bytewisePauseNanos = -1;
    private byte[] foreignText;
    private boolean keepsWhileClosed;
    private boolean staysAway;
    private long awayNanos = -1;

    /** Ignores all commands and sends nothing, until a power-up. */
    public void hang(boolean is) {
        hanging = is;
    }

    /** Ignores this number of commands. */
    public void deafFor(int commands) {
        deafFor = commands;
    }

    /** Refuses every gap_discover with this code. */
    public void refuseDiscover(ResultCode code) {
        refusal = OptionalInt.of(code.code());
    }

    /** Accepts gap_discover again. */
    public void acceptDiscover() {
        refusal = OptionalInt.empty();
    }

    /** Refuses gap_discover with 0x0181 until it is reset or plugged in again. */
    public void stickUntilReset() {
        stuck = true;
    }

    /** Sends this number of advertisements before each response. */
    public void delayResponsesBehind(int adverts) {
        advertsBeforeResponse = adverts;
    }

    /**
     * Sends random bytes before packets.
     *
     * @param share of the packets, 0 to 1
     * @param most bytes at a time at most, from 1
     */
    void garbageBefore(double share, int most) {
        garbageShare = share;
        garbageBytes = most;
    }

    /** Cuts the next packet to this number of bytes. */
    void cutNextPacket(int bytes) {
        cutTo = bytes;
    }

    /** Loses one byte, after this number of bytes. */
    public void loseByteAfter(long bytes) {
        loseAfter = bytes;
    }

    /** Loses this share of all bytes, at random. */
    void loseBytes(double share) {
        lossShare = share;
    }

    /** Sends each byte alone, with a pause between two. */
    public void writeBytewise(Duration pause) {
        bytewisePauseNanos = pause.toNanos();
    }

    /** Runs another firmware: sends this text when the port is opened and after each write, and nothing else. */
    public void foreignFirmware(String text) {
        foreignText = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Runs its own firmware again. */
    public void ownFirmware() {
        foreignText = null;
    }

    /** Keeps up to 64 KiB of advertisements while no host has the port open, and sends them to the next one. */
    void keepEventsWhileClosed(boolean is) {
        keepsWhileClosed = is;
    }

    /** Does not come back after a reset. */
    void stayAwayAfterReset(boolean is) {
        staysAway = is;
    }

    /** Duration of a reset, instead of 0.6 to 1 s. */
    public void resetTakes(Duration away) {
        awayNanos = away.toNanos();
    }

    void powerUp() {
        hanging = false;
        deafFor = 0;
        stuck = false;
    }

    boolean hangs() {
        return hanging;
    }

    boolean swallowsCommand() {
        if (deafFor > 0) {
            deafFor--;
            return true;
        }
        return false;
    }

    /** The result code that refuses gap_discover; empty: it is accepted. */
    OptionalInt refusal() {
        return stuck ? OptionalInt.of(ResultCode.DEVICE_IN_WRONG_STATE.code()) : refusal;
    }

    int advertsBeforeResponse() {
        return advertsBeforeResponse;
    }

    double garbageShare() {
        return garbageShare;
    }

    int garbageBytes() {
        return garbageBytes;
    }

    /** Length to which this packet is cut; its own length without the fault. */
    int cut(int length) {
        int cut = cutTo >= 0 ? Math.min(cutTo, length) : length;
        cutTo = -1;
        return cut;
    }

    /** Index of the byte to be lost among the next {@code length}, or -1. */
    int loses(int length) {
        if (loseAfter < 0) {
            return -1;
        }
        long at = loseAfter;
        loseAfter = at < length ? -1 : at - length;
        return at < length ? (int) at : -1;
    }

    double lossShare() {
        return lossShare;
    }

    /** Pause between two bytes, or -1. */
    long bytewisePauseNanos() {
        return bytewisePauseNanos;
    }

    /** The foreign firmware's text, or null. */
    byte[] foreignText() {
        return foreignText;
    }

    boolean keepsWhileClosed() {
        return keepsWhileClosed;
    }

    boolean staysAway() {
        return staysAway;
    }

    /** Duration of a reset, or -1. */
    long awayNanos() {
        return awayNanos;
    }
}
