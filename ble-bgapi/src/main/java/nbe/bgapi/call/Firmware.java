package nbe.bgapi.call;

import nbe.bgapi.wire.Packet;

/**
 * Firmware and protocol versions of a dongle, from its answer to system_get_info or its event system_boot. The adapter's state machine and
 * {@code AdapterProbe} read it to identify the dongle.
 */
public record Firmware(int major, int minor, int patch, int build, int linkLayer, int protocol, int hardware) {
    private static final int PLAUSIBLE_VERSION = 99;

    /** Reads the answer to system_get_info, or the event system_boot. */
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

    /** False if a version is above {@value #PLAUSIBLE_VERSION}: the packet is then made of stray bytes. */
    public boolean isPlausible() {
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
