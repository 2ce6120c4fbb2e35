package nbe.bgapi.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which opening a port fails, and the words for it. */
class OpeningTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "1, NO_PERMISSION", // EPERM
        "2,", // ENOENT
        "5,", // EIO
        "6,", // ENXIO
        "11, IN_USE", // EWOULDBLOCK
        "12, CANNOT_OPEN", // ENOMEM
        "13, NO_PERMISSION", // EACCES
        "16, IN_USE", // EBUSY
        "19,", // ENODEV
        "22, CANNOT_OPEN", // EINVAL
        "24, CANNOT_OPEN", // EMFILE
        "25, CANNOT_OPEN", // ENOTTY
        "0, CANNOT_OPEN",
    })
    void errorsOfLinuxMean(int code, AdapterProblem problem) {
        assertEquals(problem, SerialBytePort.problemOf(code, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2,", // ERROR_FILE_NOT_FOUND
        "3,", // ERROR_PATH_NOT_FOUND
        "5, IN_USE", // ERROR_ACCESS_DENIED: a COM port opens once
        "20,", // ERROR_BAD_UNIT
        "31,", // ERROR_GEN_FAILURE
        "32, IN_USE", // ERROR_SHARING_VIOLATION
        "33, IN_USE", // ERROR_LOCK_VIOLATION
        "87, CANNOT_OPEN", // ERROR_INVALID_PARAMETER
        "121, CANNOT_OPEN", // ERROR_SEM_TIMEOUT
        "433,", // ERROR_NO_SUCH_DEVICE
    })
    void errorsOfWindowsMean(int code, AdapterProblem problem) {
        assertEquals(problem, SerialBytePort.problemOf(code, true));
    }

    @Test
    void aProblemKeepsItsDetailAndItsCause() {
        IOException cause = new IOException("inner");
        CannotOpenException why = CannotOpenException.because(AdapterProblem.CANNOT_OPEN, "system error 22", cause);
        assertEquals(Optional.of(AdapterProblem.CANNOT_OPEN), why.problem());
        assertEquals("system error 22", why.getMessage());
        assertEquals(cause, why.getCause());
        assertEquals(Optional.empty(), CannotOpenException.notThere("gone").problem());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPortThatDoesNotExistIsNotThere() {
        Path nothing = directory.resolve("nothing");
        CannotOpenException why =
                assertThrows(CannotOpenException.class, () -> SerialBytePort.open(nothing.toString()));
        assertEquals(Optional.empty(), why.problem());
        assertTrue(why.getMessage().contains(nothing.toString()), why.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero", "/dev/full"})
    @EnabledOnOs(OS.LINUX)
    void aDeviceThatIsNoSerialPortCannotBeOpened(String device) {
        CannotOpenException why = assertThrows(CannotOpenException.class, () -> SerialBytePort.open(device));
        assertEquals(Optional.of(AdapterProblem.CANNOT_OPEN), why.problem());
        assertTrue(why.getMessage().startsWith("system error "), why.getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoseAPortIsStandsInTheMessageThatThisAccountMayNotOpenIt() throws IOException {
        Path port = Files.createFile(directory.resolve("ttyACM0"));
        String me = System.getProperty("user.name");
        String group = Files.getAttribute(port, "posix:group").toString();
        String owner = Files.getOwner(port).getName();
        Files.setPosixFilePermissions(port, PosixFilePermissions.fromString("rw-rw----"));
        assertEquals(
                "account " + me + "; the port is for the account " + owner + " and the group " + group,
                PortRights.of(port.toString(), "otherwise"));
        for (String closed : List.of("rw-------", "rw-r-----", "rw--w----")) {
            Files.setPosixFilePermissions(port, PosixFilePermissions.fromString(closed));
            assertEquals(
                    "account " + me + "; the port is for the account " + owner + ", and for no group",
                    PortRights.of(port.toString(), "otherwise"));
        }
        assertEquals(
                "account " + me + "; system error 13",
                PortRights.of(directory.resolve("nothing").toString(), "system error 13"));
    }

    @Test
    void theLibraryOfSerialPortsIsLoadedOnceAndAgain() throws CannotOpenException {
        SerialLibrary.load();
        SerialLibrary.load();
        assertTrue(com.fazecast.jSerialComm.SerialPort.getVersion().length() > 0);
    }
}
