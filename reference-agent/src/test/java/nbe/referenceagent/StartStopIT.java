package nbe.referenceagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nbe.referenceagent.net.AgentStartException;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.testing.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartStopIT {
    @TempDir
    Path folder;

    @Test
    void thePortsAreThoseOfTheContractUnlessToldOtherwise() {
        AgentOptions options = AgentOptions.builder().build();
        assertEquals(9120, options.endpointsPort());
        assertEquals(8080, options.webApiPort());
        assertEquals("127.0.0.1", options.endpointsAddress());
        assertEquals("127.0.0.1", options.webApiAddress());
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsOwnerAndTheRemedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AgentStartException e = assertThrows(
                    AgentStartException.class,
                    () -> Running.agent(options -> options.webApiPort(taken.getLocalPort())));
            assertEquals(AgentStartException.Cause.LISTENER, e.kind());
            String message = e.getMessage();
            assertTrue(message.startsWith("cannot listen for NEAs on 127.0.0.1:" + taken.getLocalPort()), message);
            assertTrue(message.contains("--webapi-port"), message);
            if (Files.exists(Path.of("/proc/net/tcp"))) {
                assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
            }
        }
    }

    @Test
    void aFailedStartLeavesNothingBound() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free;
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                free = probe.getLocalPort();
            }
            assertThrows(
                    AgentStartException.class,
                    () -> Running.agent(options -> options.endpointsPort(free).webApiPort(taken.getLocalPort())));
            try (ServerSocket again = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
                assertEquals(free, again.getLocalPort());
            }
        }
    }

    @Test
    void aDirectoryThatCannotBeUsedStopsTheStartWithFileLineAndColumn() throws Exception {
        Path bands = Files.writeString(folder.resolve("bands.toml"), "[[band]]\nNymiBandID = 5\n");
        AgentStartException e =
                assertThrows(AgentStartException.class, () -> Running.agent(options -> options.bandsFile(bands)));
        assertEquals(AgentStartException.Cause.BANDS_FILE, e.kind());
        assertTrue(e.getMessage().startsWith(bands + ":2:1: "), e.getMessage());
        AgentStartException missing = assertThrows(
                AgentStartException.class, () -> Running.agent(options -> options.bandsFile(folder.resolve("none"))));
        assertTrue(missing.getMessage().contains("the file does not exist"), missing.getMessage());
    }

    @Test
    void closingSays1001ToEverybodyAndEndsWithinASecond() throws Exception {
        ReferenceAgent agent = Running.agent();
        // The idle one comes first: once a later client of its port is served, it has been accepted and not only
        // queued.
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), agent.webApiPort());
                WebSocketClient nea = Running.nea(agent);
                WebSocketClient endpoint = Running.endpoint(agent, "line-1");
                RawClient mute = RawClient.upgraded(agent.webApiPort(), "/")) {
            long start = System.nanoTime();
            agent.close();
            long tookMillis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(tookMillis < 1_000, tookMillis + " ms");
            assertTrue(nea.awaitClosed().startsWith("1001 "), nea.awaitClosed());
            assertTrue(endpoint.awaitClosed().startsWith("1001 "), endpoint.awaitClosed());
            assertEquals(1001, mute.readClose().closeCode());
            assertEquals(-1, idle.getInputStream().read());
        }
        agent.close();
    }

    @Test
    void theSamePortsCanBeBoundAgainAtOnce() throws Exception {
        ReferenceAgent first = Running.agent();
        int port = first.endpointsPort();
        try (WebSocketClient endpoint = Running.endpoint(first, "line-1")) {
            first.close();
            assertTrue(endpoint.awaitClosed().startsWith("1001 "));
        }
        try (ReferenceAgent second = Running.agent(options -> options.endpointsPort(port))) {
            assertEquals(port, second.endpointsPort());
        }
    }

    @Test
    void aListenerHearsTheStory() throws Exception {
        BlockingQueue<AgentEvent> heard = new LinkedBlockingQueue<>();
        try (ReferenceAgent agent = Running.agent(options -> options.listener(heard::add));
                WebSocketClient endpoint = Running.endpoint(agent, "line-1")) {
            AgentEvent first = heard.poll(10, TimeUnit.SECONDS);
            assertTrue(first instanceof AgentEvent.EndpointConnected connected
                    && connected.endpointId().equals("line-1")
                    && connected.version().equals("0.1.0"));
            assertTrue(heard.poll(10, TimeUnit.SECONDS) instanceof AgentEvent.AdapterReady);
            endpoint.socket().abort();
            assertTrue(heard.poll(10, TimeUnit.SECONDS) instanceof AgentEvent.EndpointGone);
        }
    }
}
