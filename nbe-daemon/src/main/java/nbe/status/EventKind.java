package nbe.status;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nbe.control.net.BadRequest;

/** What an event is about, as the parameter {@code kinds} names it. */
enum EventKind {
    SIGHTING,
    PRESENCE,
    INTENT,
    ADAPTER,
    READER,
    LINK,
    CONFIG;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kinds of a list with commas between; without one all.
     *
     * @throws BadRequest if one is unknown, or none is named
     */
    static Set<EventKind> parse(Optional<String> list) throws BadRequest {
        if (list.isEmpty()) {
            return EnumSet.allOf(EventKind.class);
        }
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String word : list.get().split(",", -1)) {
            kinds.add(Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new BadRequest("unknown kind \"" + word + "\"; allowed: " + allowed())));
        }
        return kinds;
    }

    private static String allowed() {
        return Arrays.stream(values()).map(EventKind::word).collect(Collectors.joining(", "));
    }
}
