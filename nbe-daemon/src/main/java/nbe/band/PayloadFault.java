package nbe.band;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import nbe.bgapi.wire.AdStructures;
import nbe.bgapi.wire.AdvertisementView;

/** Says why {@link ManufacturerPayload} does not accept an advertisement. */
final class PayloadFault {
    private static final int VERSION_AT = 2;
    private static final int LONGEST_SHORT_VALUE = 3;

    private PayloadFault() {}

    /**
     * The reason; of several structures of the band's company that of the first.
     *
     * @param legacy whether version 0 is accepted
     */
    static NoBand of(AdvertisementView advertisement, int companyId, boolean legacy) {
        AdStructures structures = new AdStructures();
        structures.over(advertisement);
        if (structures.nextOfCompany(companyId)) {
            return new NoBand(NoBand.PREFIX, ofBandCompany(structures, legacy));
        }
        Set<String> companies = new LinkedHashSet<>();
        structures.over(advertisement);
        while (structures.next()) {
            if (structures.type() == AdStructures.MANUFACTURER_SPECIFIC && structures.valueLength() >= 2) {
                companies.add(company(structures.u16(0)));
            }
        }
        String wanted = "a band's is " + company(companyId) + " ([band] company_id)";
        String damage = structures.isCut() ? ", and its AD structures end before their length says" : "";
        return companies.isEmpty()
                ? new NoBand(NoBand.NOTHING, "no company: it has no manufacturer-specific data; " + wanted + damage)
                : new NoBand(NoBand.TYPE, "other company: " + String.join(", ", companies) + "; " + wanted + damage);
    }

    private static String ofBandCompany(AdStructures structures, boolean legacy) {
        int length = structures.valueLength();
        if (length <= VERSION_AT) {
            return "cut short after " + length + " bytes: behind the company the format version is missing";
        }
        int version = structures.u8(VERSION_AT);
        if (version == 0) {
            if (!legacy) {
                return "payload version 0 (firmware before CWP 1.15), and legacy is off: [band] legacy, or the variable"
                        + " NYMI_NEA_SUPPORT_LEGACY_MODE";
            }
            return "cut short after " + length + " bytes: payload version 0 has 4, company, version and flags";
        }
        if (version == 1) {
            return "cut short after " + length
                    + " bytes: payload version 1 has 5, company, version, flags and service request state"
                    + (length > LONGEST_SHORT_VALUE ? "; the last is missing" : "");
        }
        return "payload version " + version + ", known are 0 and 1";
    }

    private static String company(int id) {
        return String.format(Locale.ROOT, "0x%04X", id);
    }
}
