package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import nbe.evaluation.Recording;
import nbe.evaluation.RecordingReader;
import nbe.referenceagent.AgentOptions;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.net.AgentStartException;
import nbe.simulator.band.VirtualBand;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The console page in a real browser, with the reference agent, the daemon and a simulated dongle behind it. */
class ConsoleIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final Duration HELD = Duration.ofMillis(1500);
    private static final Path IMAGES = Path.of("..", "docs", "images");

    private static Chromium browser;

    @RegisterExtension
    final Chain chain = new Chain();

    private ReferenceAgent agent;

    @BeforeAll
    static void startBrowser() throws IOException {
        assumeTrue(
                Chromium.installed().isPresent(),
                "no Chromium here: the console page is not tested (apt-get install chromium)");
        browser = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void startAgent() throws AgentStartException {
        browser.view(1280, 900, 1, false);
        agent = startAgent(0, 0);
    }

    private static ReferenceAgent startAgent(int endpointsPort, int webApiPort) throws AgentStartException {
        ReferenceAgent started = new ReferenceAgent(AgentOptions.builder()
                .endpointsPort(endpointsPort)
                .webApiPort(webApiPort)
                .build());
        started.start();
        return started;
    }

    /** Whatever a test did: the page asked nobody but its agent for anything, and had nothing to complain of. */
    @AfterEach
    void nothingLeftTheMachineAndNothingIsOnTheConsole() {
        String origin = agent.consoleUrl();
        String sockets = origin.replace("http://", "ws://");
        browser.open("about:blank");
        agent.close();
        for (String request : browser.requests()) {
            assertTrue(
                    request.startsWith("http://127.0.0.1:")
                            || request.startsWith("ws://127.0.0.1:")
                            || request.startsWith("data:image/svg+xml")
                            || request.startsWith("blob:http://127.0.0.1:"),
                    "the page asked for " + request);
        }
        assertTrue(browser.requests().stream().anyMatch(request -> request.startsWith(sockets)), "no WebSocket");
        List<String> problems = browser.problems();
        browser.forgetProblems();
        assertEquals(List.of(), problems);
    }

    /** The page, with a daemon whose band is known and heard. */
    private VirtualBand open() {
        chain.configure("agent_url", Chain.quoted(agent.endpointsUrl()));
        VirtualBand band = chain.band(BAND);
        chain.start();
        browser.open(agent.consoleUrl());
        browser.await(
                "the band is there", "document.querySelector('#bands tbody')?.textContent.includes('" + BAND + "')");
        browser.await("samples are read", "document.getElementById('r-level').textContent !== '–'");
        return band;
    }

    private int number(String expression) {
        return browser.run(expression).intValue();
    }

    @Test
    void anEngineerSeesAWorkerTapAndFindsAThresholdByLooking() {
        VirtualBand band = open();
        assertEquals("e2e", browser.text("#desk-head"));
        assertEquals("adapter scanning", browser.text("#adapter"));
        browser.await(
                "there are samples enough to be judged",
                "document.getElementById('why').textContent.startsWith('Armed. No tap: the level is ')");
        assertTrue(browser.text("#rule").equals("adaptive, window 10, threshold −42 dBm"), browser.text("#rule"));

        chain.tap(band, HELD);
        browser.await(
                "the tap is in the log", "document.getElementById('log').textContent.includes('Tap by Bluetooth')");
        browser.await(
                "and in the table", "document.querySelector('#bands tr.chosen').textContent.includes('Bluetooth')");
        browser.await(
                "and counted",
                "document.getElementById('verdict').textContent.includes('as configured, this fired once')");
        browser.await(
                "the band fell",
                "document.getElementById('why').textContent.startsWith('Armed. No tap: the level is ')");

        // The band rests at -63 dBm and was held at -38: above its rest a threshold sees the one tap, at the rest it
        // never falls.
        browser.await(
                "what other thresholds make of it",
                "document.getElementById('sweep-text').textContent.includes('−38 to −80 dBm: 1.')");
        tryOut(-50);
        assertTrue(
                browser.text("#verdict").startsWith("With −50 dBm this would have fired once ("),
                browser.text("#verdict"));
        assertEquals("rssi_tap_threshold = -50", browser.text("#toml"));
        browser.click("#tried-back");
        assertTrue(browser.text("#verdict").startsWith("With −42 dBm, as configured"), browser.text("#verdict"));
    }

    private void tryOut(int dbm) {
        browser.run("{ const t = document.getElementById('tried'); t.value = " + dbm
                + "; t.dispatchEvent(new Event('input', {bubbles: true})); }");
    }

    @Test
    void withoutSomebodyWhoLooksTheEndpointIsQuiet() {
        open();
        browser.click("#listen");
        browser.await("no samples any more", "document.getElementById('r-rssi').textContent === '–'");
        assertEquals("Nothing is heard of this band now.", browser.text("#why"));
        assertTrue(chain.logged("the agent has seen enough"), chain.log()::toString);
        browser.click("#listen");
        browser.await("samples again", "document.getElementById('r-rssi').textContent !== '–'");
        browser.open("about:blank");
        Await.until(
                Duration.ofSeconds(5),
                "telemetry ends with the page",
                () -> chain.log().stream()
                                .filter(line -> line.contains("has seen enough"))
                                .count()
                        == 2);
        browser.open(agent.consoleUrl());
    }

    @Test
    void allOfItCanBeReachedAndUsedByKeys() {
        open();
        List<String> stops = new ArrayList<>();
        browser.run("document.body.focus()");
        for (int i = 0; i < 80; i++) {
            browser.press("Tab");
            JsonNode at = browser.run("(() => { const a = document.activeElement, s = getComputedStyle(a);"
                    + " return [a === document.body ? '' : a.id || a.className || a.name || a.tagName,"
                    + " s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2] })()");
            String stop = at.get(0).stringValue();
            if (stop.isEmpty()) {
                break;
            }
            stops.add(stop);
            assertTrue(at.get(1).booleanValue(), "it does not show that it has the focus: " + stop);
        }
        assertEquals("skip", stops.get(0));
        List<String> wanted = List.of(
                "theme",
                "endpoint",
                "listen",
                "band",
                "span",
                "hold",
                "save-samples",
                "tried",
                "tried-number",
                "tried-back",
                "kind",
                "log-band",
                "log-filter",
                "format",
                "save",
                "clear",
                "operation",
                "t-endpoint",
                "t-message",
                "first",
                "talk-clear");
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(stops);
        assertEquals(List.of(), missing, "not reached by Tab; reached were " + stops);

        browser.run("document.getElementById('tried').focus()");
        browser.press("Home");
        assertEquals(-80, number("Number(document.getElementById('tried-number').value)"));
        browser.press("ArrowRight");
        assertEquals(-79, number("Number(document.getElementById('tried-number').value)"));
        assertTrue(browser.text("#verdict").startsWith("With −79 dBm"), browser.text("#verdict"));
        browser.run("document.getElementById('hold').focus()");
        browser.press("Space");
        assertEquals(
                "true",
                browser.run("document.getElementById('hold').getAttribute('aria-pressed')")
                        .stringValue());
    }

    @Test
    void bandsAreChosenWithTheArrowKeys() {
        open();
        chain.band("C2:FA:D7:F0:D7:97");
        browser.await("a second band", "document.querySelectorAll('#bands tbody tr').length === 2");
        browser.run("document.querySelector('#bands tr.chosen input').focus()");
        browser.press("ArrowDown");
        browser.await(
                "the other one's signal", "document.getElementById('signal-band').textContent === 'C2:FA:D7:F0:D7:97'");
        assertEquals("band", browser.run("document.activeElement.name").stringValue(), "the focus stays where it was");
    }

    @ParameterizedTest
    @CsvSource({"1280, 900, false", "1280, 900, true", "360, 740, false", "360, 740, true"})
    void axeFindsNothingSerious(int width, int height, boolean dark) throws IOException {
        browser.view(width, height, 1, dark);
        open();
        browser.run("document.getElementById('as-text').open = true");
        browser.click("#try-form button");
        browser.await("an answer", "document.getElementById('talk').children.length >= 2");
        try (InputStream axe = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            browser.run(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
        }
        JsonNode found = browser.run("axe.run().then(r => r.violations.map(v => [v.impact, v.id, v.help,"
                + " v.nodes.slice(0, 5).map(n => n.html + ' ' + n.failureSummary)]))");
        assertTrue(found.isEmpty(), found::toPrettyString);
        int wide = number("document.documentElement.scrollWidth");
        assertTrue(wide <= width, "the page is " + wide + " pixels wide");
    }

    @Test
    void theTryItPanelShowsBothMessages() {
        open();
        browser.run("{ const o = document.getElementById('operation'); o.value = 'lookup';"
                + " document.getElementById('t-value').value = '" + BAND + "';"
                + " o.dispatchEvent(new Event('input', {bubbles: true})); }");
        browser.click("#try-form button");
        browser.await("both", "document.getElementById('talk').children.length === 2");
        assertTrue(browser.text("#talk li.sent").contains("\"NymiBandID\": \"" + BAND + "\""), browser.text("#talk"));
        assertTrue(browser.text("#talk li.received").contains("\"status\": 4040"), "nobody is in the directory");
    }

    @Test
    void theEventsAreFilteredAndSaved() {
        VirtualBand band = open();
        chain.tap(band, HELD);
        browser.await("the tap", "document.querySelector('#log li.tap')");
        browser.run(
                "{ const k = document.getElementById('kind'); k.value = 'tap'; k.dispatchEvent(new Event('change')); }");
        assertEquals(1, number("document.querySelectorAll('#log li').length"));
        browser.run("{ window.saved = []; const real = URL.createObjectURL;"
                + " URL.createObjectURL = blob => { window.saved.push(blob); return real(blob); }; }");
        browser.click("#save");
        JsonNode line = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(browser.run("window.saved[0].text()").stringValue());
        assertEquals("tap", line.get("kind").stringValue());
        assertEquals(BAND, line.get("device").stringValue());
        assertEquals("e2e", line.get("endpoint").stringValue());
        browser.run("document.getElementById('format').value = 'csv'");
        browser.click("#save");
        String csv = browser.run("window.saved[1].text()").stringValue();
        assertTrue(csv.startsWith("time,endpoint,kind,device,text\r\n\"20"), csv);
        assertTrue(csv.endsWith(",\"e2e\",\"tap\",\"" + BAND + "\",\"Tap by Bluetooth: " + BAND + "\"\r\n"), csv);
        browser.run(
                "{ const f = document.getElementById('log-filter'); f.value = 'nothing has this'; f.dispatchEvent(new Event('input')); }");
        assertEquals("No event fits the filter.", browser.text("#no-events"));
    }

    @Test
    void aSpreadsheetTakesNothingOfTheLogForAFormula() {
        open();
        assertEquals(
                "time,endpoint,kind,device,text\r\n\"1970-01-01T00:00:00.000Z\",\"'=1+1\",\"tap\",\"\",\"a \"\"b\"\"\"\r\n",
                browser.run(
                                "import('/console/events.js').then(m => m.asCsv([{at: new Date(0), endpoint: '=1+1', kind: 'tap',"
                                        + " device: '', text: 'a \"b\"'}]))")
                        .stringValue());
    }

    @Test
    void theSavedSamplesAreARecordingThatReplayReads() throws Exception {
        VirtualBand band = open();
        chain.tap(band, HELD);
        browser.await("the tap's sample", "document.getElementById('verdict').textContent.includes('fired once')");
        browser.run("{ window.saved = []; const real = URL.createObjectURL;"
                + " URL.createObjectURL = blob => { window.saved.push(blob); return real(blob); }; }");
        browser.click("#save-samples");
        String text = browser.run("window.saved[0].text()").stringValue();
        Recording recording = RecordingReader.read("saved", new StringReader(text));
        BandTracker tracker = new BandTracker(TapSettings.DEFAULTS);
        long taps = recording.sightings().stream()
                .flatMap(sighting -> tracker.onSighting(sighting).stream())
                .filter(BandEvent.Tapped.class::isInstance)
                .count();
        assertEquals(1, taps, text);
    }

    @Test
    void thePageComesBackWithTheAgent() throws AgentStartException {
        open();
        int endpoints = agent.endpointsPort();
        int webApi = agent.webApiPort();
        agent.close();
        browser.await("it says so", "!document.getElementById('away').hidden");
        assertEquals("no agent", browser.text("#connection"));
        browser.await("no band is here", "document.querySelector('#bands tr.gone')");
        agent = startAgent(endpoints, webApi);
        browser.await("it says that, too", "document.getElementById('away').hidden");
        browser.await("the band is here again", "!document.querySelector('#bands tr.gone')");
        browser.await("and is heard", "document.getElementById('r-rssi').textContent !== '–'");
        assertTrue(browser.text("#log").contains("The agent is gone"), browser.text("#log"));
        assertTrue(browser.text("#log").contains("The agent is back"), browser.text("#log"));
        browser.forgetProblems(); // Chromium itself writes down each connection that is refused
    }

    @Test
    void ofAThousandEndpointsFewAreDrawnAndTheFilterFindsEach() {
        HttpClient client = HttpClient.newHttpClient();
        List<WebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 1000; i += 100) {
            List<CompletableFuture<WebSocket>> some = new ArrayList<>();
            for (int k = i; k < i + 100; k++) {
                String hello = "{\"operation\":\"endpoint\",\"payload\":{\"endpoint_id\":\"desk-" + k + "\"}}";
                some.add(client.newWebSocketBuilder()
                        .buildAsync(URI.create(agent.endpointsUrl()), new WebSocket.Listener() {})
                        .thenCompose(socket -> socket.sendText(hello, true)));
            }
            some.forEach(future -> sockets.add(future.join()));
        }
        browser.open(agent.consoleUrl());
        browser.await(
                "all are counted",
                "document.getElementById('endpoints-count').textContent === '1000 of 1000 connected'");
        assertEquals(40, number("document.querySelectorAll('.endpoint').length"));
        assertEquals("960 more: the filter finds them.", browser.text("#endpoints-more"));
        browser.run(
                "{ const f = document.getElementById('endpoints-filter'); f.value = 'desk-977'; f.dispatchEvent(new Event('input')); }");
        assertEquals(1, number("document.querySelectorAll('.endpoint').length"));
        browser.click(".endpoint input");
        browser.await("it is chosen", "document.getElementById('desk-head').textContent === 'desk-977'");
        sockets.forEach(WebSocket::abort);
    }

    @ParameterizedTest
    @EnumSource(TapRule.class)
    void thePagesTapRulesAreThoseOfTheEndpoint(TapRule rule) {
        browser.open(agent.consoleUrl());
        int taps = 0;
        for (long seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int threshold = -random.nextInt(30, 75);
            int window = random.nextInt(1, 40);
            BandTracker tracker =
                    new BandTracker(new TapSettings(rule, window, 50, threshold, -60, Duration.ofHours(1)));
            StringBuilder samples = new StringBuilder();
            List<Integer> expected = new ArrayList<>();
            int interval = new int[] {20, 100, 200, 250, 500, 1000}[random.nextInt(6)];
            long millis = 0;
            double level = threshold - 10;
            for (int i = 0; i < 400; i++) {
                millis += interval + random.nextInt(interval / 10 + 1) + (random.nextInt(50) == 0 ? 4000 : 0);
                level += (random.nextDouble() - 0.5) * 14 + (threshold - 3 - level) * 0.08;
                int rssi = (int) Math.max(-103, Math.min(-20, Math.round(level)));
                int adapter = random.nextInt(10) == 0 ? 1 : 0;
                int kind = random.nextInt(100); // 0: not authenticated; 1: taken off
                List<BandEvent> events = tracker.onSighting(new Sighting(
                        BandAddress.parse(BAND), rssi, true, kind != 0, kind != 1, 0, millis * 1_000_000, adapter));
                if (events.stream().anyMatch(BandEvent.Tapped.class::isInstance)) {
                    expected.add(i);
                }
                samples.append(i == 0 ? "" : ",").append("[" + millis + "," + rssi + "," + adapter + "," + kind + "]");
            }
            JsonNode found = browser.run(
                    "import('/console/tap-rules.js').then(m => { const rule = m.tapRule({rule: '" + rule.word()
                            + "', windowTap: " + window + ", thresholdDbm: " + threshold + "}), taps = []; [" + samples
                            + "].forEach(([at, rssi, adapter, kind], i) => { if (kind === 0) rule.forget(); else if (kind === 1) rule.absent();"
                            + " else if (rule.sample(adapter, rssi, at)) taps.push(i); }); return taps; })");
            assertEquals(expected.toString().replace(" ", ""), found.toString(), "seed " + seed + ", " + rule);
            taps += expected.size();
        }
        assertTrue(taps > 300, "samples that hardly ever tap show nothing: " + taps);
        browser.await("the page is connected", "document.getElementById('connection').textContent === 'connected'");
    }

    @Test
    void theDemoShowsItsWorkersInTheConsole() {
        try (Program demo = demo()) {
            browser.open(consoleOf(demo));
            browser.await("both workers", "document.querySelectorAll('#bands tbody tr').length === 2");
            browser.await("alice's tap", "document.querySelector('#log li.tap')");
            browser.open(agent.consoleUrl());
            browser.await("connected", "document.getElementById('connection').textContent === 'connected'");
        }
    }

    private static Program demo() {
        return Program.start("demo", "--seed", "7", "--port", "0", "--webapi-port", "0");
    }

    private static String consoleOf(Program demo) {
        return Await.present(
                Duration.ofSeconds(20),
                "the demo's console page",
                () -> demo.out().stream()
                        .filter(line -> line.contains("console page"))
                        .map(line -> line.replaceAll("\\x1b\\[\\d+m", "").replaceAll(".*(http://\\S+).*", "$1"))
                        .findFirst());
    }

    /** The pictures of the README: {@code -Dnbe.write-screenshots=true}. */
    @Test
    @EnabledIfSystemProperty(named = "nbe.write-screenshots", matches = "true")
    void picturesForTheReadme() throws IOException {
        try (Program demo = demo()) {
            browser.open(consoleOf(demo));
            browser.await("both workers", "document.querySelectorAll('#bands tbody tr').length === 2");
            browser.run("[...document.querySelectorAll('#bands tbody tr')].find(r => r.textContent.includes('" + BAND
                    + "')).querySelector('input').click()");
            browser.await("two taps", "document.querySelectorAll('#log li.tap').length >= 2");
            tryOut(-50);
            browser.await("she walks away", "document.querySelector('#bands tr.chosen').textContent.includes('far')");
            browser.view(1280, 1190, 1, false);
            settled();
            browser.picture(IMAGES.resolve("console-light.png"));
            browser.view(1280, 1190, 1, true);
            settled();
            browser.picture(IMAGES.resolve("console-dark.png"));
            browser.view(360, 1560, 2, false);
            settled();
            browser.run("document.getElementById('desk').scrollIntoView()");
            browser.picture(IMAGES.resolve("console-phone.png"));
            browser.open(agent.consoleUrl());
            browser.await("connected", "document.getElementById('connection').textContent === 'connected'");
        }
        assertFalse(Optional.ofNullable(IMAGES.toFile().list()).isEmpty());
    }

    /** Three frames of the plot after the page has got its new size. */
    private static void settled() {
        browser.run("new Promise(done => setTimeout(done, 400))");
    }
}
