package nbe.bgapi.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import sun.misc.Signal;

class SerialLibraryTest {
    private static final String HEARD = "heard";

    /** In a process of its own: here the library may have been loaded before. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramThatHandlesHangUpsStillDoesOnceTheLibraryIsLoaded() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HangUp.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, child.waitFor(), said);
        assertEquals(HEARD, said);
    }

    /** Handles SIGHUP, loads the library, sends the signal to itself, and prints whether its handler was called. */
    static final class HangUp {
        private HangUp() {}

        public static void main(String[] args) throws CannotOpenException, InterruptedException {
            CountDownLatch heard = new CountDownLatch(1);
            Signal hangUp = new Signal("HUP");
            Signal.handle(hangUp, signal -> heard.countDown());
            SerialLibrary.load();
            Signal.raise(hangUp);
            System.out.println(heard.await(10, TimeUnit.SECONDS) ? HEARD : "not heard");
        }
    }
}
