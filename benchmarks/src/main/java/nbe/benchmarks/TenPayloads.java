package nbe.benchmarks;

import java.util.ArrayList;
import java.util.List;
import nbe.band.BandSettings;
import nbe.band.BytePattern;
import nbe.band.DescribedPayload;
import nbe.band.FlagRule;
import nbe.band.IdentityRule;
import nbe.band.PayloadEntry;
import nbe.band.StateRule;
import nbe.simulator.band.VirtualBand;

/**
 * Ten configured payloads: the built-in ones, an iBeacon and an Eddystone-UID, which begin as many of the street's devices do, and seven
 * that begin as no device there does.
 */
final class TenPayloads {
    private static final int MANUFACTURER_SPECIFIC = 0xFF;
    private static final int SERVICE_DATA = 0x16;

    /** The settings that have them. */
    static final BandSettings SETTINGS = new BandSettings(VirtualBand.COMPANY_ID, true, entries());

    private TenPayloads() {}

    private static List<PayloadEntry> entries() {
        List<PayloadEntry> entries = new ArrayList<>();
        entries.add(new PayloadEntry.Builtin());
        entries.add(
                payload("iBeacon", MANUFACTURER_SPECIFIC, "4C 00 02 15 A1 B2 C3 D4 E5 F6 07 18", IdentityRule.ADDRESS));
        entries.add(
                payload("Eddystone", SERVICE_DATA, "AA FE 00 ?? 01 02 03 04 05 06 07", IdentityRule.parse("14..19")));
        for (int badge = 0; badge < 7; badge++) {
            String prefix = String.format("%02X 01 02 %02X", 0xB0 + badge, badge);
            entries.add(payload("badge " + badge, MANUFACTURER_SPECIFIC, prefix, IdentityRule.parse("9..4")));
        }
        return entries;
    }

    private static PayloadEntry payload(String name, int adType, String prefix, IdentityRule identity) {
        return new DescribedPayload(
                name,
                adType,
                BytePattern.parse(prefix),
                20,
                identity,
                FlagRule.always(true),
                FlagRule.parse("12.0"),
                FlagRule.parse("12.1"),
                new StateRule(13));
    }
}
