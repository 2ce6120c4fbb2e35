package nbe.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/** Discards what the threads of one group log. */
final class QuietThreads extends TurboFilter {
    private final ThreadGroup quiet;

    QuietThreads(ThreadGroup quiet) {
        this.quiet = quiet;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return Thread.currentThread().getThreadGroup() == quiet ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
