package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import nbe.referenceagent.AgentOptions;
import nbe.referenceagent.ReferenceAgent;
import nbe.referenceagent.switchboard.AgentEvent;
import nbe.simulator.band.VirtualBand;
import nbe.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The daemon over Phoenix channels, with the reference agent at the other end. */
class PhoenixIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final String ANOTHER = "C2:FA:D7:F0:D7:97";
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final Chain chain = new Chain();

    private static ReferenceAgent agent(int port) throws Exception {
        ReferenceAgent agent = new ReferenceAgent(
                AgentOptions.builder().endpointsPort(port).webApiPort(0).build());
        agent.start();
        return agent;
    }

    private static <T extends AgentEvent> List<T> events(ReferenceAgent agent, Class<T> type) {
        return agent.recentEvents().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static void isTold(ReferenceAgent agent) {
        Await.until(
                SOON,
                "presence at the agent",
                () -> !events(agent, AgentEvent.PresenceChanged.class).isEmpty());
        List<Class<?>> kinds = agent.recentEvents().stream()
                .<Class<?>>map(Object::getClass)
                .limit(3)
                .toList();
        assertEquals(
                List.of(
                        AgentEvent.EndpointConnected.class,
                        AgentEvent.AdapterReady.class,
                        AgentEvent.PresenceChanged.class),
                kinds);
    }

    @Test
    void presenceAndTapsArriveOnceAndAgainAfterTheAgentRestarts() throws Exception {
        VirtualBand band = chain.band(BAND);
        VirtualBand another = chain.band(ANOTHER);
        ReferenceAgent first = agent(0);
        int port = first.endpointsPort();
        try (first) {
            chain.configure("agent_url", Chain.quoted(first.endpointsUrl()))
                    .configure("agent_protocol", Chain.quoted("phoenix"))
                    .configure("endpoint_id", Chain.quoted("e2e"))
                    .start();
            isTold(first);
            assertTrue(chain.logged("channel endpoint:e2e"), chain::report);
            chain.tap(band, Duration.ofMillis(800));
            Await.until(
                    SOON, "the tap", () -> !events(first, AgentEvent.Tap.class).isEmpty());
        }
        try (ReferenceAgent second = agent(port)) {
            isTold(second);
            chain.tap(another, Duration.ofMillis(800));
            Await.until(
                    SOON,
                    "a tap after the restart",
                    () -> !events(second, AgentEvent.Tap.class).isEmpty());
            chain.stop();
            assertEquals(1, events(first, AgentEvent.Tap.class).size());
            assertEquals(1, events(second, AgentEvent.Tap.class).size());
            Await.until(
                    SOON,
                    "its end",
                    () -> events(second, AgentEvent.EndpointGone.class).stream()
                            .anyMatch(gone -> gone.toString().contains("1000")));
        }
    }
}
