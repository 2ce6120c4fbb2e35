package nbe.pcsc;

import com.sun.jna.Native;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Sizes in bytes of what PC/SC passes, which differ by system though the names are the same.
 *
 * @param dword DWORD and LONG: {@code unsigned long} in pcsc-lite on Linux, 4 bytes on Windows and macOS
 * @param handle SCARDCONTEXT and SCARDHANDLE
 * @param pointer a pointer
 * @param atr room for the ATR in SCARD_READERSTATE (33 in pcsc-lite, 36 in WinSCard)
 * @param aligned whether SCARD_READERSTATE is padded to its largest field (macOS packs it)
 * @param names how reader names are encoded
 */
record NativeLayout(int dword, int handle, int pointer, int atr, boolean aligned, Charset names) {

    static NativeLayout windows(int pointer) {
        return new NativeLayout(4, pointer, pointer, 36, true, StandardCharsets.UTF_16LE);
    }

    static NativeLayout linux(int pointer) {
        return new NativeLayout(pointer, pointer, pointer, 33, true, StandardCharsets.UTF_8);
    }

    static NativeLayout macos() {
        return new NativeLayout(4, 4, 8, 33, false, StandardCharsets.UTF_8);
    }

    static NativeLayout here() {
        if (com.sun.jna.Platform.isWindows()) {
            return windows(Native.POINTER_SIZE);
        }
        return com.sun.jna.Platform.isMac() ? macos() : linux(Native.POINTER_SIZE);
    }

    /** Bytes of the character that ends a name. */
    int nul() {
        return names.equals(StandardCharsets.UTF_16LE) ? 2 : 1;
    }

    /** SCARD_READERSTATE: szReader, pvUserData, then these. */
    int currentStateAt() {
        return 2 * pointer;
    }

    int eventStateAt() {
        return currentStateAt() + dword;
    }

    int atrLengthAt() {
        return eventStateAt() + dword;
    }

    int atrAt() {
        return atrLengthAt() + dword;
    }

    int readerState() {
        int size = atrAt() + atr;
        return aligned ? (size + pointer - 1) / pointer * pointer : size;
    }

    /** SCARD_IO_REQUEST: two DWORDs. */
    int ioRequest() {
        return 2 * dword;
    }
}
