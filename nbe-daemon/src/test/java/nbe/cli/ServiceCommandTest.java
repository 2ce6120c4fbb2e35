package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The URL that an installer hands over on standard input. */
final class ServiceCommandTest {
    private static String read(String text) throws IOException {
        return ServiceCommand.all(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatAShellWouldReadArrivesAsItIs() throws Exception {
        String url = "wss://agent.example/socket?a=1&calc&b=\"%TEMP%\"|^>x";
        assertEquals(url, read(url));
    }

    @Test
    void whatIsLongerThanAnyUrlIsRefused() throws Exception {
        assertEquals(4096, read("x".repeat(4096)).length());
        IOException failure = assertThrows(IOException.class, () -> read("x".repeat(4097)));
        assertEquals("it is longer than 4096 bytes", failure.getMessage());
    }
}
