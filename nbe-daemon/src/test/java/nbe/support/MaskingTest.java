package nbe.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What leaves the machine, and what does not. */
final class MaskingTest {
    @Test
    void ofAUidInAFrameTheLastTwoBytesStay() {
        assertEquals(
                "{\"type\":\"NFC\",\"nfc_uid\":\"…E5F6\",\"reader\":\"ACS\"}",
                Masking.of("{\"type\":\"NFC\",\"nfc_uid\":\"04A1B2C3D4E5F6\",\"reader\":\"ACS\"}"));
        assertEquals("\"NfcUID\" : \"…E5F6\"", Masking.of("\"NfcUID\" : \"04a1b2c3d4E5F6\""));
    }

    @Test
    void soItIsInALineOfTheLogAtDebug() {
        assertEquals(
                "2026-11-22T10:15:30.123Z DEBUG endpoint UID …E5F6 on ACS ACR1252 0",
                Masking.of("2026-11-22T10:15:30.123Z DEBUG endpoint UID 04A1B2C3D4E5F6 on ACS ACR1252 0"));
    }

    @Test
    void whatAReaderAndACardSayIsLeftOut() {
        assertEquals(
                "2026-11-22T10:15:30.123Z TRACE pcsc ACS 0 < (9 bytes left out)\nnext",
                Masking.of("2026-11-22T10:15:30.123Z TRACE pcsc ACS 0 < 04A1B2C3D4E5F69000\nnext"));
        assertEquals(
                "2026-11-22T10:15:30.123Z TRACE pcsc ACS 0 < (9 bytes left out)",
                Masking.of("2026-11-22T10:15:30.123Z TRACE pcsc ACS 0 < 04 A1 B2 C3 D4 E5 F6 90 00"));
    }

    @Test
    void aUidThatIsMaskedAlreadyStaysAsItIs() {
        String line = "2026-11-22T10:15:30.123Z INFO endpoint NFC tap of …E5F6 on ACS 0";
        assertEquals(line, Masking.of(line));
    }

    @Test
    void userAndPasswordOfAUrlAreLeftOut() {
        assertEquals(
                "http://***@proxy.example:3128 default", Masking.of("http://joe:secret@proxy.example:3128 default"));
    }

    @Test
    void theQueryOfAUrlIsLeftOut() {
        assertEquals(
                "agent_url \"wss://agent.example/socket?***\" nbe.toml:1",
                Masking.of("agent_url \"wss://agent.example/socket?token=secret&x=1\" nbe.toml:1"));
    }

    @Test
    void addressesOfBandsStay() {
        String line =
                "{\"device\":\"C2:FA:D7:F0:D7:96\",\"nfc_uid\":null} TRACE bgapi rx 80 0c 06 00 c8 00 96 d7 f0 d7 fa c2";
        assertEquals(line, Masking.of(line));
    }
}
