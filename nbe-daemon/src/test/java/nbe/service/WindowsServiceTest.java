package nbe.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nbe.config.Surroundings;
import nbe.config.SystemFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** {@code nbe service} on Windows, before a service control manager that is made up. */
final class WindowsServiceTest {
    private static final InstallOptions PLAIN = new InstallOptions(Optional.empty(), Optional.empty());

    @TempDir
    private Path root;

    private final FakeServices services = new FakeServices();
    private final List<String> protections = new ArrayList<>();
    private Path home;
    private boolean madeByAnother;
    private WindowsService service;

    @BeforeEach
    void unpack() throws IOException {
        home = Files.createDirectories(root.resolve("Nymi/Bluetooth_Endpoint"));
        service = service(Optional.of(home));
    }

    private WindowsService service(Optional<Path> folder) {
        Path file = home.resolve("nbe.toml");
        FolderRights rights = where -> {
            protections.add(
                    where + (Files.exists(file) ? " with nbe.toml" : "") + (services.installed ? " too late" : ""));
            if (madeByAnother) {
                throw new ServiceFailure(where + " belongs to PC\\joe");
            }
        };
        return new WindowsService(
                services,
                () -> services.lastError,
                folder,
                SystemFile.of(new Surroundings(Map.of(), List.of(file), () -> "here")),
                rights,
                millis -> {});
    }

    private static String failure(Executable request) {
        return assertThrows(ServiceFailure.class, request).getMessage();
    }

    @Test
    void anInstalledServiceRunsNbeExeStartsWithTheMachineAndAsLocalService() throws Exception {
        service.install(PLAIN);
        assertTrue(
                services.calls.contains(
                        "Nymi Bluetooth Endpoint = \"" + home.resolve("nbe.exe") + "\" service run, start 2"),
                services.calls.toString());
        assertEquals("NT AUTHORITY\\LocalService", services.account);
    }

    @Test
    void itStartsDelayedIsRestartedOnFailureHasASidAndNoPrivilegesToSpeakOf() throws Exception {
        service.install(PLAIN);
        assertEquals(1, services.setup.get(Advapi.SERVICE_CONFIG_DELAYED_AUTO_START_INFO));
        assertEquals(List.of(2_000, 10_000, 60_000), services.setup.get(Advapi.SERVICE_CONFIG_FAILURE_ACTIONS));
        assertEquals(1, services.setup.get(Advapi.SERVICE_CONFIG_FAILURE_ACTIONS_FLAG));
        assertEquals(1, services.setup.get(Advapi.SERVICE_CONFIG_SERVICE_SID_INFO));
        assertEquals("SeChangeNotifyPrivilege", services.setup.get(Advapi.SERVICE_CONFIG_REQUIRED_PRIVILEGES_INFO));
    }

    @Test
    void theFolderIsProtectedBeforeAnythingIsWrittenAndNbeTomlBeforeThereIsAService() throws Exception {
        service.install(PLAIN);
        assertEquals(List.of(home.toString(), home + " with nbe.toml"), protections);
    }

    @Test
    void inAFolderThatAnotherHasMadeNothingIsWrittenAndNoServiceIsMade() {
        madeByAnother = true;
        String failure = failure(
                () -> service.install(new InstallOptions(Optional.empty(), Optional.of("wss://agent.example/"))));
        assertEquals(home + " belongs to PC\\joe", failure);
        assertFalse(Files.exists(home.resolve("nbe.toml")));
        assertFalse(services.installed);
    }

    @Test
    void withAUrlThatIsNoneNoServiceIsMadeAndTheReasonIsTold() {
        String failure = failure(() ->
                service.install(new InstallOptions(Optional.empty(), Optional.of("wss://agent.example/ & calc"))));
        assertTrue(failure.contains("agent_url"), failure);
        assertFalse(Files.exists(home.resolve("nbe.toml")));
        assertFalse(services.installed);
    }

