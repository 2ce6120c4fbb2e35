package nbe.referenceagent;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page at {@code GET /}: one file without a single request to elsewhere, which the headers also enforce. Its one script and
 * its one style sheet are allowed by their hashes.
 */
final class ConsolePage {
    private static final String FILE = "console.html";

    private final byte[] html;
    private final String script;
    private final String style;

    ConsolePage() {
        try (InputStream in = ConsolePage.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the program's archive");
            }
            html = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read from the program's archive", e);
        }
        String text = new String(html, StandardCharsets.UTF_8);
        script = hash(between(text, "<script>", "</script>"));
        style = hash(between(text, "<style>", "</style>"));
    }

    /** @param host the request's {@code Host}, which {@link AccessRule} has let pass: older browsers need it spelled out */
    FullHttpResponse response(String host) {
        FullHttpResponse response =
                HttpFront.page(HttpResponseStatus.OK, "text/html; charset=utf-8", Unpooled.wrappedBuffer(html));
        response.headers()
                .set(
                        HttpHeaderNames.CONTENT_SECURITY_POLICY,
                        "default-src 'none'; script-src '" + script + "'; style-src '" + style
                                + "'; img-src data:; connect-src 'self' ws://" + host + " wss://" + host
                                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        return response;
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    private static String hash(String inline) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
