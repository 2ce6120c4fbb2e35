package nbe.config;

import java.util.List;
import nbe.band.BytePattern;
import nbe.band.DescribedPayload;
import nbe.band.FlagRule;
import nbe.band.IdentityRule;
import nbe.band.PayloadEntry;
import nbe.band.StateRule;

/** Values that the shipped file shows where a default shows nothing. */
final class SettingExamples {
    private static final int MANUFACTURER_SPECIFIC = 0xFF;

    /** An invented badge. */
    static final List<PayloadEntry> PAYLOADS = List.of(new DescribedPayload(
            "plant badge",
            MANUFACTURER_SPECIFIC,
            BytePattern.parse("B2 01 02 ??"),
            9,
            IdentityRule.ADDRESS,
            FlagRule.always(true),
            FlagRule.parse("5.0"),
            FlagRule.parse("5.1"),
            new StateRule(6)));

    private SettingExamples() {}
}
