package nbe.referenceagent.console;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nbe.referenceagent.net.HttpFront;

/**
 * The console page: {@code GET /} and its files. The headers restrict the page to these files and to connections to this agent.
 */
public final class ConsoleFiles {
    /** Path of the page's files on the server; in the archive they are beside this class. */
    private static final String FOLDER = "console/";

    private static final List<String> FILES = List.of(
            "index.html",
            "console.css",
            "bands.js",
            "endpoints.js",
            "events.js",
            "link.js",
            "main.js",
            "page.js",
            "plot.js",
            "samples.js",
            "signal.js",
            "tap-rules.js",
            "theme.js",
            "try.js",
            "vendor/uPlot.iife.min.js",
            "vendor/uPlot.min.css",
            "vendor/uPlot-LICENSE");

    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    /** Reads all files from the program's archive. */
    public ConsoleFiles() {
        for (String file : FILES) {
            contents.put(file, read(file));
        }
    }

    /** Responses to GET by path, each made from the request's {@code Host}, which {@code AccessRule} has checked. */
    public Map<String, Function<String, FullHttpResponse>> pages() {
        Map<String, Function<String, FullHttpResponse>> pages = new LinkedHashMap<>();
        contents.forEach((file, bytes) ->
                pages.put(file.equals("index.html") ? "/" : "/" + FOLDER + file, host -> response(file, bytes, host)));
        return pages;
    }

    private static FullHttpResponse response(String file, byte[] bytes, String host) {
        FullHttpResponse response = HttpFront.page(HttpResponseStatus.OK, type(file), Unpooled.wrappedBuffer(bytes));
        if (file.endsWith(".html")) {
            response.headers().set(HttpHeaderNames.CONTENT_SECURITY_POLICY, policy(host));
        }
        return response;
    }

    /** Older browsers do not apply {@code 'self'} to WebSockets, so the policy names the host. */
    private static String policy(String host) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ws://" + host
                + " wss://" + host + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String type(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        String type = switch (ending) {
            case "html" -> "text/html";
            case "css" -> "text/css";
            case "js" -> "text/javascript";
            default -> "text/plain";
        };
        return type + "; charset=utf-8";
    }

    private static byte[] read(String file) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the program's archive");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read from the program's archive", e);
        }
    }
}
