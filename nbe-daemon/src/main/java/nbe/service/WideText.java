package nbe.service;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** Text as Windows' functions take it: UTF-16 with a NUL at its end. */
final class WideText {
    private WideText() {}

    /** The caller closes it. */
    static Memory of(String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_16LE);
        Memory memory = new Memory(bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    static String at(Pointer pointer) {
        StringBuilder text = new StringBuilder();
        for (long at = 0; pointer.getShort(at) != 0; at += Short.BYTES) {
            text.append((char) pointer.getShort(at));
        }
        return text.toString();
    }
}
