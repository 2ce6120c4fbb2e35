package nbe.referenceagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import nbe.referenceagent.net.AgentStartException;
import nbe.testing.TestCertificate;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    @TempDir
    static Path folder;

    private static TestCertificate identity;
    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void make() throws Exception {
        identity = TestCertificate.named("CN=localhost").make();
        certificate = identity.pem(folder, "cert.pem");
        key = identity.keyPem(folder, "key.pem");
    }

    private static ReferenceAgent agent() throws AgentStartException {
        return Running.agent(options -> options.tls(certificate, key));
    }

    @Test
    void bothListenersSpeakTls() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(identity.client()).build();
        try (ReferenceAgent agent = agent()) {
            assertTrue(agent.endpointsUrl().startsWith("wss://127.0.0.1:"), agent.endpointsUrl());
            try (WebSocketClient endpoint = WebSocketClient.open(client, agent.endpointsUrl());
                    WebSocketClient nea = WebSocketClient.open(client, "wss://localhost:" + agent.webApiPort() + "/")) {
                nea.ask("subscribe_endpoint", "s", "{\"endpoint_id\":\"line-1\"}");
                assertEquals(List.of("subscribe_endpoint 0", "error 5100"), nea.next(2));
                endpoint.send("endpoint", "{\"endpoint_id\":\"line-1\"}").send("ble_ready", "{}");
                assertEquals(List.of("ble_ready 0"), nea.next(1));
            }
            HttpResponse<String> page = client.send(
                    HttpRequest.newBuilder(URI.create(agent.consoleUrl())).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, page.statusCode());
        }
    }

    @Test
    void aHugeMessageIs1009OverTlsToo() throws Exception {
        try (ReferenceAgent agent = agent();
                RawClient nea = RawClient.connect(
                        identity.client().getSocketFactory().createSocket("127.0.0.1", agent.webApiPort()))) {
            nea.upgrade(agent.webApiPort(), "/", new byte[0]);
            nea.send(RawClient.TEXT, new byte[200_000]);
            assertEquals(1009, nea.readClose().closeCode());
        }
    }

    @Test
    void nothingOlderThanTls12IsSpoken() throws Exception {
        try (ReferenceAgent agent = agent()) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = (SSLSocket)
                        identity.client().getSocketFactory().createSocket("127.0.0.1", agent.webApiPort())) {
                    socket.setEnabledProtocols(new String[] {version});
                    socket.startHandshake();
                    assertEquals(version, socket.getSession().getProtocol());
                }
            }
            try (SSLSocket socket =
                    (SSLSocket) identity.client().getSocketFactory().createSocket("127.0.0.1", agent.webApiPort())) {
                socket.setEnabledProtocols(new String[] {"TLSv1.1"});
                assertThrows(SSLHandshakeException.class, socket::startHandshake);
            }
        }
    }

    @Test
    void plainTextToATlsPortGetsNoWebSocket() throws Exception {
        try (ReferenceAgent agent = agent();
                RawClient client = RawClient.connect(agent.webApiPort(), 0)) {
            String answer = client.http("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertTrue(!answer.contains("HTTP/1.1"), answer);
        }
    }

    private static String failure(Path certificate, Path key) {
        AgentStartException e =
                assertThrows(AgentStartException.class, () -> Running.agent(options -> options.tls(certificate, key)));
        assertEquals(AgentStartException.Cause.TLS_FILES, e.kind());
        return e.getMessage();
    }

    @Test
    void filesThatCannotBeUsedAreNamedWithTheReason() throws Exception {
        Path none = folder.resolve("none.pem");
        assertTrue(failure(certificate, none).startsWith(none + ": the file does not exist"));
        assertTrue(failure(none, key).startsWith(none + ": the file does not exist"));
        assertTrue(failure(certificate, certificate).contains("no PKCS#8 key"));
        assertTrue(failure(key, key).contains("no PEM certificate"));
        Path broken = Files.writeString(
                folder.resolve("broken.pem"),
                TestCertificate.pem("PRIVATE KEY", "no key".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(failure(certificate, broken).contains("cannot be used"));
        Path encrypted = Files.writeString(folder.resolve("encrypted.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertTrue(failure(certificate, encrypted).contains("password"));
    }

    @Test
    void aCertificateWithoutItsKeyIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> AgentOptions.builder().tls(certificate, null).build());
    }
}
