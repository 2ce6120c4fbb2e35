package nbe.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rights of the service are those of its account and of its unit. */
class ServiceAccountTest {
    private static final SystemCommand ID = words -> switch (words.get(1)) {
        case "-G" -> new SystemCommand.Answer(0, List.of("994 20"));
        case "-g" -> new SystemCommand.Answer(0, List.of("994"));
        default -> throw new AssertionError(words.toString());
    };

    @Test
    void allGroupsOfAccountAndUnitAreTaken() throws Exception {
        ServiceAccount account = new ServiceAccount("nbe", Optional.empty(), List.of("dialout"));
        assertEquals(
                List.of("setpriv", "--reuid=nbe", "--regid=994", "--groups=994,20,dialout"),
                account.commandPrefix(ID).subList(0, 4));
        ServiceAccount ofUnit = new ServiceAccount("nbe", Optional.of("bands"), List.of());
        assertTrue(ofUnit.commandPrefix(ID).contains("--regid=bands"));
    }

    @Test
    void anAccountThatIsGoneIsTold() {
        ServiceAccount account = new ServiceAccount("nbe", Optional.empty(), List.of());
        ServiceFailure failure = assertThrows(
                ServiceFailure.class,
                () -> account.commandPrefix(words -> new SystemCommand.Answer(1, List.of("id: 'nbe': no such user"))));
        assertEquals("the service's account nbe cannot be used: id: 'nbe': no such user", failure.getMessage());
    }

    @Test
    void theUnitTellsTheAccount() throws Exception {
        assertEquals(
                Optional.of(new ServiceAccount("nbe", Optional.of("nbe"), List.of("dialout", "plugdev"))),
                unit("LoadState=loaded", "User=nbe", "Group=nbe", "SupplementaryGroups=dialout plugdev"));
        assertEquals(
                Optional.of(new ServiceAccount("root", Optional.empty(), List.of())),
                unit("LoadState=loaded", "User=", "Group=", "SupplementaryGroups="));
        assertEquals(Optional.empty(), unit("LoadState=not-found", "User=", "Group=", "SupplementaryGroups="));
    }

    private static Optional<ServiceAccount> unit(String... properties) throws Exception {
        return new LinuxService(true, words -> new SystemCommand.Answer(0, List.of(properties))).account();
    }
}
