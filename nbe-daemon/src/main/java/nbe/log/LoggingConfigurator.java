package nbe.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logback calls this at the first use of a logger, so that it searches for no configuration file and even a line that is logged before
 * {@code main} has our form. Named in {@code META-INF/services}.
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
