package nbe.bgapi.machine;

import nbe.bgapi.wire.Packet;

/** What a dongle says of itself: the fields of system_get_info and of system_boot. */
public record Firmware(int major, int minor, int patch, int build, int linkLayer, int protocol, int hardware) {
    private static final int PLAUSIBLE_VERSION = 99;

    /** From a get_info response or a boot event. */
    public static Firmware of(Packet packet) {
        return new Firmware(
                packet.integer("major"),
                packet.integer("minor"),
                packet.integer("patch"),
                packet.integer("build"),
                packet.integer("ll_version"),
                packet.integer("protocol_version"),
                packet.integer("hw"));
    }

    /** False of the numbers that stray bytes make. */
    boolean isPlausible() {
        return major <= PLAUSIBLE_VERSION
                && minor <= PLAUSIBLE_VERSION
                && patch <= PLAUSIBLE_VERSION
                && protocol <= PLAUSIBLE_VERSION;
    }

    /** {@code 1.3.2 build 122}. */
    @Override
    public String toString() {
        return major + "." + minor + "." + patch + " build " + build;
    }
}
