package nbe.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What Logback calls at the first use of a logger, whoever is first: no search for files, no XML, and no line in another form
 * than ours even before {@code main} has begun. Named in {@code META-INF/services}.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LoggingConfigurator extends ContextAwareBase implements Configurator {

    /** Called by the service loader. */
    public LoggingConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        Logging.begin(loggers);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
