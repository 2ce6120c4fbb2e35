package nbe.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import nbe.band.BandSettings;
import nbe.band.BytePattern;
import nbe.band.DescribedPayload;
import nbe.band.FlagRule;
import nbe.band.IdentityRule;
import nbe.band.PayloadEntry;
import nbe.band.PayloadParser;
import nbe.band.StateRule;
import nbe.bgapi.wire.AdvertisementView;

/**
 * Any payload entries and any advertisement: the compiled table finds what a second, plain reading of docs/payloads.md finds, reads nothing
 * outside of the data, and gives a reason exactly where it finds no band.
 */
public final class PayloadTarget {
    private static final int COMPANY = 0x01B2;
    private static final int MOST_ENTRIES = 12;
    private static final long ADDRESS = 0xC2FAD7F0D796L;
    /** Bytes around the data that no parser may read. */
    private static final int MARGIN = 40;

    private PayloadTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Input input = new Input(data);
        boolean legacy = input.choice(2) == 1;
        List<PayloadEntry> entries = new ArrayList<>();
        int count = 1 + input.choice(MOST_ENTRIES);
        for (int i = 0; i < count; i++) {
            entries.add(input.choice(4) == 0 ? new PayloadEntry.Builtin() : described(i, input));
        }
        byte[] advertised = input.bytes(255);
        BandSettings settings = new BandSettings(COMPANY, legacy, entries);
        PayloadParser parser = settings.parser();
        int inNoise = parse(parser, view(advertised, (byte) 0xFF));
        String found = words(parser, inNoise);
        int inZeros = parse(parser, view(advertised, (byte) 0));
        Check.equal(found, words(parser, inZeros), "what is around the data decides");
        Check.equal(plain(entries, legacy, advertised), found, "band");
    }

    private static int parse(PayloadParser parser, AdvertisementView view) {
        int parsed = parser.parse(view);
        Check.that(parsed >= PayloadParser.FOREIGN && parsed <= 0xFFFF, "answer " + parsed);
        Check.equal(parsed < 0, parser.whyNot(view).isPresent(), "a reason");
        parser.whyNot(view).ifPresent(why -> Check.that(!why.reason().isBlank(), "no words"));
        return parser.parse(view);
    }

    private static String words(PayloadParser parser, int parsed) {
        return parsed < 0
                ? "none " + parsed
                : parser.payload() + " " + Long.toHexString(parser.identity()) + " " + parsed;
    }

    private static DescribedPayload described(int number, Input input) {
        int length = 1 + input.choice(4);
        List<Integer> prefix = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            prefix.add(input.choice(4) == 0 ? BytePattern.ANY : input.u8());
        }
        IdentityRule identity = IdentityRule.ADDRESS;
        int from = input.choice(DescribedPayload.MOST_DATA - 5);
        int kind = input.choice(3);
        if (kind > 0) {
            identity = kind == 1 ? new IdentityRule(from, from + 5) : new IdentityRule(from + 5, from);
        }
        FlagRule enrolled = flag(input);
        FlagRule onBody = flag(input);
        FlagRule authenticated = flag(input);
        StateRule state =
                input.choice(2) == 0 ? StateRule.NONE : new StateRule(input.choice(DescribedPayload.MOST_DATA));
        int needs = Arrays.stream(new int[] {
                    length, identity.needs(), enrolled.needs(), onBody.needs(), authenticated.needs(), state.needs()
                })
                .max()
                .orElseThrow();
        int minLength = needs + input.choice(DescribedPayload.MOST_DATA - needs + 1);
        int adType = input.choice(2) == 0 ? 0xFF : 1 + input.choice(255);
        return new DescribedPayload(
                "entry " + number,
                adType,
                new BytePattern(prefix),
                minLength,
                identity,
                enrolled,
                onBody,
                authenticated,
                state);
    }

    private static FlagRule flag(Input input) {
        int kind = input.choice(4);
        return kind < 2
                ? FlagRule.always(kind == 1)
                : new FlagRule(input.choice(DescribedPayload.MOST_DATA), input.choice(Byte.SIZE), kind == 3);
    }

    /** docs/payloads.md, "Which entry counts", as plainly as code can say it. */
    private static String plain(List<PayloadEntry> entries, boolean legacy, byte[] advertised) {
        List<byte[]> structures = structures(advertised); // type, data
        int worst = PayloadParser.FOREIGN;
        for (PayloadEntry entry : entries) {
            for (byte[] one : structures) {
                String found = entry.to(new Reading(one, legacy));
                if (!found.startsWith("none ")) {
                    return found;
                }
                worst = Math.max(worst, Integer.parseInt(found.substring("none ".length())));
            }
        }
        return "none " + worst;
    }

    private static List<byte[]> structures(byte[] data) {
        List<byte[]> structures = new ArrayList<>();
        int at = 0;
        while (at < data.length && data[at] != 0 && at + 1 + (data[at] & 0xFF) <= data.length) {
            int length = data[at] & 0xFF;
            structures.add(Arrays.copyOfRange(data, at + 1, at + 1 + length));
            at += 1 + length;
        }
        return structures;
    }

    /** One entry over one structure. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares readings
    private record Reading(byte[] structure, boolean legacy) implements PayloadEntry.Handler<String> {
        private int u8(int index) {
            return structure[1 + index] & 0xFF;
        }

        private int length() {
            return structure.length - 1;
        }

        @Override
        public String builtin() {
            if ((structure[0] & 0xFF) != 0xFF || length() < 2 || u8(0) != (COMPANY & 0xFF) || u8(1) != COMPANY >> 8) {
                return "none " + PayloadParser.FOREIGN;
            }
            if (length() >= 5 && u8(2) == 1) {
                return "builtin " + Long.toHexString(ADDRESS) + " " + (u8(3) | u8(4) << 8);
            }
            if (length() >= 4 && u8(2) == 0 && legacy) {
                return "builtin " + Long.toHexString(ADDRESS) + " " + u8(3);
            }
            return "none " + PayloadParser.DAMAGED;
        }

        @Override
        public String described(DescribedPayload payload) {
            if ((structure[0] & 0xFF) != payload.adType()) {
                return "none " + PayloadParser.FOREIGN;
            }
            List<Integer> prefix = payload.prefix().bytes();
            for (int i = 0; i < prefix.size(); i++) {
                if (i >= length() || (prefix.get(i) != BytePattern.ANY && prefix.get(i) != u8(i))) {
                    OptionalInt company = payload.company();
                    boolean known = company.isPresent() && length() >= 2 && (u8(0) | u8(1) << 8) == company.getAsInt();
                    return "none " + (known ? PayloadParser.OTHER_OF_COMPANY : PayloadParser.FOREIGN);
                }
            }
            if (length() < payload.minLength()) {
                return "none " + PayloadParser.DAMAGED;
            }
            long identity = identity(payload.identity());
            if (!payload.identity().isAddress() && (identity == 0 || identity == 0xFFFF_FFFF_FFFFL)) {
                return "none " + PayloadParser.DAMAGED;
            }
            int state = payload.serviceRequestState().needs() == 0
                    ? 0
                    : u8(payload.serviceRequestState().index());
            int flags = (flag(payload.enrolled()) ? 1 : 0)
                    + (flag(payload.authenticated()) ? 2 : 0)
                    + (flag(payload.onBody()) ? 4 : 0);
            return payload.name() + " " + Long.toHexString(identity) + " " + (flags + 256 * state);
        }

        private boolean flag(FlagRule rule) {
            if (rule.isAlways()) {
                return rule.when();
            }
            boolean set = (u8(rule.index()) & 1 << rule.bit()) != 0;
            return rule.when() ? set : !set;
        }

        private long identity(IdentityRule rule) {
            if (rule.isAddress()) {
                return ADDRESS;
            }
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                hex.append(String.format("%02x", u8(rule.from() < rule.to() ? rule.from() + i : rule.from() - i)));
            }
            return Long.parseLong(hex.toString(), 16);
        }
    }

    private static AdvertisementView view(byte[] advertised, byte around) {
        byte[] buffer = new byte[advertised.length + 2 * MARGIN];
        Arrays.fill(buffer, around);
        System.arraycopy(advertised, 0, buffer, MARGIN, advertised.length);
        return new View(buffer, advertised.length);
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares views
    private record View(byte[] buffer, int dataLength) implements AdvertisementView {
        @Override
        public int rssiDbm() {
            return -50;
        }

        @Override
        public int packetType() {
            return 0;
        }

        @Override
        public long address() {
            return ADDRESS;
        }

        @Override
        public int addressType() {
            return 1;
        }

        @Override
        public int dataOffset() {
            return MARGIN;
        }
    }
}
