package nbe.referenceagent;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JDK's WebSocket client, as an endpoint or an NEA: what comes in waits in a queue. */
public final class Ws implements WebSocket.Listener, AutoCloseable {
    public static final long PATIENCE_S = 10;
    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<String> in = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private WebSocket socket;

    static Ws open(HttpClient client, String url, String... headers) {
        Ws ws = new Ws();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        ws.socket = builder.buildAsync(URI.create(url), ws)
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .join();
        return ws;
    }

    public static Ws nea(ReferenceAgent agent) {
        return open(HttpClient.newHttpClient(), "ws://127.0.0.1:" + agent.webApiPort() + "/nymi");
    }

    /** Connected, named, and with a scanning adapter. */
    public static Ws endpoint(ReferenceAgent agent, String id) {
        Ws ws = open(HttpClient.newHttpClient(), agent.endpointsUrl());
        ws.send("endpoint", "{\"endpoint_id\":\"" + id + "\",\"version\":\"0.1.0\",\"platform\":\"test\"}");
        ws.send("ble_ready", "{}");
        return ws;
    }

    public Ws send(String operation, String payload) {
        return sendText("{\"operation\":\"" + operation + "\",\"exchange\":null,\"payload\":" + payload
                + ",\"status\":0,\"error\":{}}");
    }

    public Ws ask(String operation, String exchange, String payload) {
        return sendText(
                "{\"operation\":\"" + operation + "\",\"exchange\":\"" + exchange + "\",\"payload\":" + payload + "}");
    }

    public Ws presence(String device, String state) {
        return send(
                "presence",
                "{\"device\":\"" + device + "\",\"state\":\"" + state
                        + "\",\"proximity\":\"unknown\",\"service_request_state\":0}");
    }

    Ws sendText(String text) {
        socket.sendText(text, true).orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        return this;
    }

    /** The next message; fails after {@value #PATIENCE_S} s. */
    public JsonNode next() throws InterruptedException {
        String text = in.poll(PATIENCE_S, TimeUnit.SECONDS);
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

    /** Nothing more has come before the answer to a question that is put now. */
    public boolean quiet() throws InterruptedException {
        ask("anything_else", "quiet", "{}");
        return next().get("operation").stringValue().equals("anything_else");
    }

    /** {@code code reason} of the close frame, or the error that ended the connection. */
    String awaitClosed() {
        return closed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    public WebSocket socket() {
        return socket;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            in.add(part.toString());
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
