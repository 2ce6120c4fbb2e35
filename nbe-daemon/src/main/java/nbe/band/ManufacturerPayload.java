package nbe.band;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nbe.bgapi.wire.AdStructures;
import nbe.bgapi.wire.AdvertisementView;

/**
 * Our payload (docs/protocol.md, "The band's advertisement"): one manufacturer-specific AD structure of company id (u16), format
 * version 1, flags and service request state; version 0, of bands before CWP 1.15, ends with the flags. Further bytes are ignored.
 * Of several structures of the company the first good one counts.
 */
public final class ManufacturerPayload implements PayloadParser {
    private static final int BYTE = 0xFF;
    private static final int VERSION_AT = 2;
    private static final int FLAGS_AT = 3;
    private static final int SERVICE_REQUEST_AT = 4;
    private static final int LEGACY = 0;
    private static final int CURRENT = 1;

    private final int companyId;
    private final boolean legacy;
    private final AdStructures structures = new AdStructures();
    private long identity;

    /**
     * @param companyId Bluetooth SIG company identifier, 0 to 0xFFFF
     * @param legacy whether version 0 is accepted
     */
    public ManufacturerPayload(int companyId, boolean legacy) {
        this.companyId = companyId;
        this.legacy = legacy;
    }

    @Override
    public int parse(AdvertisementView advertisement) {
        structures.over(advertisement);
        int answer = FOREIGN;
        while (structures.nextOfCompany(companyId)) {
            answer = understood(advertisement.buffer(), structures.valueOffset(), structures.valueLength());
            if (answer != DAMAGED) {
                identity = advertisement.address();
                return answer;
            }
        }
        return answer;
    }

    @Override
    public long identity() {
        return identity;
    }

    @Override
    public String payload() {
        return PayloadEntry.BUILTIN;
    }

    @Override
    public Optional<NoBand> whyNot(AdvertisementView advertisement) {
        if (parse(advertisement) >= 0) {
            return Optional.empty();
        }
        return Optional.of(PayloadFault.of(advertisement, companyId, legacy));
    }

    /** How the data of its structures begin: company and format version. */
    static Stream<BytePattern> prefixes(int companyId, boolean legacy) {
        return (legacy ? Stream.of(LEGACY, CURRENT) : Stream.of(CURRENT))
                .map(version -> new BytePattern(List.of(companyId & 0xFF, companyId >> Byte.SIZE, version)));
    }

    /** How many bytes data have at least that begin so. */
    static int minLength(BytePattern prefix) {
        return (prefix.bytes().get(VERSION_AT) == LEGACY ? FLAGS_AT : SERVICE_REQUEST_AT) + 1;
    }

    /** How the data of a company begin. */
    static BytePattern company(int companyId) {
        return new BytePattern(List.of(companyId & 0xFF, companyId >> Byte.SIZE));
    }

    /** What data of the company, which begin at this offset, say; or {@link #DAMAGED}. */
    int understood(byte[] buffer, int offset, int length) {
        if (length > FLAGS_AT) {
            int version = buffer[offset + VERSION_AT];
            if (version == CURRENT && length > SERVICE_REQUEST_AT) {
                return buffer[offset + FLAGS_AT] & BYTE | (buffer[offset + SERVICE_REQUEST_AT] & BYTE) << Byte.SIZE;
            }
            if (version == LEGACY && legacy) {
                return buffer[offset + FLAGS_AT] & BYTE;
            }
        }
        return DAMAGED;
    }
}
