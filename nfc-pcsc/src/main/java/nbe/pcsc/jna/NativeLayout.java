package nbe.pcsc.jna;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Sizes in bytes of PC/SC's types: they differ by system, though their names are the same.
 *
 * @param dword DWORD and LONG: {@code unsigned long} in pcsc-lite on Linux, 4 bytes on Windows
 * @param handle SCARDCONTEXT and SCARDHANDLE
 * @param pointer a pointer
 * @param atr room for the ATR in SCARD_READERSTATE (33 in pcsc-lite, 36 in WinSCard)
 * @param names how reader names are encoded
 */
record NativeLayout(int dword, int handle, int pointer, int atr, Charset names) {

    static NativeLayout windows(int pointer) {
        return new NativeLayout(4, pointer, pointer, 36, StandardCharsets.UTF_16LE);
    }

    static NativeLayout linux(int pointer) {
        return new NativeLayout(pointer, pointer, pointer, 33, StandardCharsets.UTF_8);
    }

    static NativeLayout here() {
        return Platform.isWindows() ? windows(Native.POINTER_SIZE) : linux(Native.POINTER_SIZE);
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

    /** SCARD_READERSTATE, padded to its largest field. */
    int readerState() {
        return (atrAt() + atr + pointer - 1) / pointer * pointer;
    }

    /** SCARD_IO_REQUEST: two DWORDs. */
    int ioRequest() {
        return 2 * dword;
    }
}
