package nbe.pcsc.smartcardio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import javax.smartcardio.CardException;
import nbe.pcsc.binding.PcscCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as SunPCSC of JDK 17 and 25, and jnasmartcardio, have them. */
class ProviderErrorsTest {
    private static CardException with(String message) {
        return new CardException("list() failed", new IOException(message));
    }

    @ParameterizedTest
    @CsvSource({
        "SCARD_E_NO_SERVICE, NO_SERVICE",
        "SCARD_F_COMM_ERROR, COMM_ERROR",
        "SCARD_W_UNRESPONSIVE_CARD, UNRESPONSIVE_CARD",
        "SCARD_W_INSERTED_CARD, SECURITY_VIOLATION",
        "SCARD_E_NO_READERS_AVAILABLE, NO_READERS_AVAILABLE",
        "WINDOWS_ERROR_INVALID_HANDLE, WIN32_INVALID_HANDLE",
        "Unknown error 0x80100027, NO_ACCESS",
        "Unknown error 0x16, WIN32_BAD_COMMAND",
        "SCardListReaders got response 0x8010001d (SCARD_E_NO_SERVICE: no resource manager), NO_SERVICE",
        "SCARD_E_NEW_IN_SOME_RELEASE, UNKNOWN",
        "something else, UNKNOWN"
    })
    void theCodeIsFoundInTheMessageOfACause(String message, PcscCode code) {
        assertEquals(
                code, ProviderErrors.of("CardTerminals.list", with(message)).code());
    }

    @Test
    void theMessageNamesTheCallAndWhatTheInnermostCauseSays() {
        assertEquals(
                "CardTerminals.list: SCARD_E_NO_SERVICE",
                ProviderErrors.of("CardTerminals.list", with("SCARD_E_NO_SERVICE\nmore"))
                        .getMessage());
        assertEquals(
                "CardTerminal.connect: java.io.IOException",
                ProviderErrors.of("CardTerminal.connect", with(null)).getMessage());
    }

    @Test
    void aServiceThatAnswersWithAnErrorHasAProvider() {
        assertTrue(ProviderErrors.isOfService(
                new NoSuchAlgorithmException("Error constructing", with("SCARD_E_NO_SERVICE"))));
        assertFalse(ProviderErrors.isOfService(new NoSuchAlgorithmException("PC/SC TerminalFactory not available")));
        assertFalse(ProviderErrors.isOfService(new NoSuchAlgorithmException(
                "Error constructing",
                new UnsupportedOperationException("PC/SC not available", new IOException("No PC/SC library found")))));
    }
}
