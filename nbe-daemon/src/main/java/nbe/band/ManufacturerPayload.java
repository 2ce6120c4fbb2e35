package nbe.band;

import java.util.Optional;
import nbe.bgapi.wire.AdStructures;
import nbe.bgapi.wire.AdvertisementView;

/**
 * Our payload (docs/protocol.md, "The band's advertisement"): one manufacturer-specific AD structure of company id (u16), format
 * version 1, flags and service request state; version 0, of bands before CWP 1.15, ends with the flags. Further bytes are ignored.
 * Of several structures of the company the first good one counts.
 */
public final class ManufacturerPayload implements PayloadParser {
    /** {@link #name} of this payload: it needs no entry in the configuration. */
    public static final String NAME = "builtin";

    private static final int VERSION_AT = 2;
    private static final int FLAGS_AT = 3;
    private static final int SERVICE_REQUEST_AT = 4;
    private static final int LEGACY = 0;
    private static final int CURRENT = 1;

    private final int companyId;
    private final boolean legacy;
    private final AdStructures structures = new AdStructures();

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
            answer = understood();
            if (answer != DAMAGED) {
                return answer;
            }
        }
        return answer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> whyNot(AdvertisementView advertisement) {
        if (parse(advertisement) >= 0) {
            return Optional.empty();
        }
        return Optional.of(PayloadFault.of(advertisement, companyId, legacy));
    }

    private int understood() {
        int length = structures.valueLength();
        if (length > FLAGS_AT) {
            int version = structures.u8(VERSION_AT);
            if (version == CURRENT && length > SERVICE_REQUEST_AT) {
                return structures.u8(FLAGS_AT) | structures.u8(SERVICE_REQUEST_AT) << 8;
            }
            if (version == LEGACY && legacy) {
                return structures.u8(FLAGS_AT);
            }
        }
        return DAMAGED;
    }
}
