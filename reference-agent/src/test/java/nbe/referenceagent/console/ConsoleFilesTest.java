package nbe.referenceagent.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {
    private final Map<String, Function<String, FullHttpResponse>> pages = new ConsoleFiles().pages();

    private FullHttpResponse get(String path) {
        return pages.get(path).apply("127.0.0.1:8080");
    }

    private String text(String path) {
        return get(path).content().toString(StandardCharsets.UTF_8);
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void thePageAndEveryFileOfItsOwnAsksNobodyElseForAnything() {
        for (String path : pages.keySet()) {
            if (!path.contains("vendor")) {
                String text = text(path).replace("http://www.w3.org/2000/svg", "");
                assertFalse(Pattern.compile("https?://").matcher(text).find(), "an address in " + path);
                assertFalse(Pattern.compile("@import|url\\(").matcher(text).find(), "something is loaded by " + path);
            }
        }
    }

    @Test
    void everyFileThatIsAskedForIsServedAndEveryOneThatIsServedIsAskedFor() {
        Set<String> asked = new TreeSet<>();
        all("(?:src|href)=\"(console/[^\"]+)\"", text("/")).forEach(file -> asked.add("/" + file));
        for (String path : pages.keySet()) {
            if (path.endsWith(".js") && !path.contains("vendor")) {
                all("from '\\./([^']+)'", text(path)).forEach(file -> asked.add("/console/" + file));
            }
        }
        Set<String> served = new TreeSet<>(pages.keySet());
        served.remove("/");
        served.removeIf(path -> path.endsWith("LICENSE")); // for people
        assertEquals(served, asked);
    }

    @Test
    void onlyTheAgentsOwnFilesMayRun() {
        String policy = get("/").headers().get("Content-Security-Policy");
        assertEquals(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'"
                        + " ws://127.0.0.1:8080 wss://127.0.0.1:8080; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'",
                policy);
        Matcher inline = Pattern.compile("\\son[a-z]+=\"|\\sstyle=\"|<style|<script>|javascript:")
                .matcher(text("/"));
        assertFalse(inline.find(), "something is inline");
        for (String path : pages.keySet()) {
            if (!path.contains("vendor")) {
                assertFalse(
                        Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(")
                                .matcher(text(path))
                                .find(),
                        "text that becomes markup in " + path);
            }
        }
    }

    @Test
    void eachFileHasItsType() {
        assertEquals("text/html; charset=utf-8", get("/").headers().get("Content-Type"));
        assertEquals(
                "text/css; charset=utf-8", get("/console/console.css").headers().get("Content-Type"));
        assertEquals(
                "text/javascript; charset=utf-8",
                get("/console/main.js").headers().get("Content-Type"));
        assertEquals(
                "text/plain; charset=utf-8",
                get("/console/vendor/uPlot-LICENSE").headers().get("Content-Type"));
    }

    @Test
    void whatIsVendoredIsWhatThePageAboutItSays() throws Exception {
        String page = vendorPage();
        Matcher row =
                Pattern.compile("\\| `([^`]+)` \\|.*\\| `([0-9a-f]{64})` \\|").matcher(page);
        int files = 0;
        while (row.find()) {
            files++;
            byte[] bytes =
                    ByteBufUtil.getBytes(get("/console/vendor/" + row.group(1)).content());
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            assertEquals(row.group(2), sum, row.group(1));
        }
        assertEquals(
                pages.keySet().stream().filter(path -> path.contains("vendor")).count(), files);
        Matcher version = Pattern.compile("1\\.\\d+\\.\\d+").matcher(page);
        assertTrue(version.find());
        assertTrue(text("/console/vendor/uPlot.iife.min.js").contains("uPlot (v" + version.group() + ")"));
    }

    private static String vendorPage() throws IOException {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream("vendor/README.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
