package nbe.pcsc.smartcardio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.smartcardio.CardException;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscException;

/**
 * The PC/SC code of an exception of a provider. {@code javax.smartcardio} hands no code out, but providers name it in the message of a
 * cause: {@code SCARD_E_NO_SERVICE}, or {@code Unknown error 0x80100027}.
 */
final class ProviderErrors {
    private static final Pattern NAME = Pattern.compile("SCARD_[A-Z]_([A-Z_]+)");
    private static final Pattern VALUE = Pattern.compile("0[xX]([0-9a-fA-F]{1,8})\\b");

    private static final Map<String, PcscCode> BY_NAME =
            Arrays.stream(PcscCode.values()).collect(Collectors.toUnmodifiableMap(PcscCode::name, Function.identity()));

    /** SunPCSC's names for values that it calls otherwise than PC/SC does. */
    private static final Map<String, PcscCode> OTHER_NAMES = Map.of("INSERTED_CARD", PcscCode.SECURITY_VIOLATION);

    private ProviderErrors() {}

    /** The exception of the service in a provider's; {@link PcscCode#UNKNOWN} if no code is named. */
    static PcscException of(String call, Exception e) {
        return PcscException.of(code(e).orElse(PcscCode.UNKNOWN), call + ": " + deepest(e));
    }

    /** Whether the service answered with an error, or did not answer: so there is a provider, and a library. */
    static boolean isOfService(Exception e) {
        return code(e).isPresent();
    }

    /** Some providers say so instead of giving an empty list. */
    static boolean isOfNoReader(CardException e) {
        return code(e).equals(Optional.of(PcscCode.NO_READERS_AVAILABLE));
    }

    private static Optional<PcscCode> code(Exception e) {
        return causes(e).stream()
                .map(cause -> String.valueOf(cause.getMessage()))
                .flatMap(text -> Stream.concat(byName(text).stream(), byValue(text).stream()))
                .findFirst();
    }

    private static Optional<PcscCode> byName(String text) {
        if (text.contains("WINDOWS_ERROR_INVALID_HANDLE")) {
            return Optional.of(PcscCode.WIN32_INVALID_HANDLE);
        }
        Matcher named = NAME.matcher(text);
        return named.find()
                ? Optional.ofNullable(OTHER_NAMES.getOrDefault(named.group(1), BY_NAME.get(named.group(1))))
                : Optional.empty();
    }

    private static Optional<PcscCode> byValue(String text) {
        Matcher value = VALUE.matcher(text);
        return value.find() ? Optional.of(PcscCode.of(Integer.parseUnsignedInt(value.group(1), 16))) : Optional.empty();
    }

    /** What the innermost cause says, in one line. */
    static String deepest(Throwable e) {
        List<Throwable> causes = causes(e);
        Throwable last = causes.get(causes.size() - 1);
        return (last.getMessage() == null ? last.toString() : last.getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }

    private static List<Throwable> causes(Throwable e) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = e; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
