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
import org.junit.jupiter.api.io.TempDir;

/** {@code nbe service} on Windows, before a service control manager that is made up. */
final class WindowsServiceTest {
    private static final ServiceWish PLAIN = new ServiceWish(Optional.empty(), Optional.empty());

    @TempDir
    private Path root;

    private final FakeServices services = new FakeServices();
    private final List<String> icacls = new ArrayList<>();
    private Path home;
    private int icaclsStatus;
    private WindowsService service;

    @BeforeEach
    void unpack() throws IOException {
        home = Files.createDirectories(root.resolve("Nymi/Bluetooth_Endpoint"));
        service = service(Optional.of(home));
    }

    private WindowsService service(Optional<Path> folder) {
        SystemCommand command = words -> {
            icacls.add(String.join(" ", words));
            return new SystemCommand.Answer(icaclsStatus, List.of("it said so"));
        };
        Path file = home.resolve("nbe.toml");
        return new WindowsService(
                services,
                () -> services.lastError,
                folder,
                SystemFile.of(new Surroundings(Map.of(), List.of(file), () -> "here")),
                new FolderRights(command),
                millis -> {});
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
    void theFolderIsProtectedBeforeThereIsAServiceAndTheLogsAreTheServicesAfterwards() throws Exception {
        service.install(PLAIN);
        assertEquals(3, icacls.size(), icacls.toString());
        assertTrue(icacls.get(0).startsWith("icacls.exe " + home.getParent() + " /inheritance:r"), icacls.get(0));
        assertTrue(icacls.get(1).startsWith("icacls.exe " + home + " /inheritance:r"), icacls.get(1));
        assertEquals(
                "icacls.exe " + home.resolve("logs") + " /grant NT SERVICE\\Nymi Bluetooth Endpoint:(OI)(CI)M",
                icacls.get(2));
        assertTrue(Files.isDirectory(home.resolve("logs")));
    }

    @Test
    void aFolderAboveThatHoldsOtherProgramsIsLeftAsItIs() throws Exception {
        Files.createDirectory(home.resolveSibling("Another"));
        service.install(PLAIN);
        assertTrue(icacls.get(0).startsWith("icacls.exe " + home + " "), icacls.get(0));
    }

    @Test
    void noServiceIsMadeInAFolderThatCannotBeProtected() {
        icaclsStatus = 5;
        ServiceFailure failure = assertThrows(ServiceFailure.class, () -> service.install(PLAIN));
        assertTrue(failure.getMessage().contains("it said so"), failure.getMessage());
        assertFalse(services.installed);
    }

    @Test
    void theConfigurationIsMadeWithTheAgentsUrl() throws Exception {
        service.install(new ServiceWish(Optional.empty(), Optional.of("wss://agent.example/socket/websocket")));
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
        ServiceFailure failure = assertThrows(ServiceFailure.class, () -> service.install(PLAIN));
        assertTrue(failure.getMessage().contains("close services.msc"), failure.getMessage());
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
        ServiceFailure failure = assertThrows(ServiceFailure.class, () -> service.install(PLAIN));
        assertTrue(failure.getMessage().contains("Run as administrator"), failure.getMessage());
        assertTrue(icacls.isEmpty(), icacls.toString());
    }

    @Test
    void anotherProgramThanNbeExeIsNotMadeAService() {
        ServiceFailure failure = assertThrows(
                ServiceFailure.class, () -> service(Optional.empty()).install(PLAIN));
        assertTrue(failure.getMessage().contains("install the Windows package"), failure.getMessage());
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
        ServiceFailure failure = assertThrows(ServiceFailure.class, service::start);
        assertTrue(failure.getMessage().contains("exit status 78 (bad configuration"), failure.getMessage());
        assertTrue(
                failure.getMessage()
                        .contains(home.resolve("logs").resolve("nbe.log").toString()),
                failure.getMessage());
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
        ServiceFailure failure = assertThrows(ServiceFailure.class, service::stop);
        assertTrue(failure.getMessage().contains("still starting or stopping"), failure.getMessage());
    }

    @Test
    void aServiceThatDoesNotStopIsAFailure() {
        services.installed = true;
        services.state = Advapi.SERVICE_STOP_PENDING;
        ServiceFailure failure = assertThrows(ServiceFailure.class, service::stop);
        assertTrue(failure.getMessage().contains("did not stop within 10 s"), failure.getMessage());
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
        ServiceFailure failure = assertThrows(ServiceFailure.class, service::status);
        assertEquals("the service is not installed: `nbe service install` (error 1060)", failure.getMessage());
    }

    @Test
    void everyHandleIsClosedAlsoAfterAFailure() {
        services.installed = true;
        services.failures.put("query", 5);
        assertThrows(ServiceFailure.class, service::status);
        assertEquals(2, services.calls.stream().filter("close"::equals).count());
    }
}
