package nbe.band;

import nbe.bgapi.wire.AdStructures;
import nbe.bgapi.wire.AdvertisementView;

/** An entry of {@link ConfiguredPayloads}, made ready to read an AD structure without an object. Belongs to the parser's thread. */
abstract class Candidate {
    private static final int BYTE = 0xFF;
    /** Bytes of a company identifier. */
    private static final int COMPANY_BYTES = 2;

    /** Place of the entry in the configuration, from 0. */
    final int order;
    /** Name of the payload. */
    final String name;
    /** AD type of its structures. */
    final int adType;
    /** How its data begin: for each byte the bits that count in the high byte, and their values in the low one. */
    private final int[] pattern;

    /** So many bytes of that name a company; more than there are: none do. */
    final int companyBytes;

    /** What names the band of the last {@link #read} that found one. */
    long identity;

    private Candidate(int order, String name, int adType, BytePattern prefix, boolean namesCompany) {
        this.order = order;
        this.name = name;
        this.adType = adType;
        this.pattern = prefix.bytes().stream()
                .mapToInt(one -> one == BytePattern.ANY ? 0 : BYTE << Byte.SIZE | one)
                .toArray();
        this.companyBytes = namesCompany ? COMPANY_BYTES : Integer.MAX_VALUE;
    }

    /** The entry at this place. */
    static Candidate of(PayloadEntry entry, int order, BandSettings settings) {
        return entry.to(new PayloadEntry.Handler<>() {
            @Override
            public Candidate builtin() {
                return new OfCompany(order, settings);
            }

            @Override
            public Candidate described(DescribedPayload payload) {
                return new Described(order, payload);
            }
        });
    }

    /** Whether its data can begin with this byte, 0 to 255. */
    boolean beginsWith(int first) {
        return ((first ^ pattern[0]) & pattern[0] >> Byte.SIZE) == 0;
    }

    /**
     * What data say, as {@link PayloadParser#parse} returns it.
     *
     * @param offset where the data begin, with a byte that {@link #beginsWith} accepts
     * @param length of the data, at least 1
     */
    final int read(byte[] buffer, int offset, int length, AdvertisementView advertisement) {
        int alike = alike(1, buffer, offset, length);
        if (alike == pattern.length) {
            return readBehind(buffer, offset, length, advertisement);
        }
        return alike >= companyBytes ? PayloadParser.OTHER_OF_COMPANY : PayloadParser.FOREIGN;
    }

    /** How many bytes at the beginning of the data are as the prefix has them; so many are known to be. */
    final int alike(int known, byte[] buffer, int offset, int length) {
        int[] wanted = pattern;
        int most = Math.min(length, wanted.length);
        int i = known;
        while (i < most && ((buffer[offset + i] ^ wanted[i]) & wanted[i] >> Byte.SIZE) == 0) {
            i++;
        }
        return i;
    }

    /** The same of data that begin with the prefix. */
    abstract int readBehind(byte[] buffer, int offset, int length, AdvertisementView advertisement);

    /** Why the structure under the cursor, one of this AD type, is none of this payload. */
    abstract NoBand whyNot(AdvertisementView advertisement, AdStructures structure);

    /** The built-in payloads as one of several entries. */
    private static final class OfCompany extends Candidate {
        private final BandSettings settings;
        private final ManufacturerPayload payload;

        OfCompany(int order, BandSettings settings) {
            super(
                    order,
                    PayloadEntry.BUILTIN,
                    AdStructures.MANUFACTURER_SPECIFIC,
                    ManufacturerPayload.company(settings.companyId()),
                    true);
            this.settings = settings;
            this.payload = new ManufacturerPayload(settings.companyId(), settings.legacy());
        }

        @Override
        int readBehind(byte[] buffer, int offset, int length, AdvertisementView advertisement) {
            identity = advertisement.address();
            return payload.understood(buffer, offset, length);
        }

        @Override
        NoBand whyNot(AdvertisementView advertisement, AdStructures structure) {
            return PayloadFault.of(advertisement, settings.companyId(), settings.legacy());
        }
    }

    /** A payload that the configuration describes. */
    private static final class Described extends Candidate {
        private final DescribedPayload payload;

        Described(int order, DescribedPayload payload) {
            super(
                    order,
                    payload.name(),
                    payload.adType(),
                    payload.prefix(),
                    payload.company().isPresent());
            this.payload = payload;
        }

        @Override
        int readBehind(byte[] buffer, int offset, int length, AdvertisementView advertisement) {
            if (length < payload.minLength()) {
                return PayloadParser.DAMAGED;
            }
            identity = payload.identity().in(buffer, offset, advertisement.address());
            return payload.identity().isUnset(identity) ? PayloadParser.DAMAGED : payload.flagsAndState(buffer, offset);
        }

        @Override
        NoBand whyNot(AdvertisementView advertisement, AdStructures structure) {
            int alike = alike(0, advertisement.buffer(), structure.valueOffset(), structure.valueLength());
            return alike < payload.prefix().length()
                    ? new NoBand(NoBand.TYPE + alike, DescribedFault.atPrefix(payload, structure, alike))
                    : new NoBand(NoBand.PREFIX, DescribedFault.behindPrefix(payload, structure.valueLength()));
        }
    }
}