    @Test
    void whatAShellWouldReadArrivesAsItIs() throws Exception {
        String url = "wss://agent.example/socket?a=1&calc&b=$(x);c=*,'d'!";
        service.install(new InstallOptions(Optional.empty(), Optional.of(url)));
        assertTrue(Files.readString(home.resolve("nbe.toml")).contains("agent_url = \"" + url + "\""));
    }

    @Test
    void theConfigurationIsMadeWithTheAgentsUrl() throws Exception {
        service.install(new InstallOptions(Optional.empty(), Optional.of("wss://agent.example/socket/websocket")));
        assertTrue(Files.readString(home.resolve("nbe.toml"))
                .contains("\nagent_url = \"wss://agent.example/socket/websocket\"\n"));
    }

    @Test
    void installedAgainTheServiceIsChangedAndKeepsItsAccount() throws Exception {
        services.installed = true;
        services.account = "DOMAIN\\nymi$";
        service.install(PLAIN);
        assertTrue(
                services.calls.contains("changed to \"" + home.resolve("nbe.exe") + "\" service run"),
                services.calls.toString());
        assertEquals("DOMAIN\\nymi$", services.account);
        assertEquals(1, services.setup.get(Advapi.SERVICE_CONFIG_DELAYED_AUTO_START_INFO));
    }

    @Test
    void whereTheOldServiceIsStillGoingItIsWaitedFor() throws Exception {
        services.deletionPendsFor = 3;
        service.install(PLAIN);
        assertTrue(services.installed);
    }

    @Test
    void anOldServiceThatDoesNotGoIsAFailureWithTheRemedy() {
        services.deletionPendsFor = Integer.MAX_VALUE;
        String failure = failure(() -> service.install(PLAIN));
        assertTrue(failure.contains("close services.msc"), failure);
    }

    @Test
    void aSystemThatDoesNotKnowASettingForServicesHasTheOthersSetUp() throws Exception {
        services.failures.put("setup " + Advapi.SERVICE_CONFIG_DELAYED_AUTO_START_INFO, WindowsCode.INVALID_LEVEL);
        service.install(PLAIN);
        assertTrue(services.setup.containsKey(Advapi.SERVICE_CONFIG_REQUIRED_PRIVILEGES_INFO));
    }

    @Test
    void withoutRightsTheRemedyIsTold() {
        services.failures.put("open manager", 5);
        String failure = failure(() -> service.install(PLAIN));
        assertTrue(failure.contains("Run as administrator"), failure);
        assertTrue(protections.isEmpty(), protections.toString());
    }

    @Test
    void anotherProgramThanNbeExeIsNotMadeAService() {
        String failure = failure(() -> service(Optional.empty()).install(PLAIN));
        assertTrue(failure.contains("install the Windows package"), failure);
    }

    @Test
    void startReturnsOnceItRuns() throws Exception {
        services.installed = true;
        services.statesToCome.addAll(
                List.of(Advapi.SERVICE_START_PENDING, Advapi.SERVICE_START_PENDING, Advapi.SERVICE_RUNNING));
        assertTrue(service.start().contains("runs"));
        assertTrue(services.statesToCome.isEmpty());
    }

    @Test
    void aServiceThatRunsAlreadyIsStarted() throws Exception {
        services.installed = true;
        services.state = Advapi.SERVICE_RUNNING;
        services.failures.put("start", WindowsCode.SERVICE_ALREADY_RUNNING);
        assertTrue(service.start().contains("runs"));
    }

    @Test
    void aServiceThatEndsWhileItStartsTellsItsExitStatusAndWhereTheLogIs() {
        services.installed = true;
        services.exitCode = WindowsCode.SERVICE_SPECIFIC_ERROR;
        services.ownCode = 78;
        services.statesToCome.addAll(List.of(Advapi.SERVICE_START_PENDING, Advapi.SERVICE_STOPPED));
        String failure = failure(service::start);
        assertTrue(failure.contains("exit status 78 (bad configuration"), failure);
        assertTrue(failure.contains(home.resolve("logs").resolve("nbe.log").toString()), failure);
    }

