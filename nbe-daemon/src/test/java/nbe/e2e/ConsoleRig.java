package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nbe.referenceagent.AgentOptions;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.net.AgentStartException;
import nbe.simulator.band.VirtualBand;
import nbe.testing.Await;
import nbe.testing.Program;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console page in a browser, with a reference agent. */
abstract class ConsoleRig {
    static final String BAND = "C2:FA:D7:F0:D7:96";

    static final Duration HELD = Duration.ofMillis(1500);

    static final Path IMAGES = Path.of("..", "docs", "images");

    static Chromium browser;

    @RegisterExtension
    final Chain chain = new Chain();

    ReferenceAgent agent;

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

    static ReferenceAgent startAgent(int endpointsPort, int webApiPort) throws AgentStartException {
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
    VirtualBand open() {
        chain.configure("agent_url", Chain.quoted(agent.endpointsUrl()));
        VirtualBand band = chain.band(BAND);
        chain.start();
        browser.open(agent.consoleUrl());
        browser.await(
                "the band is there", "document.querySelector('#bands tbody')?.textContent.includes('" + BAND + "')");
        browser.await("samples are read", "document.getElementById('r-level').textContent !== '–'");
        return band;
    }

    int number(String expression) {
        return browser.run(expression).intValue();
    }

    void tryOut(int dbm) {
        browser.run("{ const t = document.getElementById('tried'); t.value = " + dbm
                + "; t.dispatchEvent(new Event('input', {bubbles: true})); }");
    }

    static Program demo() {
        return NbeProgram.start("demo", "--seed", "7", "--port", "0", "--webapi-port", "0");
    }

    static String consoleOf(Program demo) {
        return Await.present(
                Duration.ofSeconds(20),
                "the demo's console page",
                () -> demo.out().stream()
                        .filter(line -> line.contains("console page"))
                        .map(line -> line.replaceAll("\\x1b\\[\\d+m", "").replaceAll(".*(http://\\S+).*", "$1"))
                        .findFirst());
    }

    /** Three frames of the plot after the page has got its new size. */
    static void settled() {
        browser.run("new Promise(done => setTimeout(done, 400))");
    }
}
