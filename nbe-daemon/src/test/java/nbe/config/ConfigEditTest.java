package nbe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command changes in the administrator's file, and what it leaves. */
class ConfigEditTest {
    private static final Path FILE = Path.of("nbe.toml");

    private static String set(String text, String key, String value) throws IOException {
        ConfigEdit edit = new ConfigEdit(FILE, text);
        edit.set(key, value);
        return edit.text();
    }

    private static String threshold(String text) throws IOException {
        return set(text, "rssi_tap_threshold", "-46");
    }

    @Test
    void onlyTheValueChanges() throws IOException {
        assertEquals(
                "# ours\r\n  rssi_tap_threshold   =  -46   # hot\t\r\nagent_url = 'ws://a/'\r\n\r\n[ble]\r\nport = 'COM5'",
                threshold(
                        "# ours\r\n  rssi_tap_threshold   =  -42   # hot\t\r\nagent_url = 'ws://a/'\r\n\r\n[ble]\r\nport = 'COM5'"));
        assertEquals("\"rssi_tap_threshold\"=-46", threshold("\"rssi_tap_threshold\"=-42"));
    }

    @Test
    void aTextWithAHashIsOneValue() throws IOException {
        assertEquals(
                "agent_url = \"ws://b/\" # old: '#'\n",
                set("agent_url = \"ws://a/#\\\"#\" # old: '#'\n", "agent_url", "\"ws://b/\""));
    }

    @Test
    void aNewKeyStandsBelowTheCommentThatShowsIt() throws IOException {
        String shipped = DefaultFile.text();
        String changed = threshold(shipped);
        assertEquals(
                shipped.replace(
                        "# rssi_tap_threshold = -42\n", "# rssi_tap_threshold = -42\nrssi_tap_threshold = -46\n"),
                changed);
        assertTrue(changed.indexOf("\nrssi_tap_threshold = -46") < changed.indexOf("\n["), "above the first section");
    }

    @Test
    void elseBelowItsRelatives() throws IOException {
        assertEquals(
                "agent_url = 'ws://a/'\nrssi_window_tap = 10\nrssi_tap_threshold = -46\nlog_level = 'info'\n[ble]\nenabled = true\n",
                threshold("agent_url = 'ws://a/'\nrssi_window_tap = 10\nlog_level = 'info'\n[ble]\nenabled = true\n"));
    }

    @Test
    void elseBelowTheUrlElseAtTheTop() throws IOException {
        assertEquals("agent_url = 'ws://a/'\nrssi_tap_threshold = -46\n", threshold("agent_url = 'ws://a/'"));
        assertEquals("rssi_tap_threshold = -46\n[ble]\nenabled = true\n", threshold("[ble]\nenabled = true\n"));
        assertEquals("rssi_tap_threshold = -46\n", threshold(""));
    }

    @Test
    void aPlaceWithinATextOrASectionIsNone() throws IOException {
        String url = "agent_url = '''\nws://a/'''\n";
        assertEquals("rssi_tap_threshold = -46\n" + url, threshold(url));
        String section = "[ble]\n# rssi_tap_threshold = -42\nport = 'COM5'\n";
        assertEquals("rssi_tap_threshold = -46\n" + section, threshold(section));
    }

    @Test
    void aFileThatIsNoTomlIsRejected() {
        IOException wrong = assertThrows(IOException.class, () -> threshold("rssi_tap_threshold = \n"));
        assertTrue(wrong.getMessage().contains("`nbe check` tells where"), wrong.getMessage());
    }

    @Test
    void aLineThatCannotBeChangedIsLeft() {
        IOException refused =
                assertThrows(IOException.class, () -> set("agent_url = '''\nws://a/'''\n", "agent_url", "\"ws://b/\""));
        assertTrue(
                refused.getMessage().contains("please write it by hand: agent_url = \"ws://b/\""),
                refused.getMessage());
    }

    @Test
    void aFormerKeyBecomesACommentOnceItDoesNotCount() throws IOException {
        String text = "agent_url = 'ws://a/'\r\nrssi_near_threshold = -60 # ours\r\nlog_level = 'info'\r\n";
        ConfigEdit edit = new ConfigEdit(FILE, text);
        assertEquals(List.of(), edit.disableFormerKeys());
        assertEquals(text, edit.text());
        edit.set("rssi_cutoff_far", "-80");
        assertEquals(List.of("rssi_near_threshold"), edit.disableFormerKeys());
        assertEquals(
                "agent_url = 'ws://a/'\r\n# rssi_near_threshold = -60 # ours  # rssi_cutoff_close and rssi_cutoff_far took its"
                        + " place\r\nrssi_cutoff_far = -80\r\nlog_level = 'info'\r\n",
                edit.text());
    }

    @Test
    void aByteOrderMarkStays(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("nbe.toml"), "\uFEFFrssi_tap_threshold = -42\n");
        ConfigFile.write(file, threshold(ConfigFile.read(file)));
        assertEquals("\uFEFFrssi_tap_threshold = -46\n", Files.readString(file, StandardCharsets.UTF_8));
    }
}
