package nbe.acceptance.faults;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import nbe.testing.RigFailure;
import nbe.testing.WebSocketClient;

/** An endpoint and an NEA at a flooded reference agent: measures how soon a tap of the endpoint reaches the NEA. One thread. */
final class FloodWitness implements AutoCloseable {
    /** The agent must pass a tap on within this. */
    static final long TAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long ANSWER_SECONDS = 20;
    private static final String ID = "witness";

    private final List<Long> took = new ArrayList<>();
    private final WebSocketClient endpoint;
    private final WebSocketClient nea;
    private int taps;
    private int round;

    FloodWitness(HttpClient client, String endpoints, String webApi) throws RigFailure, InterruptedException {
        endpoint = WebSocketClient.open(client, endpoints)
                .send("endpoint", "{\"endpoint_id\":\"" + ID + "\",\"version\":\"0\",\"platform\":\"flood\"}");
        nea = WebSocketClient.open(client, webApi).send("subscribe_endpoint", "{\"endpoint_id\":\"" + ID + "\"}");
        if (nea.poll(ANSWER_SECONDS, TimeUnit.SECONDS) == null) {
            throw new RigFailure("the agent does not answer an NEA");
        }
        tap(ANSWER_SECONDS); // the first tap makes the JVM compile its way
        startAnew();
    }

    /** Forgets the taps so far. */
    void startAnew() {
        taps = 0;
        took.clear();
        round++;
    }

    /** Makes one tap; it counts as lost if it does not arrive within 2 s. */
    void tap() throws InterruptedException {
        tap(2);
    }

    private void tap(long seconds) throws InterruptedException {
        String time = "tap " + ++taps + " of round " + round;
        long begin = FaultSite.now();
        try {
            endpoint.send(
                    "intent", "{\"device\":\"" + FaultSite.BAND + "\",\"type\":\"BLE\",\"time\":\"" + time + "\"}");
        } catch (CompletionException e) {
            return; // the agent is gone: a tap that does not come
        }
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = end - begin; left > 0; left = end - FaultSite.now()) {
            String message = nea.poll(left, TimeUnit.NANOSECONDS);
            if (message != null && message.contains('"' + time + '"')) {
                took.add(FaultSite.now() - begin);
                return;
            }
        }
    }

    /** Whether each tap came within {@link #TAP_NANOS}. */
    boolean allInTime() {
        return took.size() == taps && took.stream().allMatch(nanos -> nanos <= TAP_NANOS);
    }

    @Override
    public String toString() {
        long inTime = took.stream().filter(nanos -> nanos <= TAP_NANOS).count();
        long slowest = took.stream().mapToLong(Long::longValue).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%d of %d taps of another endpoint within 1 s, the slowest that came after %s",
                inTime,
                taps,
                FaultRow.seconds(slowest));
    }

    @Override
    public void close() {
        endpoint.close();
        nea.close();
    }
}
