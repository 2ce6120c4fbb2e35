package nbe.simulator.dongle;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import nbe.bgapi.wire.ResultCode;

/**
 * What is wrong with a {@link SimulatedAdapter}. Switched on and off at any time by whoever drives the adapter; nothing is by
 * default. Not thread-safe.
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

    /** Swallows everything and says nothing, not even advertisements. A power-up cures it. */
    public void hang(boolean is) {
        hanging = is;
    }

    /** Swallows the next commands, and answers again after them. */
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

    /** Refuses gap_discover with 0x0181 whatever the host does, until it is reset or plugged in again. */
    public void stickUntilReset() {
        stuck = true;
    }

    /** Holds every response back until that many advertisements have gone in front of it. */
    public void delayResponsesBehind(int adverts) {
        advertsBeforeResponse = adverts;
    }

    /**
     * Random bytes in front of packets.
     *
     * @param share of the packets that get some, 0 to 1
     * @param most bytes at a time, from 1
     */
    public void garbageBefore(double share, int most) {
        garbageShare = share;
        garbageBytes = most;
    }

    /** The next packet ends after so many bytes; what follows comes right behind. */
    public void cutNextPacket(int bytes) {
        cutTo = bytes;
    }

    /** One single byte is lost, after so many that come through. */
    public void loseByteAfter(long bytes) {
        loseAfter = bytes;
    }

    /** Bytes are lost at random, this share of them. */
    public void loseBytes(double share) {
        lossShare = share;
    }

    /** Every byte comes by itself, with a pause between. */
    public void writeBytewise(Duration pause) {
        bytewisePauseNanos = pause.toNanos();
    }

    /** Bytes come together again. */
    public void writeAtOnce() {
        bytewisePauseNanos = -1;
    }

    /** Runs another firmware: says this text when the port is opened and whenever it is spoken to, and nothing else. */
    public void foreignFirmware(String text) {
        foreignText = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Runs its own firmware again. */
    public void ownFirmware() {
        foreignText = null;
    }

    /** Advertisements of the time when no host had the port open come, old as they are, once one has (the bound is 64 KiB). */
    public void keepEventsWhileClosed(boolean is) {
        keepsWhileClosed = is;
    }

    /** Does not come back after a reset. */
    public void stayAwayAfterReset(boolean is) {
        staysAway = is;
    }

    /** How long a reset takes it off the bus, instead of 0.6 to 1 s. */
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

    /** The code that gap_discover is refused with, if it is. */
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

    /** Length to which this packet is cut; its own if it is not. */
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

    /** How long a reset takes, or -1. */
    long awayNanos() {
        return awayNanos;
    }
}
