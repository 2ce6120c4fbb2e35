package nbe.pcsc.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PcscCodeTest {
    @ParameterizedTest
    @EnumSource
    void everyCodeIsFoundByItsValueAndHasACure(PcscCode code) {
        assertEquals(code, PcscCode.of(code.value()));
        assertTrue(Arrays.asList(Recovery.values()).contains(code.recovery()));
    }

    @Test
    void valuesAreUnique() {
        assertEquals(
                PcscCode.values().length,
                Arrays.stream(PcscCode.values())
                        .mapToInt(PcscCode::value)
                        .distinct()
                        .count());
    }

    @Test
    void anUnknownCodeMeansANewContext() {
        assertEquals(PcscCode.UNKNOWN, PcscCode.of(0x80101234));
        assertEquals(Recovery.NEW_CONTEXT, PcscCode.of(0x80101234).recovery());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NO_SERVICE",
                "SERVICE_STOPPED",
                "INVALID_HANDLE",
                "COMM_DATA_LOST",
                "WIN32_BROKEN_PIPE",
                "SHUTDOWN"
            })
    void aLostServiceMeansANewContext(PcscCode code) {
        assertEquals(Recovery.NEW_CONTEXT, code.recovery());
    }

    @Test
    void theMessageNamesCallCodeAndValue() {
        assertEquals(
                "SCardConnect: NO_SERVICE (0x8010001D)", new PcscException("SCardConnect", 0x8010001D).getMessage());
        assertEquals("SCardConnect: UNKNOWN (0x80101234)", new PcscException("SCardConnect", 0x80101234).getMessage());
    }
}
