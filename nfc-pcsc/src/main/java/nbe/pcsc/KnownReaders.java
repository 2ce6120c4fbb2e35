package nbe.pcsc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import nbe.pcsc.binding.ReaderStatus;
import nbe.pcsc.filter.ReaderFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's list of readers, their states, and which are watched, as one context of {@link ReaderWatch} saw them last. One thread. */
final class KnownReaders {
    /** Something that a wait, or the list read after it, showed. */
    enum News {
        STATE_CHANGED,
        /** The service does not know a reader any more. */
        READER_UNKNOWN,
        /** A reader came into the list or left it, or other ones are watched. */
        WATCHED_CHANGED,
        PSEUDO_READER_CHANGED,
        LIST_CHANGED,
        /** A call named a reader that the service does not know. */
        LIST_OUTDATED,
        TIMED_OUT
    }

    private static final Set<News> REPORTABLE =
            EnumSet.of(News.STATE_CHANGED, News.READER_UNKNOWN, News.WATCHED_CHANGED);
    private static final Set<News> LIST_MAY_HAVE_CHANGED =
            EnumSet.of(News.READER_UNKNOWN, News.PSEUDO_READER_CHANGED, News.LIST_OUTDATED, News.TIMED_OUT);
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final Supplier<ReaderFilter> filter;
    private final Map<String, ReaderStatus> known = new LinkedHashMap<>();
    private Set<String> watched = Set.of();
    private List<String> listed;
    private ReaderStatus pseudoReader = ReaderStatus.unaware(ReaderStatus.PNP);

    /** @param filter asked at each match, and so may give another one in time */
    KnownReaders(Supplier<ReaderFilter> filter, List<String> listed) {
        this.filter = filter;
        this.listed = listed;
        match();
    }

    /** Whether the states are to be reported. */
    static boolean isReportable(Set<News> news) {
        return !Collections.disjoint(news, REPORTABLE);
    }

    /** Whether the list is to be read again. */
    static boolean listMayHaveChanged(Set<News> news) {
        return !Collections.disjoint(news, LIST_MAY_HAVE_CHANGED);
    }

    /** The states to wait for a change of. */
    List<ReaderStatus> asked(boolean withPseudoReader) {
        List<ReaderStatus> asked = new ArrayList<>(known.values());
        if (withPseudoReader) {
            asked.add(pseudoReader);
        }
        return asked;
    }

    /** Takes the states over that a wait ended with; an empty list if it timed out. */
    Set<News> take(List<ReaderStatus> states) {
        Set<News> news = states.isEmpty() ? EnumSet.of(News.TIMED_OUT) : EnumSet.noneOf(News.class);
        for (ReaderStatus status : states) {
            if (status.reader().equals(ReaderStatus.PNP)) {
                pseudoReader = status.asKnown();
                if (status.changed()) {
                    news.add(News.PSEUDO_READER_CHANGED);
                }
            } else if (status.unknown()) {
                trace(status);
                known.remove(status.reader());
                news.add(News.READER_UNKNOWN);
            } else if (!status.asKnown().equals(known.put(status.reader(), status.asKnown()))) {
                trace(status);
                news.add(News.STATE_CHANGED);
            }
        }
        return news;
    }

    /** Takes a newly read list over. */
    Set<News> takeList(List<String> now) {
        Set<News> news = EnumSet.noneOf(News.class);
        if (!now.equals(listed)) {
            news.add(News.LIST_CHANGED);
        }
        listed = now;
        if (match()) {
            news.add(News.WATCHED_CHANGED);
        }
        return news;
    }

    /** The watched readers whose state is known. */
    List<ReaderStatus> states() {
        return states(true);
    }

    /** The other readers whose state is known. */
    List<ReaderStatus> unwatched() {
        return states(false);
    }

    private List<ReaderStatus> states(boolean ofWatched) {
        return known.values().stream()
                .filter(status -> status.state() != ReaderStatus.UNAWARE)
                .filter(status -> watched.contains(status.reader()) == ofWatched)
                .toList();
    }

    /** Makes the known readers those of the list; true if one left it, or if others are watched now. */
    private boolean match() {
        Set<String> before = watched;
        watched = new LinkedHashSet<>(filter.get().watched(listed));
        listed.stream()
                .filter(name -> !watched.contains(name))
                .forEach(name -> LOG.debug("reader {} is not watched", name));
        boolean left = known.keySet().retainAll(listed);
        listed.forEach(name -> known.putIfAbsent(name, ReaderStatus.unaware(name)));
        return left || !watched.equals(before);
    }

    private static void trace(ReaderStatus status) {
        if (LOG.isTraceEnabled()) {
            LOG.trace(
                    "{} {}{}",
                    status.reader(),
                    status.flags(),
                    status.atr() == null
                            ? ""
                            : " ATR " + HEX.formatHex(status.atr().getBytes()));
        }
    }
}
