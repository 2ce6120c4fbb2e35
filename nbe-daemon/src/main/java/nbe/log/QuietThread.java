package nbe.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/** Lets nothing through that one thread logs. */
final class QuietThread extends TurboFilter {
    private final Thread quiet;

    QuietThread(Thread quiet) {
        this.quiet = quiet;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return Thread.currentThread() == quiet ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
