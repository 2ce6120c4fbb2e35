package nbe.bgapi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {
    @ParameterizedTest
    @CsvSource({
        "0xC00000000000, 1, static",
        "0x7FFFFFFFFFFF, 1, resolvable",
        "0x3FFFFFFFFFFF, 1, non-resolvable",
        "0x800000000000, 1, reserved",
        "0xC00000000000, 0, public"
    })
    void theTwoTopBitsOfARandomAddressTellItsKind(String address, int addressType, String kind) {
        assertEquals(kind, AddressKind.of(Long.decode(address), addressType).word());
    }
}
