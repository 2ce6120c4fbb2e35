package nbe.simulator.air;

/**
 * One packet that the dongle's radio received.
 *
 * @param packetType 0 connectable, 2 non-connectable, 4 scan response, 6 discoverable
 * @param rssiDbm {@link RadioModel#FLOOR_DBM} to {@link RadioModel#CEILING_DBM}
 * @param channel 0, 1, 2 for the advertising channels 37, 38, 39
 * @param atNanos time, by the clock that drives the air
 */
public record Reception(
        DeviceAddress sender, int packetType, int rssiDbm, AdvertisingData data, int channel, long atNanos) {}
