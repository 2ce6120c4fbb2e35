package nbe.bgapi.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Takes names, companies and services out of AD structures (Core Specification Supplement, part A, section 1). */
public final class AdReader {
    /** AD type of a name of which the end is missing. */
    public static final int SHORTENED_NAME = 0x08;

    /** AD type of a whole name. */
    public static final int COMPLETE_NAME = 0x09;

    private static final int SHORT_UUID = 2;
    private static final int MIDDLE_UUID = 4;
    private static final int LONG_UUID = 16;
    /** The Bluetooth base UUID behind its first 32 bits. */
    private static final String BASE_UUID = "00001000800000805F9B34FB";

    private AdReader() {}

    /** Passes on what one packet tells of its sender. */
    public static void read(
            AdvertisementView packet, Consumer<String> names, IntConsumer companies, Consumer<String> services) {
        AdStructures structures = new AdStructures();
        structures.over(packet);
        while (structures.next()) {
            int type = structures.type();
            if (type == SHORTENED_NAME || type == COMPLETE_NAME) {
                names.accept(text(structures, packet));
            } else if (type == AdStructures.MANUFACTURER_SPECIFIC && structures.valueLength() >= 2) {
                companies.accept(structures.u16(0));
            } else if (listedUuidLength(type) > 0) {
                int length = listedUuidLength(type);
                for (int at = 0; at + length <= structures.valueLength(); at += length) {
                    services.accept(uuid(structures, at, length));
                }
            } else if (dataUuidLength(type) > 0 && structures.valueLength() >= dataUuidLength(type)) {
                services.accept(uuid(structures, 0, dataUuidLength(type)));
            }
        }
    }

    /** Whether the packet has manufacturer-specific data. */
    public static boolean namesCompany(AdvertisementView packet) {
        boolean[] found = {false};
        read(packet, name -> {}, company -> found[0] = true, service -> {});
        return found[0];
    }

    /** Bytes of each UUID in a list of this AD type; 0: another type. */
    public static int listedUuidLength(int type) {
        return switch (type) {
            case 0x02, 0x03, 0x14 -> SHORT_UUID;
            case 0x04, 0x05, 0x1F -> MIDDLE_UUID;
            case 0x06, 0x07, 0x15 -> LONG_UUID;
            default -> 0;
        };
    }

    /** Bytes of the UUID at the beginning of service data of this AD type; 0: another type. */
    public static int dataUuidLength(int type) {
        return switch (type) {
            case 0x16 -> SHORT_UUID;
            case 0x20 -> MIDDLE_UUID;
            case 0x21 -> LONG_UUID;
            default -> 0;
        };
    }

    /** The value as text; bytes that are no UTF-8 become U+FFFD. */
    public static String text(AdStructures structures, AdvertisementView packet) {
        return new String(packet.buffer(), structures.valueOffset(), structures.valueLength(), StandardCharsets.UTF_8);
    }

    /** {@code 0xFEAA}, or 32 digits; one of 32 bits is given with the Bluetooth base UUID. */
    public static String uuid(AdStructures structures, int at, int length) {
        if (length == SHORT_UUID) {
            return String.format(Locale.ROOT, "0x%04X", structures.u16(at));
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = length - 1; i >= 0; i--) {
            number = number.shiftLeft(Byte.SIZE).or(BigInteger.valueOf(structures.u8(at + i)));
        }
        return length == MIDDLE_UUID
                ? String.format(Locale.ROOT, "%08X", number) + BASE_UUID
                : String.format(Locale.ROOT, "%032X", number);
    }
}
