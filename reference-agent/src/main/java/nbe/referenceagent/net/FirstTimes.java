package nbe.referenceagent.net;

import java.util.LinkedHashSet;
import java.util.Set;

/** Tells whether something is told for the first time, so that a client cannot fill the log. One thread. */
final class FirstTimes {
    /** Beyond so many different things, none is a first time any more. */
    static final int TOLD_AT_MOST = 32;

    private final Set<String> told = new LinkedHashSet<>();

    boolean isFirst(String what) {
        return told.size() < TOLD_AT_MOST && told.add(what);
    }
}
