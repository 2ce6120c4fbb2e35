package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import nbe.referenceagent.net.AgentStartException;
import nbe.simulator.band.VirtualBand;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;
import nbe.tap.BandTracker;
import nbe.tap.Sighting;
import nbe.tap.TapRule;
import nbe.tap.TapSettings;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The console page in a real browser, with the reference agent, the daemon and a simulated dongle behind it. */
class ConsoleIT extends ConsoleRig {
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

    @Test
    void withoutSomebodyWhoLooksTheEndpointIsQuiet() {
        open();
        browser.click("#listen");
        browser.await("no samples any more", "document.getElementById('r-rssi').textContent === '–'");
        assertEquals("Nothing is heard of this band now.", browser.text("#why"));
        assertTrue(chain.logged("the agent has ended the lease"), chain.log()::toString);
        browser.click("#listen");
        browser.await("samples again", "document.getElementById('r-rssi').textContent !== '–'");
        browser.open("about:blank");
        Await.until(
                Duration.ofSeconds(5),
                "telemetry ends with the page",
                () -> chain.log().stream()
                                .filter(line -> line.contains("has ended the lease"))
                                .count()
                        == 2);
        browser.open(agent.consoleUrl());
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
                    new BandTracker(new TapSettings(rule, window, 50, threshold, -60, -64, Duration.ofHours(1)));
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
}
