package nbe.referenceagent.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.Running;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.Test;

/** Where an {@link Error} ends up that no single connection is to blame for: wherever it is thrown, the agent says that it ends. */
class FatalErrorsIT {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean armed;

    private void failWhenArmed() {
        if (armed) {
            throw new OutOfMemoryError("made by this test");
        }
    }

    private boolean ends() throws InterruptedException {
        return ended.await(WebSocketClient.PATIENCE_S, TimeUnit.SECONDS);
    }

    @Test
    void anErrorAtTheMessageOfAClientEndsTheAgent() throws Exception {
        try (ReferenceAgent agent = Running.agent(
                        options -> options.atFatalError(ended::countDown).clock(() -> {
                            failWhenArmed();
                            return Instant.EPOCH;
                        }));
                WebSocketClient endpoint = Running.endpoint(agent, "line-1")) {
            endpoint.ask("anything_else", "x", "{}").next();
            armed = true;
            endpoint.send("ble_ready", "{}");
            assertTrue(ends());
        }
    }

    @Test
    void anErrorOfTheListenerEndsTheAgent() throws Exception {
        armed = true;
        try (ReferenceAgent agent = Running.agent(
                        options -> options.atFatalError(ended::countDown).listener(event -> failWhenArmed()));
                WebSocketClient endpoint = Running.endpoint(agent, "line-1")) {
            assertTrue(ends(), () -> endpoint + " was heard of");
        }
    }

    @Test
    void anErrorInTheCauseOfAFailureCounts() throws InterruptedException {
        FatalErrors fatal = new FatalErrors(ended::countDown);
        fatal.check(null);
        fatal.check(new IllegalStateException("a client's fault"));
        assertFalse(ended.await(0, TimeUnit.SECONDS));
        fatal.check(new IllegalStateException("wrapped", new NoClassDefFoundError("gone")));
        assertTrue(ends());
    }

    @Test
    void anAgentThatIsClosedHasNotFailed() throws Exception {
        Running.agent(options -> options.atFatalError(ended::countDown)).close();
        assertFalse(ended.await(0, TimeUnit.SECONDS));
    }
}
