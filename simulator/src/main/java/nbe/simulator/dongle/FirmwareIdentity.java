package nbe.simulator.dongle;

import nbe.simulator.air.DeviceAddress;

/**
 * The versions and the address of a dongle, for system_get_info, system_boot and system_address_get.
 *
 * @param address its own public address
 * @param hardware 2 or 3 as BLED112s report it
 */
public record FirmwareIdentity(
        DeviceAddress address, int major, int minor, int patch, int build, int linkLayer, int protocol, int hardware) {
    /** A dongle with firmware 1.3.2-122. The first three bytes of the address are Bluegiga's. */
    public static final FirmwareIdentity BLED112 =
            new FirmwareIdentity(DeviceAddress.parse("00:07:80:5A:1B:21"), 1, 3, 2, 122, 3, 1, 2);
}
