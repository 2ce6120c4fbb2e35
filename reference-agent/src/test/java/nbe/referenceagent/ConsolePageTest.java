package nbe.referenceagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.FullHttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsolePageTest {
    private final FullHttpResponse response = new ConsolePage().response("127.0.0.1:8080");
    private final String html = response.content().toString(StandardCharsets.UTF_8);

    @Test
    void thePageAsksNobodyElseForAnything() {
        String withoutNamespace = html.replace("http://www.w3.org/2000/svg", "");
        assertFalse(withoutNamespace.contains("http://"), "an address in the page");
        assertFalse(withoutNamespace.contains("https://"), "an address in the page");
        assertFalse(Pattern.compile("@import|src=|url\\(").matcher(html).find(), "something is loaded");
        assertEquals(1, Pattern.compile("<link ").matcher(html).results().count());
    }

    @Test
    void onlyTheOneScriptAndTheOneStyleSheetMayRun() {
        String policy = response.headers().get("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'sha256-"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(1, Pattern.compile("<script").matcher(html).results().count());
        assertEquals(1, Pattern.compile("<style").matcher(html).results().count());
        assertFalse(Pattern.compile("\\son[a-z]+=\"|\\sstyle=\"|innerHTML")
                .matcher(html)
                .find());
    }

    @Test
    void itIsReadInLightAndDarkAndOnAPhone() {
        assertTrue(html.contains("prefers-color-scheme: dark"));
        assertTrue(html.contains("width=device-width"));
        assertTrue(html.contains("lang=\"en\""));
    }
}
