package nbe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** A level for a while, on an event loop whose time the test moves. */
class TemporaryLevelTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final TemporaryLevel temporary = new TemporaryLevel(channel.eventLoop(), InstantSource.fixed(NOON));

    @BeforeEach
    void stopTime() {
        channel.freezeTime();
        Logging.bootstrap();
        Logging.configure(LogSettings.toStandardError(Level.INFO), false);
    }

    @AfterEach
    void end() {
        Logging.configure(LogSettings.toStandardError(Level.INFO), false);
        channel.close();
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void itLastsAsLongAsAskedAndTheConfiguredOneCountsAgainByItself() {
        assertEquals(NOON.plus(TEN_MINUTES), temporary.set(Level.DEBUG, TEN_MINUTES));
        assertEquals(Level.DEBUG, Logging.level());
        pass(TEN_MINUTES.minusMillis(1));
        assertEquals(Level.DEBUG, Logging.level());
        pass(Duration.ofMillis(1));
        assertEquals(Level.INFO, Logging.level());
    }

    @Test
    void theSecondReplacesTheFirst() {
        temporary.set(Level.DEBUG, TEN_MINUTES);
        pass(Duration.ofMinutes(9));
        temporary.set(Level.ERROR, TEN_MINUTES);
        assertEquals(Level.ERROR, Logging.level());
        pass(Duration.ofMinutes(9));
        assertEquals(Level.ERROR, Logging.level());
        pass(Duration.ofMinutes(1));
        assertEquals(Level.INFO, Logging.level());
    }

    @Test
    void aReloadWithAnotherLevelEndsItAndItsTimerDoesNotCountForTheNext() {
        temporary.set(Level.DEBUG, TEN_MINUTES);
        Logging.reconfigure(LogSettings.toStandardError(Level.WARN));
        assertEquals(Level.WARN, Logging.level());
        pass(Duration.ofMinutes(5));
        temporary.set(Level.DEBUG, TEN_MINUTES);
        pass(Duration.ofMinutes(5));
        assertEquals(Level.DEBUG, Logging.level());
        pass(Duration.ofMinutes(5));
        assertEquals(Level.WARN, Logging.level());
    }

    @Test
    void aReloadThatLeavesTheLevelLeavesIt() {
        temporary.set(Level.DEBUG, TEN_MINUTES);
        Logging.reconfigure(LogSettings.toStandardError(Level.INFO));
        assertEquals(Level.DEBUG, Logging.level());
        pass(TEN_MINUTES);
        assertEquals(Level.INFO, Logging.level());
    }

    @Test
    void whereEverythingIsLoggedItCountsAsWellAndEverythingAfterwards() {
        Logging.configure(LogSettings.toStandardError(Level.INFO), true);
        temporary.set(Level.WARN, TEN_MINUTES);
        assertEquals(Level.WARN, Logging.level());
        pass(TEN_MINUTES);
        assertEquals(Level.TRACE, Logging.level());
    }
}
