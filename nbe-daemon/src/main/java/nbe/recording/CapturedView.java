package nbe.recording;

import nbe.bgapi.wire.AdvertisementView;
import nbe.capture.CapturedAdvertisement;

/** A captured advertisement as the payload parsers read one. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares views
record CapturedView(
        int rssiDbm, int packetType, long address, int addressType, byte[] buffer, int dataOffset, int dataLength)
        implements AdvertisementView {
    static CapturedView of(CapturedAdvertisement advertisement) {
        byte[] data = advertisement.data().toArray();
        return new CapturedView(
                advertisement.rssiDbm(),
                advertisement.type().pdu(),
                advertisement.address(),
                advertisement.random() ? 1 : 0,
                data,
                0,
                data.length);
    }
}
