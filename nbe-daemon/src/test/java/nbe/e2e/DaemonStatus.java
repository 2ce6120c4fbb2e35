package nbe.e2e;

import java.io.IOException;
import nbe.control.client.ControlClient;
import nbe.control.status.Status;

/** The status of a running daemon, for conditions that are waited for: these cannot throw what a client does. */
final class DaemonStatus {
    private DaemonStatus() {}

    static Status of(ControlClient client) {
        try {
            return client.status();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
