package nbe.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JDK's WebSocket client as an endpoint or an NEA: messages that come in wait in a queue. Any thread may send and take. */
public final class WebSocketClient implements WebSocket.Listener, AutoCloseable {
    /** How long everything may take that a peer must do, s. */
    public static final long PATIENCE_S = 20;

    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<String> in = new LinkedBlockingQueue<>();
    private final Consumer<String> receiver;
    private final boolean reads;
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private WebSocket socket;

    private WebSocketClient(Consumer<String> receiver, boolean reads) {
        this.receiver = receiver == null ? in::add : receiver;
        this.reads = reads;
    }

    /** @param headers names and values in turn */
    public static WebSocketClient open(HttpClient client, String url, String... headers) {
        return new WebSocketClient(null, true).connect(client, url, headers);
    }

    /** The same; each message is given to {@code receiver}, on the client's thread, before the next is read. */
    public static WebSocketClient open(HttpClient client, String url, Consumer<String> receiver) {
        return new WebSocketClient(receiver, true).connect(client, url);
    }

    /** The same; it reads nothing, ever. */
    public static WebSocketClient openWithoutReading(HttpClient client, String url) {
        return new WebSocketClient(null, false).connect(client, url);
    }

    private WebSocketClient connect(HttpClient client, String url, String... headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create(url), this)
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .join();
        return this;
    }

    /** A message without exchange, as its sender writes it. */
    public static String envelope(String operation, String payload) {
        return "{\"operation\":\"" + operation + "\",\"exchange\":null,\"payload\":" + payload
                + ",\"status\":0,\"error\":{}}";
    }

    public WebSocketClient send(String operation, String payload) {
        return sendText(envelope(operation, payload));
    }

    public WebSocketClient ask(String operation, String exchange, String payload) {
        return sendText(
                "{\"operation\":\"" + operation + "\",\"exchange\":\"" + exchange + "\",\"payload\":" + payload + "}");
    }

    public WebSocketClient presence(String device, String state) {
        return send(
                "presence",
                "{\"device\":\"" + device + "\",\"state\":\"" + state
                        + "\",\"proximity\":\"unknown\",\"service_request_state\":0}");
    }

    /** Returns when the system has taken it; throws {@link java.util.concurrent.CompletionException} if it does not. */
    public WebSocketClient sendText(String text) {
        socket.sendText(text, true).orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        return this;
    }

    /** The next message; null if none comes in time. */
    public String poll(long within, TimeUnit unit) throws InterruptedException {
        return in.poll(within, unit);
    }

    /** The next message; fails after {@value #PATIENCE_S} s. */
    public JsonNode next() throws InterruptedException {
        String text = poll(PATIENCE_S, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("no message within " + PATIENCE_S + " s");
        }
        return JSON.readTree(text);
    }

    /** The next messages as {@code operation status}, or for a presence {@code presence device state}. */
    public List<String> next(int count) throws InterruptedException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode message = next();
            String operation = message.get("operation").stringValue();
            words.add(
                    operation.equals("presence") && message.get("status").intValue() == 0
                            ? operation + " "
                                    + message.get("payload").get("device").stringValue() + " "
                                    + message.get("payload").get("state").stringValue()
                            : operation + " " + message.get("status").intValue());
        }
        return words;
    }

    /** Whether nothing has come before the answer to a question that is put now. */
    public boolean quiet() throws InterruptedException {
        ask("anything_else", "quiet", "{}");
        return next().get("operation").stringValue().equals("anything_else");
    }

    /** {@code code reason} of the close frame, or the error that ended the connection; fails after {@value #PATIENCE_S} s. */
    public String awaitClosed() {
        return closed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    /** Waits for the end of the connection, however long it takes. */
    public void join() {
        closed.join();
    }

    public WebSocket socket() {
        return socket;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (reads) {
            webSocket.request(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            receiver.accept(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(error.toString());
    }

    @Override
    public void close() {
        socket.abort();
    }
}
