package nbe.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.config.Surroundings;
import nbe.config.SystemFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxServiceTest {
    private static final InstallOptions PLAIN = new InstallOptions(Optional.empty(), Optional.empty());

    private final List<String> asked = new ArrayList<>();
    private List<String> shown = List.of("LoadState=loaded", "ActiveState=inactive", "SubState=dead");
    private int status;

    private LinuxService service(boolean systemd) {
        return new LinuxService(systemd, words -> {
            if (words.contains("show")) {
                return new SystemCommand.Answer(0, shown);
            }
            asked.add(String.join(" ", words));
            return new SystemCommand.Answer(status, List.of("Access denied"));
        });
    }

    @Test
    void systemdIsAskedForEachThing() throws Exception {
        LinuxService service = service(true);
        service.install(PLAIN);
        service.start();
        service.stop();
        service.uninstall();
        assertEquals(
                List.of(
                        "systemctl enable nymi-bluetooth-endpoint",
                        "systemctl start nymi-bluetooth-endpoint",
                        "systemctl stop nymi-bluetooth-endpoint",
                        "systemctl disable --now nymi-bluetooth-endpoint"),
                asked);
    }

    @Test
    void theNumberOfTheProcessIsTold() throws Exception {
        shown = List.of("ActiveState=active", "SubState=running", "MainPID=1234", "ActiveEnterTimestamp=today");
        assertEquals(OptionalLong.of(1234), service(true).status().process());
        shown = List.of("ActiveState=inactive");
        assertEquals(OptionalLong.empty(), service(true).status().process());
    }

    @Test
    void withoutSystemdTheInitScriptIsAsked() throws Exception {
        LinuxService service = service(false);
        service.install(PLAIN);
        service.start();
        service.uninstall();
        assertEquals(
                List.of(
                        "update-rc.d nymi-bluetooth-endpoint defaults",
                        "update-rc.d nymi-bluetooth-endpoint enable",
                        "/etc/init.d/nymi-bluetooth-endpoint start",
                        "/etc/init.d/nymi-bluetooth-endpoint stop",
                        "update-rc.d nymi-bluetooth-endpoint disable"),
                asked);
    }

    @Test
    void aUnitThatIsNotThereIsMissedWithTheRemedy() {
        shown = List.of("LoadState=not-found", "ActiveState=inactive", "SubState=dead");
        ServiceFailure failure =
                assertThrows(ServiceFailure.class, () -> service(true).start());
        assertTrue(failure.getMessage().contains("no unit nymi-bluetooth-endpoint; the Debian package brings it"));
        assertEquals(List.of(), asked);
    }

    @Test
    void whatSystemdRefusesIsSaidWithItsWords() {
        status = 4;
        ServiceFailure failure =
                assertThrows(ServiceFailure.class, () -> service(true).stop());
        assertEquals(
                "systemctl stop nymi-bluetooth-endpoint ended with status 4: Access denied (as root? sudo nbe service …)",
                failure.getMessage());
    }

    @Test
    void aConfigurationThatIsMadeIsReadableForTheGroupOfTheServiceAndOneThatIsThereKeepsItsOwner(@TempDir Path folder)
            throws Exception {
        SystemFile file = SystemFile.of(new Surroundings(Map.of(), List.of(folder.resolve("nbe.toml")), () -> "here"));
        InstallOptions options =
                new InstallOptions(Optional.empty(), Optional.of("wss://agent.example/socket/websocket"));
        service(true).prepare(options, file);
        service(true).prepare(options, file);
        assertEquals(List.of("chown root:nbe " + file.path()), asked);
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
    }

    @Test
    void anAccountIsForWindows() {
        assertThrows(
                ServiceFailure.class,
                () -> service(true).install(new InstallOptions(Optional.of("joe"), Optional.empty())));
        assertEquals(List.of(), asked);
    }

    @Test
    void aRunningServiceSaysWhatItDoes() throws Exception {
        shown = List.of(
                "LoadState=loaded",
                "ActiveState=active",
                "SubState=running",
                "UnitFileState=enabled",
                "MainPID=42",
                "ActiveEnterTimestamp=Sun 2026-11-22 17:00:00 UTC",
                "Result=success",
                "StatusText=scanning; agent connected; 1 band here");
        ServiceState state = service(true).status();
        assertTrue(state.running());
        assertEquals(
                "nymi-bluetooth-endpoint: active (running), enabled, process 42 since Sun 2026-11-22 17:00:00 UTC;"
                        + " scanning; agent connected; 1 band here",
                state.text());
    }

    @Test
    void aServiceThatFailedSaysHow() throws Exception {
        shown = List.of(
                "LoadState=loaded",
                "ActiveState=failed",
                "SubState=failed",
                "UnitFileState=enabled",
                "Result=exit-code",
                "ExecMainStatus=78",
                "StatusText=");
        ServiceState state = service(true).status();
        assertFalse(state.running());
        assertEquals(
                "nymi-bluetooth-endpoint: failed (failed), enabled, ended with exit-code (exit status 78): `nbe check` says"
                        + " what is wrong with the configuration",
                state.text());
    }
}
