package nbe.referenceagent.net;

import java.time.Duration;

/**
 * The time limits of a connection.
 *
 * @param pingEvery interval of WebSocket pings (30 s)
 * @param silence a client that sent nothing, not even a pong, for this long is closed (60 s)
 * @param handshake from TCP's accept to the end of the WebSocket handshake (or of a plain HTTP request)
 * @param farewell from our close frame to the end of TCP, if the client does not close
 */
public record Keepalive(Duration pingEvery, Duration silence, Duration handshake, Duration farewell) {
    /** 30, 60, 10 and 2 s. */
    public static final Keepalive STANDARD = new Keepalive(
            Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(2));
}
