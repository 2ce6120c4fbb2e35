package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import nbe.base.Finding;
import nbe.base.Finding.Grade;
import nbe.service.ServiceAccount;
import org.junit.jupiter.api.Test;

/** Doctor names the account whose rights it used; a right that another account lacks is no fault of the service. */
class DoctorCommandTest {
    private static final String OWN = System.getProperty("user.name");
    private static final ServiceAccount SERVICE = new ServiceAccount("nbe-service", Optional.empty(), List.of());

    @Test
    void whatThisAccountMayNotOpenIsAWarningWithTheWayToLook() {
        Finding refused = Finding.wrong("adapter", "/dev/ttyACM0: may not be opened", "join the group")
                .ofRights(true);
        assertEquals(Grade.WRONG, refused.grade(), "with the service's own rights it is a fault");
        Finding shown = DoctorCommand.withoutRights(refused, SERVICE);
        assertEquals(Grade.WARNING, shown.grade());
        assertEquals(OWN + " cannot probe it: /dev/ttyACM0: may not be opened", shown.text());
        assertTrue(shown.remedy().orElseThrow().contains("sudo nbe doctor"), shown.toString());
        assertTrue(shown.remedy().orElseThrow().contains("nbe-service"), shown.toString());
    }

    @Test
    void theAccountIsNamed() {
        Finding other = DoctorCommand.account(Optional.of(SERVICE), Optional.of(SERVICE));
        assertEquals(Grade.WARNING, other.grade());
        assertTrue(other.text().startsWith(OWN + "; the service runs as nbe-service"), other.text());
        ServiceAccount own = new ServiceAccount(OWN, Optional.empty(), List.of());
        assertEquals(
                OWN + ", the service's",
                DoctorCommand.account(Optional.of(own), Optional.empty()).text());
        assertEquals(
                OWN + "; no service is installed",
                DoctorCommand.account(Optional.empty(), Optional.empty()).text());
    }
}
