package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.ProxyServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** Which proxy counts, and that its password is told to nobody. */
class ProxyTest {
    private static final String WSS = "agent_url = \"wss://agent.plant.example:9120/socket/websocket\"\n";
    private static final String WS = "agent_url = \"ws://agent.plant.example:9120/socket/websocket\"\n";

    @TempDir
    Path directory;

    private Here here() {
        return new Here(directory);
    }

    private static Optional<ProxyServer> proxy(Settings settings) {
        return settings.proxy();
    }

    private static Optional<ProxyServer> server(String url) {
        return url.equals("none") ? Optional.empty() : Optional.of(ProxyServer.of(url));
    }

    @Test
    void withoutAnySayTheAgentIsConnectedDirectly() {
        assertEquals(Optional.empty(), here().settings(WSS).proxy());
    }

    @Test
    void theFileWinsOverTheMachinesVariablesAndItsOwnVariableOverBoth() {
        Here here = here().with("https_proxy", "http://machine:1");
        String file = WSS + "[proxy]\nurl = \"http://file:2\"\n";
        assertEquals(server("http://file:2"), proxy(here.settings(file)));
        Settings settings = here.with("NBE_PROXY_URL", "http://own:3").settings(file);
        assertEquals(server("http://own:3"), proxy(settings));
        assertEquals(new Origin.Variable("NBE_PROXY_URL"), settings.origin(Setting.PROXY_URL));
    }

    @Test
    void anEmptyUrlInTheFileMeansNoneWhateverTheMachineSays() {
        Here here = here().with("https_proxy", "http://machine:1");
        assertEquals(server("none"), proxy(here.settings(WSS + "[proxy]\nurl = \"\"\n")));
    }

