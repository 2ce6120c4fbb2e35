package nbe.acceptance.loss;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import nbe.testing.WebSocketClient;

/**
 * The NEA of {@code acceptance/loss --reference}, as a process of its own that may be killed at any moment: subscribes to one
 * endpoint, writes every message into a {@link LossRecord} before it reads on, and connects again whenever it is disconnected.
 */
public final class LossNea {
    /** Written when the connection is lost. */
    static final String GONE = "gone";
    /** From its answer on the NEA misses nothing. */
    static final String SUBSCRIBE = "subscribe_endpoint";

    private static final long PAUSE_MILLIS = 100;

    private LossNea() {}

    /** Arguments: the file, the URL of the agent's side for NEAs, the endpoint. Runs until it is killed. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        try (LossRecord record = new LossRecord(Path.of(arguments[0]))) {
            for (int connection = 1; ; connection++) {
                connect(client, record, connection, arguments[1], arguments[2]);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static void connect(HttpClient client, LossRecord record, int connection, String url, String endpoint) {
        boolean open = false;
        try (WebSocketClient nea =
                WebSocketClient.open(client, url, text -> LossAgent.writeOrHalt(record, connection, text))) {
            open = true;
            nea.ask(SUBSCRIBE, "1", "{\"endpoint_id\":\"" + endpoint + "\"}");
            nea.join();
        } catch (CompletionException e) {
            // The agent is away, or was killed meanwhile: the next connection begins soon.
        }
        if (open) {
            LossAgent.writeOrHalt(record, connection, "{\"operation\":\"" + GONE + "\"}");
        }
    }
}