    @Test
    void stopReturnsOnceItHasStopped() throws Exception {
        services.installed = true;
        services.statesToCome.addAll(List.of(
                Advapi.SERVICE_RUNNING,
                Advapi.SERVICE_STOP_PENDING,
                Advapi.SERVICE_STOP_PENDING,
                Advapi.SERVICE_STOPPED));
        service.stop();
        assertTrue(services.statesToCome.isEmpty());
        assertTrue(services.calls.contains("control " + Advapi.SERVICE_CONTROL_STOP));
    }

    @Test
    void aServiceThatDoesNotRunIsStopped() throws Exception {
        services.installed = true;
        services.failures.put("control " + Advapi.SERVICE_CONTROL_STOP, WindowsCode.SERVICE_NOT_ACTIVE);
        assertTrue(service.stop().contains("is stopped"));
    }

    @Test
    void oneThatIsStoppingAlreadyIsWaitedFor() throws Exception {
        services.installed = true;
        services.takesNoControlFor = 3;
        services.failures.put("control " + Advapi.SERVICE_CONTROL_STOP, WindowsCode.SERVICE_NOT_ACTIVE);
        assertTrue(service.stop().contains("is stopped"));
        assertTrue(services.takesNoControlFor < 0);
    }

    @Test
    void oneThatIsStartingIsStoppedOnceItRuns() throws Exception {
        services.installed = true;
        services.takesNoControlFor = 3;
        assertTrue(service.stop().contains("is stopped"));
        assertTrue(services.calls.contains("control " + Advapi.SERVICE_CONTROL_STOP));
    }

    @Test
    void oneThatStartsForEverIsAFailure() {
        services.installed = true;
        services.takesNoControlFor = Integer.MAX_VALUE;
        String failure = failure(service::stop);
        assertTrue(failure.contains("still starting or stopping"), failure);
    }

    @Test
    void aServiceThatDoesNotStopIsAFailure() {
        services.installed = true;
        services.state = Advapi.SERVICE_STOP_PENDING;
        String failure = failure(service::stop);
        assertTrue(failure.contains("did not stop within 10 s"), failure);
    }

    @Test
    void uninstallStopsItFirst() throws Exception {
        services.installed = true;
        service.uninstall();
        assertFalse(services.installed);
        assertTrue(services.calls.indexOf("control 1") < services.calls.indexOf("delete"), services.calls.toString());
    }

    @Test
    void statusOfARunningServiceNamesItsAccount() throws Exception {
        services.installed = true;
        services.state = Advapi.SERVICE_RUNNING;
        ServiceState state = service.status();
        assertTrue(state.running());
        assertTrue(state.text().contains("account NT AUTHORITY\\LocalService"), state.text());
    }

    @Test
    void statusOfNoServiceSaysHowToInstallIt() {
        String failure = failure(service::status);
        assertEquals("the service is not installed: `nbe service install` (error 1060)", failure);
    }

    @Test
    void everyHandleIsClosedAlsoAfterAFailure() {
        services.installed = true;
        services.failures.put("query", 5);
        assertThrows(ServiceFailure.class, service::status);
        assertEquals(2, services.calls.stream().filter("close"::equals).count());
    }

    @Test
    void theSourceOfTheEventLogIsRegisteredWithTheServiceAndRemovedWithIt() throws Exception {
        service.install(PLAIN);
        assertEquals(
                Map.of(
                        "SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\Nymi Bluetooth Endpoint",
                        Map.of("EventMessageFile", "%SystemRoot%\\System32\\EventCreate.exe", "TypesSupported", 7)),
                services.registry);
        assertTrue(services.calls.contains("close key"), services.calls.toString());
        service.uninstall();
        assertEquals(Map.of(), services.registry);
    }

    @Test
    void withoutTheSourceTheServiceIsInstalledAllTheSame() throws Exception {
        services.failures.put("create key", 5);
        service.install(PLAIN);
        assertTrue(services.installed);
        service.uninstall();
        assertFalse(services.installed);
    }
}
