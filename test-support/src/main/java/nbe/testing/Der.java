package nbe.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** Writes DER, the binary form of certificates (ITU-T X.690). */
final class Der {
    private Der() {}

    static byte[] der(int tag, byte[]... contents) {
        int length = Arrays.stream(contents).mapToInt(c -> c.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 128) {
            out.write(length);
        } else if (length < 256) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... contents) {
        return der(0x30, contents);
    }

    static byte[] tagged(int number, byte[] content) {
        return der(0xA0 | number, content);
    }

    static byte[] integer(long value) {
        return der(2, BigInteger.valueOf(value).toByteArray());
    }

    static byte[] bool(boolean value) {
        return der(1, new byte[] {(byte) (value ? 0xFF : 0)});
    }

    static byte[] octets(byte[] content) {
        return der(4, content);
    }

    static byte[] bits(byte[] content) {
        return der(3, new byte[] {0}, content);
    }

    static byte[] time(Instant instant) {
        String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return der(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] oid(String dotted) {
        int[] arcs =
                Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            for (int shift = 28; shift >= 0; shift -= 7) {
                if (arcs[i] >> shift > 0 || shift == 0) {
                    out.write((arcs[i] >> shift & 0x7F) | (shift > 0 ? 0x80 : 0));
                }
            }
        }
        return der(6, out.toByteArray());
    }
}
