package nbe.referenceagent.net;

import java.util.LinkedHashSet;
import java.util.Set;

/** Texts that were logged as a warning already, so that a client cannot fill the log. One thread. */
final class LoggedTexts {
    /** Different texts at most; none is new after these. */
    static final int AT_MOST = 32;

    private final Set<String> texts = new LinkedHashSet<>();

    /** Whether the text is new, and may be logged as a warning. */
    boolean add(String text) {
        return texts.size() < AT_MOST && texts.add(text);
    }
}
