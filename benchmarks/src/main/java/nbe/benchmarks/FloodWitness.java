package nbe.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An endpoint and an NEA at a reference agent that others flood: how soon does a tap of the one come to the other? One thread. */
final class FloodWitness implements AutoCloseable {
    /** A tap is worth something for so long. */
    static final long TAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long ANSWER_SECONDS = 20;
    private static final String ID = "witness";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<Long> took = new ArrayList<>();
    private final WebSocket endpoint;
    private final WebSocket nea;
    private int taps;
    private int round;

    FloodWitness(HttpClient client, URI endpoints, URI webApi) throws BenchmarkFailure, InterruptedException {
        endpoint = connect(client, endpoints, new WebSocket.Listener() {});
        nea = connect(client, webApi, new Ears());
        say(
                endpoint,
                envelope("endpoint", "{\"endpoint_id\":\"" + ID + "\",\"version\":\"0\",\"platform\":\"flood\"}"));
        say(nea, envelope("subscribe_endpoint", "{\"endpoint_id\":\"" + ID + "\"}"));
        if (heard.poll(ANSWER_SECONDS, TimeUnit.SECONDS) == null) {
            throw new BenchmarkFailure("the agent does not answer an NEA");
        }
        tap(ANSWER_SECONDS); // its way is compiled by the first
        startAnew();
    }

    /** Forgets the taps so far. */
    void startAnew() {
        taps = 0;
        took.clear();
        round++;
    }

    static WebSocket connect(HttpClient client, URI url, WebSocket.Listener listener) {
        return client.newWebSocketBuilder()
                .buildAsync(url, listener)
                .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    static void say(WebSocket socket, String text) {
        socket.sendText(text, true).orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    }

    static String envelope(String operation, String payload) {
        return "{\"operation\":\"" + operation + "\",\"exchange\":null,\"payload\":" + payload
                + ",\"status\":0,\"error\":{}}";
    }

    /** One tap; it counts as lost where it does not come within 2 s. */
    void tap() throws InterruptedException {
        tap(2);
    }

    private void tap(long seconds) throws InterruptedException {
        String time = "tap " + ++taps + " of round " + round;
        long begin = FaultSite.now();
        try {
            say(
                    endpoint,
                    envelope(
                            "intent",
                            "{\"device\":\"" + FaultSite.BAND + "\",\"type\":\"BLE\",\"time\":\"" + time + "\"}"));
        } catch (CompletionException e) {
            return; // the agent is gone: a tap that does not come
        }
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = end - begin; left > 0; left = end - FaultSite.now()) {
            String message = heard.poll(left, TimeUnit.NANOSECONDS);
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
        endpoint.abort();
        nea.abort();
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
