package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nbe.recording.Recording;
import nbe.recording.RecordingReader;
import nbe.simulator.band.VirtualBand;
import nbe.tap.BandEvent;
import nbe.tap.BandTracker;
import nbe.tap.TapSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The console by keyboard and screen reader, and what it saves. */
class ConsoleUseIT extends ConsoleRig {
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
}
