package nbe.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({"C2:FA:D7:F0:D7:96", "00:00:00:00:00:00", "FF:FF:FF:FF:FF:FF", "00:07:80:5A:1B:21", "80:00:00:00:00:01"
    })
    void aTextBecomesAnAddressAndTheSameTextAgain(String text) {
        assertEquals(text, AddressText.of(AddressText.parse(text)));
        assertEquals(AddressText.parse(text), AddressText.parse(text.toLowerCase(Locale.ROOT)));
    }

    @Test
    void theFirstByteIsTheMostSignificant() {
        assertEquals(0xC2FAD7F0D796L, AddressText.parse("C2:FA:D7:F0:D7:96"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "C2:FA:D7:F0:D7",
                "C2FAD7F0D796",
                "C2:FA:D7:F0:D7:9G",
                "C2:FA:D7:F0:D7:96:",
                " C2:FA:D7:F0:D7:96"
            })
    void anyOtherTextIsRejectedWithWhatIsAllowed(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> AddressText.parse(text))
                .getMessage();
        assertTrue(message.contains("six hexadecimal bytes"), message);
    }
}
