package nbe.pcsc.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Sizes as the C compilers of these systems give them (sizeof SCARD_READERSTATE, offsetof its fields). */
class NativeLayoutTest {
    private static void assertLayout(NativeLayout layout, int current, int event, int length, int atr, int size) {
        assertEquals(current, layout.currentStateAt());
        assertEquals(event, layout.eventStateAt());
        assertEquals(length, layout.atrLengthAt());
        assertEquals(atr, layout.atrAt());
        assertEquals(size, layout.readerState());
    }

    @Test
    void linuxOn64Bits() {
        assertLayout(NativeLayout.linux(8), 16, 24, 32, 40, 80);
        assertEquals(16, NativeLayout.linux(8).ioRequest());
    }

    @Test
    void linuxOn32Bits() {
        assertLayout(NativeLayout.linux(4), 8, 12, 16, 20, 56);
    }

    @Test
    void windowsOn64Bits() {
        assertLayout(NativeLayout.windows(8), 16, 20, 24, 28, 64);
        assertEquals(8, NativeLayout.windows(8).ioRequest());
        assertEquals(2, NativeLayout.windows(8).nul());
    }

    @Test
    void windowsOn32Bits() {
        assertLayout(NativeLayout.windows(4), 8, 12, 16, 20, 56);
    }
}
