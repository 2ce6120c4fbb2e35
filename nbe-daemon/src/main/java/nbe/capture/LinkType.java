package nbe.capture;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The link types that carry advertisements, by their numbers in pcap and pcapng (https://www.tcpdump.org/linktypes.html). */
enum LinkType {
    HCI_H4(187, HciDecoder::h4),
    /** H4 after four bytes, big-endian: 1 from the controller, 0 to it. */
    HCI_H4_WITH_DIRECTION(201, HciDecoder::h4WithDirection),
    LE_LINK_LAYER(251, LinkLayerDecoder::withoutHeader),
    /** btmon's: adapter and opcode, both 16 bits, big-endian. */
    LINUX_MONITOR(254, HciDecoder::monitor),
    LE_LINK_LAYER_WITH_HEADER(256, LinkLayerDecoder::withHeader),
    NORDIC(272, NordicDecoder::decode),
    /** Of btsnoop, as is the one below: an event without H4's type byte. */
    HCI_EVENT(-1, HciDecoder::event),

    HCI_NO_EVENT(-2, (packet, sink) -> Decoded.WHOLE);

    private final int number;
    private final BiFunction<RawPacket, Consumer<CapturedAdvertisement>, Decoded> decoder;

    LinkType(int number, BiFunction<RawPacket, Consumer<CapturedAdvertisement>, Decoded> decoder) {
        this.number = number;
        this.decoder = decoder;
    }

    static Optional<LinkType> of(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    /** The numbers of those that a file may name, with commas between. */
    static String known() {
        return Arrays.stream(values())
                .filter(type -> type.number >= 0)
                .map(type -> Integer.toString(type.number))
                .collect(Collectors.joining(", "));
    }

    int number() {
        return number;
    }

    /** Hands the packet's advertisements to the sink. Reads nothing outside of the packet, whatever is in it. */
    Decoded decode(RawPacket packet, Consumer<CapturedAdvertisement> sink) {
        return decoder.apply(packet, sink);
    }
}
