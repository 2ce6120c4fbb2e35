package nbe.air.capture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import nbe.control.net.BadRequest;

/** Which files a capture can be. */
public enum CaptureFileType {
    /** Link type 201; has comments. */
    PCAPNG("application/x-pcapng"),
    /** Data link 1002. */
    BTSNOOP("application/octet-stream");

    private final String mediaType;

    CaptureFileType(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** As it is written in requests and options. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words. */
    public static String words() {
        return Arrays.stream(values()).map(CaptureFileType::word).collect(Collectors.joining(", "));
    }

    /** The one of this word; pcapng without a word. */
    static CaptureFileType of(Optional<String> word) throws BadRequest {
        if (word.isEmpty()) {
            return PCAPNG;
        }
        return Arrays.stream(values())
                .filter(type -> type.word().equals(word.get()))
                .findFirst()
                .orElseThrow(() -> new BadRequest("format is \"" + word.get() + "\"; allowed: " + words()));
    }

    /** The one that the end of a file's name tells; pcapng if it tells nothing. */
    public static CaptureFileType ofFileName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".btsnoop") || lower.endsWith(".cfa") || lower.endsWith("btsnoop_hci.log")
                ? BTSNOOP
                : PCAPNG;
    }
}
