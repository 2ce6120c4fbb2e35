package nbe.referenceagent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessRuleTest {
    private final AccessRule rule = new AccessRule(Set.of("https://mes.example:8443"), Set.of("Line_PC-7"), false);

    private boolean letsIn(String host, String origin) {
        return rule.refusal(host, origin, true).isEmpty();
    }

    private boolean serves(String host) {
        return rule.refusal(host, null, false).isEmpty();
    }

    @Test
    void pagesFromTheSameHostOrALoopbackHostAreLetIn() {
        assertEquals(true, letsIn("127.0.0.1:8080", "http://127.0.0.1:8080"));
        assertEquals(true, letsIn("localhost:8080", "http://localhost:3000"));
        assertEquals(true, letsIn("[::1]:8080", "http://[::1]:8080"));
        assertEquals(true, letsIn("192.168.1.5:8080", "http://192.168.1.5:8080"));
        assertEquals(true, letsIn("line_pc-7:8080", "http://LINE_PC-7:8080"));
        assertEquals(true, letsIn("192.168.1.5", "http://localhost"));
    }

    @Test
    void pagesFromElsewhereAreNot() {
        assertEquals(false, letsIn("127.0.0.1:8080", "https://evil.example"));
        assertEquals(false, letsIn("127.0.0.1:8080", "http://localhost.evil.example"));
        assertEquals(false, letsIn("127.0.0.1:8080", "http://127.0.0.1.evil.example"));
        assertEquals(false, letsIn("127.0.0.1:8080", "http://127.0.0.1@evil.example"));
        assertEquals(false, letsIn("127.0.0.1:8080", "null"));
        assertEquals(false, letsIn("127.0.0.1:8080", ""));
        assertEquals(false, letsIn("127.0.0.1:8080", "file://"));
        assertEquals(false, letsIn("192.168.1.5:8080", "http://192.168.1.6"));
    }

    @Test
    void anAllowedOriginIsLetInToTheLetter() {
        assertEquals(true, letsIn("127.0.0.1:8080", "https://mes.example:8443"));
        assertEquals(true, letsIn("127.0.0.1:8080", "https://MES.example:8443"));
        assertEquals(false, letsIn("127.0.0.1:8080", "http://mes.example:8443"));
        assertEquals(false, letsIn("127.0.0.1:8080", "https://mes.example"));
    }

    @Test
    void aForeignNameThatWasMadeToPointHereIsRefused() {
        assertEquals(false, letsIn("evil.example:8080", "http://evil.example:8080"));
        assertEquals(false, serves("evil.example:8080"));
        assertEquals(false, serves("[::1"));
        assertEquals(false, serves(null));
        assertEquals(true, serves("127.0.0.1:8080"));
        assertEquals(true, serves("localhost"));
        assertEquals(true, serves("mes.example:8080"));
        assertEquals(true, serves("Line_PC-7"));
    }

    @Test
    void aProgramThatIsNoBrowserIsLetIn() {
        assertEquals(true, letsIn("agent.plant.example:8080", null));
        assertEquals(true, letsIn(null, null));
    }

    @Test
    void aStarAllowsAll() {
        AccessRule open = new AccessRule(Set.of("*"), Set.of(), false);
        assertEquals(
                true,
                open.refusal("evil.example", "https://evil.example", false).isEmpty());
        assertEquals(true, open.refusal("127.0.0.1", "null", true).isEmpty());
    }

    @Test
    void whereNamesCannotBeKnownTheOriginStillHasToBeTheSame() {
        AccessRule network = new AccessRule(Set.of(), Set.of(), true);
        assertEquals(
                true,
                network.refusal("agent.plant.example:9120", "http://agent.plant.example:9120", true)
                        .isEmpty());
        assertEquals(
                false,
                network.refusal("agent.plant.example:9120", "http://evil.example", true)
                        .isEmpty());
    }
}