    @Test
    void aUrlInTheFileCountsForThisMachineToo() {
        assertEquals(server("http://file:2"), proxy(here().settings(Here.URL + "[proxy]\nurl = \"http://file:2\"\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy, wss, true",
        "HTTPS_PROXY, wss, true",
        "http_proxy, wss, false",
        "https_proxy, ws, false",
        "http_proxy, ws, true",
        "HTTP_PROXY, ws, true",
        "all_proxy, ws, true",
        "ALL_PROXY, wss, true",
        "ftp_proxy, wss, false"
    })
    void theMachinesVariablesCountForTheirScheme(String name, String scheme, boolean counts) {
        Settings settings = here().with(name, "http://machine:3128").settings(scheme.equals("ws") ? WS : WSS);
        assertEquals(server(counts ? "http://machine:3128" : "none"), proxy(settings));
        assertEquals(counts ? new Origin.Variable(name) : Origin.Default.DEFAULT, settings.origin(Setting.PROXY_URL));
    }

    @Test
    void smallLettersWinAndTheSchemesOwnVariableBeforeAll() {
        Here here = here().with("ALL_PROXY", "http://d:1").with("all_proxy", "http://c:1");
        assertEquals(server("http://c:1"), proxy(here.settings(WSS)));
        assertEquals(
                server("http://b:1"),
                proxy(here.with("HTTPS_PROXY", "http://b:1").settings(WSS)));
        assertEquals(
                server("http://a:1"),
                proxy(here.with("https_proxy", "http://a:1").settings(WSS)));
        assertEquals(
                server("http://b:1"), proxy(here.with("https_proxy", "").settings(WSS)), "an empty one is not set");
    }

    @Test
    void aSchemeThatIsLeftOutIsHttp() {
        assertEquals(
                server("http://desk:x@machine:3128"),
                proxy(here().with("https_proxy", "desk:x@machine:3128").settings(WSS)));
    }

    @ParameterizedTest
    @CsvSource({
        "http://desk:p@ss@machine:1, http://desk:p%40ss@machine:1",
        "http://desk:p:a@ss@machine, http://desk:p:a%40ss@machine",
        "'http://desk:p ä|+!\"@machine', http://desk:p%20%C3%A4%7C%2B%21%22@machine",
        "http://desk:p%40ss%@machine, http://desk:p%40ss%25@machine",
        "http://PLANT%5Cdesk:x@machine, http://PLANT%5Cdesk:x@machine",
        "'http://PLANT\\desk:x@machine', http://PLANT%5Cdesk:x@machine",
        "http://token@machine, http://token@machine",
        "http://desk:p@ss@proxy_1:1, http://desk:p%40ss@proxy_1:1",
        "'http://desk:p@ss@[fe80::1%25eth0]:1', http://desk:p%40ss@[fe80::1%25eth0]:1"
    })
    void userAndPasswordEndAtTheLastAtSign(String value, String url) {
        assertEquals(server(url), proxy(here().with("https_proxy", value).settings(WSS)));
        assertEquals(server(url), proxy(here().settings(WSS + "[proxy]\nurl = '" + value + "'\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://127.0.0.1:9/",
                "ws://127.8.9.1/",
                "ws://localhost/",
                "wss://LOCALHOST/",
                "ws://[::1]:9/",
            })
    void thisMachineItselfIsNeverReachedThroughTheMachinesProxy(String url) {
        Settings settings = here().with("all_proxy", "http://machine:1").settings("agent_url = \"" + url + "\"\n");
        assertEquals(server("none"), proxy(settings));
    }

    @ParameterizedTest
    @CsvSource({
        "agent.plant.example, true",
        "AGENT.Plant.Example, true",
        "plant.example, true",
        ".plant.example, true",
        "*.plant.example, true",
        "'localhost, plant.example', true",
        "'localhost plant.example', true",
        "*, true",
        "agent.plant.example:9120, true",
        "agent.plant.example:443, false",
        "ant.example, false",
        "other.plant.example, false",
        "10.0.0.0/8, false",
        "',,', false"
    })
    void noProxyNamesHostsDomainsAndPorts(String list, boolean exempt) {
        for (String name : List.of("no_proxy", "NO_PROXY")) {
            Settings settings = here().with("https_proxy", "http://machine:1")
                    .with(name, list)
                    .settings(WSS);
            assertEquals(server(exempt ? "none" : "http://machine:1"), proxy(settings));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3, 10.0.0.0/8, true",
        "10.1.2.3, 10.1.2.0/31, false",
        "10.1.2.3, 10.1.2.2/31, true",
        "10.1.2.3, 0.0.0.0/0, true",
        "10.1.2.3, 10.0.0.0/99, false",
        "10.1.2.3, 10.0.0.0/x, false",
        "10.1.2.3, 2.3, false",
        "[fd00::7], fd00::/8, true",
        "[fd00::7], fd00::7, true",
        "[fd00::7], [fd00::7], true",
        "[fd00::7], fd00::8, false",
        "[fd00::7], 10.0.0.0/8, false"
    })
    void noProxyNamesAddressesAndNetworks(String host, String list, boolean exempt) {
        Settings settings = here().with("https_proxy", "http://machine:1")
                .with("no_proxy", list)
                .settings("agent_url = \"wss://" + host + "/\"\n");
        assertEquals(server(exempt ? "none" : "http://machine:1"), proxy(settings));
    }

    @Test
    void aMachinesProxyThatIsNoHttpProxyIsAnErrorAndNoDirectConnection() {
        Here here = here().with("all_proxy", "socks5://desk:secret@machine:1080");
        ConfigReading reading = here.read(WSS);
        assertEquals(Optional.empty(), reading.settings());
        assertEquals(1, reading.errors().size());
        String error = reading.errors().get(0).toString();
        assertTrue(error.startsWith("all_proxy: all_proxy is \"socks5://***@machine:1080\", no http:// URL"), error);
        assertTrue(error.contains("[proxy] url counts before it, \"\" for a direct connection"), error);
        assertEquals(server("none"), proxy(here.settings(WSS + "[proxy]\nurl = \"\"\n")), "that was asked for");
        assertEquals(
                server("none"), proxy(here.with("no_proxy", "plant.example").settings(WSS)), "and so was that");
        assertEquals(server("none"), proxy(here.settings(Here.URL)), "nobody asks for a proxy to this machine itself");
    }

    @Test
    void aMachinesProxyThatIsNoUrlIsAnError() {
        for (String value :
                List.of("http://desk:sec/ret@machine:1", "machine:port", "desk:secret@", "\"http://machine\"")) {
            ConfigReading reading = here().with("https_proxy", value).read(WSS);
            assertEquals(1, reading.errors().size(), value);
            assertTrue(
                    reading.errors()
                            .get(0)
                            .toString()
                            .startsWith("https_proxy: https_proxy is no URL with a valid host"),
                    reading.errors().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url = 'http://desk:it'secret@proxy'",
                "url = \"http://desk:it\"secret@proxy\"",
                "url = 'http://desk:'secret'@proxy'",
                "url = http://desk:secret@proxy",
                "url = \"http://desk:\\secret@proxy\"",
                "url = 'http://desk:secret@proxy",
                "url = ['http://desk:secret@proxy']",
                "url: http://desk:secret@proxy"
            })
    void thePasswordIsNotRepeatedOfALineThatDoesNotParse(String line) {
        ConfigReading reading = here().read(WSS + "[proxy]\n" + line + "\n");
        assertFalse(reading.errors().isEmpty());
        for (ConfigProblem problem : reading.problems()) {
            assertFalse(problem.toString().contains("secret"), problem.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://desk:secret@proxy",
                "http://desk:sec/secret@proxy:3128",
                "http://desk:sec secret@proxy:3128",
                "http://desk:se@secret@proxy:3128",
                "http://de/sk:secret@proxy:3128",
                "https://desk:secret@proxy:3128",
                "desk:secret@proxy:3128",
                "http://desk:secret@pr_oxy:3128/x",
                "http://desk:secret@pr oxy:3128",
                "http://desk:secret",
                "http://desk:secret@",
                "http://desk%3Asecret@proxy:3128",
                "http://secret@proxy:3128",
                "http//desk:secret@proxy:3128",
                "desk:secret",
                "secret",
                "http://desk:secret@proxy:3128@",
                "socks5h://desk:secret@proxy",
                "http://desk:secret@proxy:3128?@x",
                "http://desk:secret@proxy:99999",
                "http://desk:#?secret@proxy:3128",
                "http:desk:secret@proxy:3128",
            })
    void thePasswordIsNeverRepeated(String url) {
        ConfigReading reading = here().read(WSS + "[proxy]\nurl = \"" + url + "\"\n");
        for (ConfigProblem problem : reading.problems()) {
            assertFalse(problem.toString().contains("secret"), problem.toString());
        }
        reading.settings().ifPresent(settings -> {
            String table = SettingsTable.text(Optional.empty(), settings, Ansi.OFF);
            assertTrue(table.contains("http://***@proxy"), table);
            assertFalse(table.contains("secret"), table);
            assertFalse(settings.linkTarget().toString().contains("secret"));
        });
        assertTrue(reading.settings().isPresent() || !reading.errors().isEmpty());
    }
}
