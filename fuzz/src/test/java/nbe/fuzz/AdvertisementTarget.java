package nbe.fuzz;

import java.util.Arrays;
import nbe.band.ManufacturerPayload;
import nbe.band.PayloadParser;
import nbe.bgapi.wire.AdStructures;
import nbe.bgapi.wire.AdvertisementView;

/** Any bytes as an advertisement's data: AD structures stay inside it, and the parser finds a band exactly where docs/protocol.md defines one. */
public final class AdvertisementTarget {
    private static final int COMPANY = 0x01B2;
    /** Bytes around the data that no parser may read. */
    private static final int MARGIN = 5;

    private AdvertisementTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        boolean legacy = input.choice(2) == 1;
        byte[] advertised = input.bytes(255);
        walk(advertised);
        int parsed = new ManufacturerPayload(COMPANY, legacy).parse(View.of(advertised));
        Check.equal(understood(advertised, legacy), parsed, "band");
        if (parsed >= 0) {
            Check.that(parsed <= 0xFFFF, "more than 16 bits: " + parsed);
            Check.that(PayloadParser.serviceRequestState(parsed) <= 0xFF, "service request state");
        }
    }

    private static void walk(byte[] advertised) {
        View view = View.of(advertised);
        AdStructures structures = new AdStructures();
        structures.over(view);
        int last = view.dataOffset();
        while (structures.next()) {
            Check.that(structures.valueOffset() >= last + 2, "structures overlap");
            last = structures.valueOffset() + structures.valueLength();
            Check.that(last <= view.dataOffset() + view.dataLength(), "a value ends behind the data");
            Check.that(structures.type() >= 0 && structures.type() <= 0xFF, "type " + structures.type());
        }
        Check.that(!structures.next(), "the walk goes on behind its end");
    }

    /** docs/protocol.md, "The band's advertisement", as plainly as code can say it. */
    private static int understood(byte[] data, boolean legacy) {
        int answer = PayloadParser.FOREIGN;
        int at = 0;
        while (at < data.length) {
            int length = data[at] & 0xFF;
            if (length == 0 || at + 1 + length > data.length) {
                break;
            }
            byte[] one = Arrays.copyOfRange(data, at + 1, at + 1 + length); // type, value
            at += 1 + length;
            boolean ours = one.length >= 3
                    && (one[0] & 0xFF) == 0xFF
                    && (one[1] & 0xFF) == (COMPANY & 0xFF)
                    && (one[2] & 0xFF) == COMPANY >> 8;
            if (!ours) {
                continue;
            }
            if (one.length >= 6 && one[3] == 1) {
                return (one[4] & 0xFF) | (one[5] & 0xFF) << 8;
            }
            if (one.length >= 5 && one[3] == 0 && legacy) {
                return one[4] & 0xFF;
            }
            answer = PayloadParser.DAMAGED;
        }
        return answer;
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares views
    private record View(
            int rssiDbm, int packetType, long address, int addressType, byte[] buffer, int dataOffset, int dataLength)
            implements AdvertisementView {
        static View of(byte[] advertised) {
            byte[] buffer = new byte[advertised.length + 2 * MARGIN];
            Arrays.fill(buffer, (byte) 3);
            System.arraycopy(advertised, 0, buffer, MARGIN, advertised.length);
            return new View(-50, 0, 0xC2FAD7F0D796L, 1, buffer, MARGIN, advertised.length);
        }
    }
}
