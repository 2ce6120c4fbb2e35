package nbe.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import nbe.agent.net.AddressOrder;
import nbe.agent.net.NameLookup;
import org.junit.jupiter.api.Test;

class AgentAddressTest {
    private static AgentAddress of(String url) {
        return AgentAddress.of(URI.create(url));
    }

    @Test
    void everyPartIsTakenAsItIs() {
        assertEquals(
                new AgentAddress(
                        false,
                        "127.0.0.1",
                        "127.0.0.1",
                        9120,
                        "127.0.0.1:9120",
                        "/socket/websocket",
                        "ws://127.0.0.1:9120/socket/websocket"),
                of("ws://127.0.0.1:9120/socket/websocket"));
        assertEquals(
                new AgentAddress(
                        true,
                        "agent.example",
                        "agent.example",
                        443,
                        "agent.example",
                        "/a%20b?vsn=2.0.0&x=%2F",
                        "wss://agent.example/a%20b?vsn=2.0.0&x=%2F"),
                of("wss://agent.example/a%20b?vsn=2.0.0&x=%2F"));
        assertEquals(new AgentAddress(false, "agent", "agent", 80, "agent", "/", "ws://agent"), of("ws://agent"));
        assertEquals(new AgentAddress(false, "agent", "agent", 80, "agent", "/?q", "ws://agent?q"), of("WS://agent?q"));
    }

    @Test
    void aBracketedIpv6AddressIsOne() {
        AgentAddress address = of("wss://[fe80::1]:9120/x");
        assertEquals("fe80::1", address.host());
        assertEquals("[fe80::1]:9120", address.authority());
        assertEquals("[fe80::1]:9120", address.toString());
    }

    @Test
    void theZoneOfAnIpv6AddressIsForThisComputersLookUpAlone() {
        for (String zone : List.of("%25eth0.1", "%eth0.1")) {
            AgentAddress address = of("wss://[fe80::1" + zone + "]:9120/x");
            assertEquals("fe80::1%eth0.1", address.hostHere());
            assertEquals("fe80::1", address.host());
            assertEquals("[fe80::1]:9120", address.authority());
            assertEquals("[fe80::1]:9120", address.toString());
            assertEquals(
                    "fe80::1%eth0.1",
                    ProxyServer.of("http://[fe80::1" + zone + "]").hostHere());
        }
        assertEquals("fe80::1%25", of("ws://[fe80::1%25]/").hostHere(), "the number of a network");
    }

    @Test
    void aWindowsNameWithAnUnderscoreIsAHost() {
        assertEquals("NYMI_AGENT", of("ws://NYMI_AGENT:9120/").host());
    }

    @Test
    void whatCannotBeUsedIsToldWhy() {
        for (String url : List.of(
                "http://agent/", "agent:9120", "ws:///x", "ws://agent:0/", "ws://agent:65536/", "ws://u:p@agent/")) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> of(url)).getMessage();
            assertTrue(message.startsWith("agent_url must "), message);
        }
    }

    @Test
    void addressesOfBothKindsAreTriedInTurnsInTheSystemsOrder() throws Exception {
        InetAddress[] answers = new InetAddress[5];
        String[] texts = {"2001:db8::1", "2001:db8::2", "192.0.2.1", "2001:db8::3", "192.0.2.1"};
        for (int i = 0; i < texts.length; i++) {
            answers[i] = InetAddress.getByName(texts[i]);
        }
        assertEquals(List.of(answers[0], answers[2], answers[1], answers[3]), NameLookup.inTurns(answers));
    }

    @Test
    void anAddressThatWasNoUseIsTriedLastUntilItIs() throws Exception {
        InetAddress one = InetAddress.getByName("192.0.2.1");
        InetAddress two = InetAddress.getByName("192.0.2.2");
        AddressOrder order = new AddressOrder();
        assertEquals(List.of(one, two), order.order(List.of(one, two)));
        order.failed(one);
        assertEquals(List.of(two, one), order.order(List.of(one, two)));
        assertEquals(List.of(two), order.order(List.of(two)));
        order.succeeded(one);
        assertEquals(List.of(one, two), order.order(List.of(one, two)));
    }
}
