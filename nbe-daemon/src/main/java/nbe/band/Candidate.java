package nbe.band;

import java.util.stream.IntStream;
import nbe.bgapi.wire.AdStructures;
import nbe.bgapi.wire.AdvertisementView;

/** An entry of {@link ConfiguredPayloads}, made ready to read one AD structure without an object. Belongs to the parser's thread. */
interface Candidate {
    /** Place of the entry in the configuration, from 0. */
    int order();

    /** Name of the payload. */
    String name();

    /** AD type of its structures. */
    int adType();

    /** Whether its data can begin with this byte, 0 to 255. */
    boolean beginsWith(int first);

    /** What the structure under the cursor says, as {@link PayloadParser#parse} returns it. */
    int read(AdvertisementView advertisement, AdStructures structure);

    /** What names the band of the last {@link #read} that found one. */
    long identity();

    /** Why the structure under the cursor, one of this AD type, is none of this payload. */
    NoBand whyNot(AdvertisementView advertisement, AdStructures structure);

    /** The built-in payloads as one of several entries. */
    final class OfCompany implements Candidate {
        private final int order;
        private final int companyId;
        private final boolean legacy;
        private final ManufacturerPayload payload;
        private long identity;

        OfCompany(int order, int companyId, boolean legacy) {
            this.order = order;
            this.companyId = companyId;
            this.legacy = legacy;
            this.payload = new ManufacturerPayload(companyId, legacy);
        }

        @Override
        public int order() {
            return order;
        }

        @Override
        public String name() {
            return PayloadEntry.BUILTIN;
        }

        @Override
        public int adType() {
            return AdStructures.MANUFACTURER_SPECIFIC;
        }

        @Override
        public boolean beginsWith(int first) {
            return first == (companyId & 0xFF);
        }

        @Override
        public int read(AdvertisementView advertisement, AdStructures structure) {
            identity = advertisement.address();
            return payload.isOfCompany(structure) ? payload.understood(structure) : PayloadParser.FOREIGN;
        }

        @Override
        public long identity() {
            return identity;
        }

        @Override
        public NoBand whyNot(AdvertisementView advertisement, AdStructures structure) {
            return PayloadFault.of(advertisement, companyId, legacy);
        }
    }

    /** A payload that the configuration describes. */
    final class Described implements Candidate {
        /** Bytes of a company identifier. */
        private static final int COMPANY_BYTES = 2;

        private static final int BYTE = 0xFF;

        private final int order;
        private final DescribedPayload payload;
        private final int[] masks;
        private final int[] values;
        /** As many bytes of the prefix name a company; more than it has: it names none. */
        private final int companyBytes;

        private long identity;

        Described(int order, DescribedPayload payload) {
            this.order = order;
            this.payload = payload;
            BytePattern prefix = payload.prefix();
            this.masks = IntStream.range(0, prefix.length())
                    .map(i -> prefix.isFixed(i) ? BYTE : 0)
                    .toArray();
            this.values = IntStream.range(0, prefix.length())
                    .map(i -> prefix.bytes().get(i) & masks[i])
                    .toArray();
            this.companyBytes = payload.company().isPresent() ? COMPANY_BYTES : Integer.MAX_VALUE;
        }

        @Override
        public int order() {
            return order;
        }

        @Override
        public String name() {
            return payload.name();
        }

        @Override
        public int adType() {
            return payload.adType();
        }

        @Override
        public boolean beginsWith(int first) {
            return (first & masks[0]) == values[0];
        }

        @Override
        public int read(AdvertisementView advertisement, AdStructures structure) {
            byte[] buffer = advertisement.buffer();
            int offset = structure.valueOffset();
            int alike = alike(buffer, offset, structure.valueLength());
            if (alike < values.length) {
                return alike >= companyBytes ? PayloadParser.OTHER_OF_COMPANY : PayloadParser.FOREIGN;
            }
            if (structure.valueLength() < payload.minLength()) {
                return PayloadParser.DAMAGED;
            }
            identity = payload.identity().in(buffer, offset, advertisement.address());
            if (payload.identity().isUnset(identity)) {
                return PayloadParser.DAMAGED;
            }
            return payload.flagsAndState(buffer, offset);
        }

        /** How many bytes are as the prefix has them, before the first that is not. */
        private int alike(byte[] buffer, int offset, int length) {
            int most = Math.min(length, values.length);
            int i = 0;
            while (i < most && (buffer[offset + i] & masks[i]) == values[i]) {
                i++;
            }
            return i;
        }

        @Override
        public long identity() {
            return identity;
        }

        @Override
        public NoBand whyNot(AdvertisementView advertisement, AdStructures structure) {
            int length = structure.valueLength();
            int alike = alike(advertisement.buffer(), structure.valueOffset(), length);
            return alike < values.length
                    ? new NoBand(NoBand.TYPE + alike, DescribedFault.atPrefix(payload, structure, alike))
                    : new NoBand(NoBand.PREFIX, DescribedFault.behindPrefix(payload, length));
        }
    }
}
