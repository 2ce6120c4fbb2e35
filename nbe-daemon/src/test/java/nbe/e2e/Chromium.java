package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import nbe.testing.Await;
import nbe.testing.Folders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A headless Chromium with one page, driven over its own protocol (Chrome DevTools): a WebSocket and a dozen commands, which the JDK
 * can do alone. Unlike a WebDriver it tells of every request that the page makes and of everything on its console, which is half
 * of what these tests ask.
 */
final class Chromium implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final Path profile;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    /** Where Chromium is on this machine, if it is. */
    static Optional<Path> installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Chromium(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
    }

    /** Starts one with an empty page and a profile of its own. */
    static Chromium start() throws IOException {
        Path profile = Files.createTempDirectory("nbe-chromium");
        List<String> command = List.of(
                installed().orElseThrow().toString(),
                "--headless",
                "--no-sandbox", // root may not have one; nothing but our own page is opened
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        Chromium chromium = new Chromium(process, profile);
        try {
            chromium.connect();
        } catch (RuntimeException | AssertionError e) {
            chromium.close();
            throw e;
        }
        return chromium;
    }

    private void connect() {
        Path portFile = profile.resolve("DevToolsActivePort");
        String port = Await.present(PATIENCE, "Chromium's port", () -> {
            try {
                assertTrue(process.isAlive(), () -> "Chromium ended: " + output());
                List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
                return lines.size() < 2 ? Optional.empty() : Optional.of(lines.get(0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        String page = Await.present(PATIENCE, "Chromium's page", () -> {
            for (JsonNode target : get("http://127.0.0.1:" + port + "/json/list")) {
                if (target.path("type").asString("").equals("page")) {
                    return Optional.of(target.get("webSocketDebuggerUrl").stringValue());
                }
            }
            return Optional.empty();
        });
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page), this)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            call(domain + ".enable");
        }
        call("Browser.setDownloadBehavior", "behavior", "deny");
    }

    private String output() {
        try {
            return Files.readString(profile.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private JsonNode get(String url) {
        try {
            return JSON.readTree(http.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // ---- the protocol

    /** Sends a command with parameters as name, value, name, value; returns its result. */
    JsonNode call(String method, Object... parameters) {
        ObjectNode message = JSON.createObjectNode();
        int id = commands.incrementAndGet();
        message.put("id", id).put("method", method);
        ObjectNode params = message.putObject("params");
        for (int i = 0; i < parameters.length; i += 2) {
            params.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(JSON.writeValueAsString(message), true).join();
        JsonNode result =
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertTrue(!result.has("error"), () -> method + ": " + result);
        return result.get("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            received(JSON.readTree(part.toString()));
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer =
                    answers.remove(message.get("id").intValue());
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        JsonNode params = message.path("params");
        switch (message.path("method").asString("")) {
            case "Network.requestWillBeSent" ->
                requests.add(params.path("request").path("url").asString(""));
            case "Network.webSocketCreated" -> requests.add(params.path("url").asString(""));
            case "Runtime.exceptionThrown" -> problems.add("exception: " + params.path("exceptionDetails"));
            case "Runtime.consoleAPICalled" -> {
                String type = params.path("type").asString("");
                if (type.equals("error") || type.equals("warning") || type.equals("assert")) {
                    problems.add("console: " + params.path("args"));
                }
            }
            case "Log.entryAdded" -> {
                String level = params.path("entry").path("level").asString("");
                if (level.equals("error") || level.equals("warning")) {
                    problems.add("log: " + params.path("entry"));
                }
            }
            default -> {
                // the rest tells nothing that is asked for
            }
        }
    }

    // ---- what a person does and sees

    void open(String url) {
        call("Page.navigate", "url", url);
        await("the page is loaded", "document.readyState === 'complete' && location.href.startsWith('" + url + "')");
    }

    /** Runs JavaScript in the page and waits for what it promises. */
    JsonNode run(String expression) {
        JsonNode result =
                call("Runtime.evaluate", "expression", expression, "awaitPromise", true, "returnByValue", true);
        assertTrue(!result.has("exceptionDetails"), () -> expression + ": " + result);
        return result.path("result").path("value");
    }

    String text(String selector) {
        return run("document.querySelector('" + selector + "').textContent").asString("");
    }

    void await(String what, String condition) {
        try {
            Await.until(PATIENCE, what, () -> run("Boolean(" + condition + ")").booleanValue());
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; the page says: " + run("document.body.innerText") + "\n" + problems, e);
        }
    }

    void click(String selector) {
        run("document.querySelector('" + selector + "').click()");
    }

    /** A key is pressed: {@code Tab}, {@code Enter}, {@code ArrowDown}, {@code Home} … or a character. */
    void press(String key) {
        Map<String, Integer> codes = Map.of(
                "Tab",
                9,
                "Enter",
                13,
                "Space",
                32,
                "End",
                35,
                "Home",
                36,
                "ArrowLeft",
                37,
                "ArrowUp",
                38,
                "ArrowRight",
                39,
                "ArrowDown",
                40);
        boolean character = key.length() == 1;
        String text = character ? key : key.equals("Enter") ? "\r" : key.equals("Space") ? " " : "";
        for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
            List<Object> parameters = new ArrayList<>(
                    List.of("type", type, "key", key.equals("Space") ? " " : key, "code", character ? "" : key));
            if (codes.containsKey(key)) {
                parameters.addAll(List.of("windowsVirtualKeyCode", codes.get(key)));
            }
            if (type.equals("keyDown")) {
                parameters.addAll(List.of("text", text));
            }
            call("Input.dispatchKeyEvent", parameters.toArray());
        }
    }

    void view(int width, int height, int scale, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                height,
                "deviceScaleFactor",
                scale,
                "mobile",
                width < 500);
        call(
                "Emulation.setEmulatedMedia",
                "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light")));
    }

    /** From the top of the page, as high as {@link #view} made it. */
    void picture(Path file) throws IOException {
        byte[] png = Base64.getDecoder()
                .decode(call("Page.captureScreenshot", "format", "png")
                        .get("data")
                        .stringValue());
        Files.createDirectories(file.getParent());
        Files.write(file, png);
    }

    /** The address of everything that the page asked for, WebSockets included. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Errors and warnings on the page's console, and exceptions. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    void forgetProblems() {
        problems.clear();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.abort();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Await.until(PATIENCE, "Chromium's profile is deleted", this::deleted);
    }

    /** Its processes write for a moment after they were killed. */
    private boolean deleted() {
        try {
            Folders.delete(profile);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
