package nbe.capture;

import java.util.Optional;
import java.util.function.Consumer;
import nbe.bgapi.wire.Octets;

/** Advertising reports in HCI packets (Core Specification, volume 4, part E, sections 5.4.4, 7.7.65.2 and 7.7.65.13). */
final class HciDecoder {
    private static final int EXTENDED_SUBEVENT = 0x0D;

    /** Of a report, before its data: event type, address type, address, length. */
    private static final int REPORT_BYTES = 9;
    /** The same of an extended report. */
    private static final int EXTENDED_REPORT_BYTES = 24;

    private static final int EXTENDED_RSSI_AT = 13;
    private static final int EVENT_HEADER_BYTES = 2;
    private static final int MONITOR_HEADER_BYTES = 4;

    /** Address types are 0 public, 1 random, and 2 and 3 the same of an identity. */
    private static final int RANDOM_BIT = 1;

    private static final int ANONYMOUS = 0xFF;

    private HciDecoder() {}

    static Decoded h4WithDirection(RawPacket packet, Consumer<CapturedAdvertisement> sink) {
        return packet.bytes().length() < Pcapng.DIRECTION_BYTES
                ? Decoded.CUT
                : h4(packet.withBytes(packet.bytes().from(Pcapng.DIRECTION_BYTES)), sink);
    }

    static Decoded h4(RawPacket packet, Consumer<CapturedAdvertisement> sink) {
        if (packet.bytes().length() == 0) {
            return Decoded.CUT;
        }
        return packet.bytes().u8(0) == AdvertisingReport.EVENT_PACKET
                ? event(packet.withBytes(packet.bytes().from(1)), sink)
                : Decoded.WHOLE;
    }

    static Decoded monitor(RawPacket packet, Consumer<CapturedAdvertisement> sink) {
        Slice bytes = packet.bytes();
        if (bytes.length() < MONITOR_HEADER_BYTES) {
            return Decoded.CUT;
        }
        int adapter = bytes.u8(0) << Byte.SIZE | bytes.u8(1);
        int opcode = bytes.u8(2) << Byte.SIZE | bytes.u8(3);
        return opcode == Btsnoop.MONITOR_EVENT
                ? event(packet.withBytes(bytes.from(MONITOR_HEADER_BYTES)).ofAdapter(adapter), sink)
                : Decoded.WHOLE;
    }

    static Decoded event(RawPacket packet, Consumer<CapturedAdvertisement> sink) {
        Slice bytes = packet.bytes();
        if (bytes.length() < EVENT_HEADER_BYTES) {
            return Decoded.CUT;
        }
        int length = bytes.u8(1);
        if (bytes.length() < EVENT_HEADER_BYTES + length) {
            return Decoded.CUT;
        }
        Slice parameters = bytes.part(EVENT_HEADER_BYTES, length);
        if (bytes.u8(0) != AdvertisingReport.LE_META_EVENT || length < EVENT_HEADER_BYTES) {
            return Decoded.WHOLE;
        }
        return switch (parameters.u8(0)) {
            case AdvertisingReport.SUBEVENT -> reports(packet, parameters, sink);
            case EXTENDED_SUBEVENT -> extendedReports(packet, parameters, sink);
            default -> Decoded.WHOLE;
        };
    }

    private static Decoded reports(RawPacket packet, Slice parameters, Consumer<CapturedAdvertisement> sink) {
        int at = EVENT_HEADER_BYTES; // behind subevent and number
        for (int left = parameters.u8(1); left > 0; left--) {
            if (parameters.length() - at < REPORT_BYTES) {
                return Decoded.CUT;
            }
            Slice report = parameters.from(at);
            int dataLength = report.u8(8);
            int rssiAt = REPORT_BYTES + dataLength;
            if (report.length() <= rssiAt) {
                return Decoded.CUT;
            }
            accept(
                    packet,
                    AdvertisingType.ofEventType(report.u8(0)),
                    report.u8(1),
                    report.address(2),
                    report.octets(REPORT_BYTES, dataLength),
                    report.i8(rssiAt),
                    sink);
            at += rssiAt + 1;
        }
        return Decoded.WHOLE;
    }

    private static Decoded extendedReports(RawPacket packet, Slice parameters, Consumer<CapturedAdvertisement> sink) {
        int at = EVENT_HEADER_BYTES;
        for (int left = parameters.u8(1); left > 0; left--) {
            if (parameters.length() - at < EXTENDED_REPORT_BYTES) {
                return Decoded.CUT;
            }
            Slice report = parameters.from(at);
            int dataLength = report.u8(EXTENDED_REPORT_BYTES - 1);
            if (report.length() < EXTENDED_REPORT_BYTES + dataLength) {
                return Decoded.CUT;
            }
            accept(
                    packet,
                    AdvertisingType.ofExtendedEventType(report.u16(0)),
                    report.u8(2),
                    report.address(3),
                    report.octets(EXTENDED_REPORT_BYTES, dataLength),
                    report.i8(EXTENDED_RSSI_AT),
                    sink);
            at += EXTENDED_REPORT_BYTES + dataLength;
        }
        return Decoded.WHOLE;
    }

    private static void accept(
            RawPacket packet,
            Optional<AdvertisingType> type,
            int addressType,
            long address,
            Octets data,
            int rssiDbm,
            Consumer<CapturedAdvertisement> sink) {
        if (type.isPresent() && addressType != ANONYMOUS) {
            sink.accept(new CapturedAdvertisement(
                    packet.unixNanos(),
                    packet.adapter(),
                    type.get(),
                    (addressType & RANDOM_BIT) != 0,
                    address,
                    data,
                    rssiDbm));
        }
    }
}
