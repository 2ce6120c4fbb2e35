package nbe.base;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "127.0.0.1",
                "127.255.0.9",
                "::1",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void thisMachineIsKnownByItsSpelling(String host) {
        assertTrue(Loopback.isLoopback(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "localhost.example",
                "127.example",
                "127.0.0.256",
                "127.0.0",
                "128.0.0.1",
                "[::2]",
                "[::",
                ":"
            })
    void anyOtherHostIsNotAndIsNotLookedUp(String host) {
        assertFalse(Loopback.isLoopback(host));
    }
}
