package nbe.bgapi.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The finder on fabricated sysfs trees: dongles in every stage of coming and going, and what only resembles one. */
@EnabledOnOs(OS.LINUX)
class LinuxUsbPortFinderTest {
    @TempDir
    Path root;

    private LinuxUsbPortFinder finder() {
        return new LinuxUsbPortFinder(root.resolve("sys"), root.resolve("dev"));
    }

    private Path device(String socket) throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/devices/pci0/usb1/" + socket));
        Path bus = Files.createDirectories(root.resolve("sys/bus/usb/devices"));
        Path link = bus.resolve(socket);
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, device);
        }
        return device;
    }

    private Path ids(String socket, String vendor, String product) throws IOException {
        Path device = device(socket);
        Files.writeString(device.resolve("idVendor"), vendor);
        Files.writeString(device.resolve("idProduct"), product);
        return device;
    }

    private void tty(String socket, String tty) throws IOException {
        Path face = Files.createDirectories(device(socket).resolve(socket + ":1.0"));
        Path entry = Files.createDirectories(face.resolve("tty").resolve(tty));
        Files.createSymbolicLink(entry.resolve("device"), Path.of("../.."));
        Path ttys = Files.createDirectories(root.resolve("sys/class/tty"));
        Files.createSymbolicLink(ttys.resolve(tty), entry);
    }

    private void node(String tty) throws IOException {
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev").resolve(tty));
    }

    private FoundPort port(String socket, String tty, boolean dfu) {
        return new FoundPort(socket, root.resolve("dev").resolve(tty).toString(), dfu);
    }

    private void dongle(String socket, String tty) throws IOException {
        ids(socket, "2458\n", "0001\n");
        tty(socket, tty);
        node(tty);
    }

    @Test
    void aDongleIsFoundAsSoonAsItsLastPartIsThere() throws IOException {
        assertEquals(List.of(), finder().find(), "nothing at all");
        device("1-2");
        assertEquals(List.of(), finder().find(), "a device without ids");
        ids("1-2", "2458\n", "0001\n");
        assertEquals(List.of(), finder().find(), "without a serial port");
        tty("1-2", "ttyACM0");
        assertEquals(List.of(), finder().find(), "without a node");
        node("ttyACM0");
        assertEquals(List.of(port("1-2", "ttyACM0", false)), finder().find());
        Files.delete(root.resolve("dev/ttyACM0"));
        assertEquals(List.of(), finder().find(), "its node has gone first");
    }

    @ParameterizedTest
    @CsvSource({
        "2458, 0001, true",
        "2458, 0002, false",
        "2459, 0001, false",
        "0001, 2458, false",
        "0000, 0000, false",
        "ffff, ffff, false",
        "xyzw, 0001, false",
        "'', '', false",
    })
    void onlyTheIdsOfABled112Count(String vendor, String product, boolean found) throws IOException {
        ids("1-2", vendor + "\n", product + "\n");
        tty("1-2", "ttyACM0");
        node("ttyACM0");
        assertEquals(found ? List.of(port("1-2", "ttyACM0", false)) : List.of(), finder().find());
    }

    @Test
    void severalDonglesComeInTheOrderOfTheirPathsAndKeepTheirSocketAsKey() throws IOException {
        dongle("1-4", "ttyACM0");
        dongle("1-1.3", "ttyACM2");
        dongle("2-1", "ttyACM1");
        assertEquals(
                List.of(port("1-4", "ttyACM0", false), port("2-1", "ttyACM1", false), port("1-1.3", "ttyACM2", false)),
                finder().find());
    }

    @Test
    void otherKindsOfTerminalsAreNotEvenLookedAt() throws IOException {
        ids("1-2", "2458\n", "0001\n");
        tty("1-2", "ttyUSB0");
        node("ttyUSB0");
        Files.createDirectories(root.resolve("sys/class/tty/ttyS0"));
        node("ttyS0");
        assertEquals(List.of(), finder().find());
    }

    @Test
    void aSerialPortThatIsNoUsbDeviceIsPassedOver() throws IOException {
        Files.createDirectories(root.resolve("sys/class/tty/ttyACM9"));
        node("ttyACM9");
        dongle("1-2", "ttyACM0");
        assertEquals(List.of(port("1-2", "ttyACM0", false)), finder().find());
    }

    @Test
    void aDongleInDfuModeIsReportedOnceWithOrWithoutASerialPort() throws IOException {
        ids("1-3", "2458\n", "fffe\n");
        assertEquals(List.of(new FoundPort("1-3", "USB socket 1-3", true)), finder().find());
        tty("1-3", "ttyACM0");
        node("ttyACM0");
        assertEquals(List.of(port("1-3", "ttyACM0", true)), finder().find());
    }

    @Test
    void beingFlashedAndComingBackChangesModeAndKeepsTheKey() throws IOException {
        dongle("1-3", "ttyACM0");
        String key = finder().find().get(0).key();
        ids("1-3", "2458\n", "FFFE\n");
        assertEquals(List.of(port("1-3", "ttyACM0", true)), finder().find());
        ids("1-3", "2458\n", "0001\n");
        assertEquals(key, finder().find().get(0).key());
    }

    @Test
    void aNamedPortThatIsMissingShowsADongleInDfuModeInstead() throws IOException {
        Path named = root.resolve("dev/ttyACM0");
        PortFinder finder = PortFinder.named(named.toString(), root.resolve("sys"));
        assertEquals(List.of(), finder.find());
        ids("1-3", "2458\n", "fffe\n");
        assertEquals(List.of(new FoundPort(named.toString(), named.toString(), true)), finder.find());
        node("ttyACM0");
        assertEquals(List.of(new FoundPort(named.toString(), named.toString(), false)), finder.find());
    }

    @Test
    void adaptersShareTheDonglesOfATreeAndKeepTheirs() throws IOException {
        dongle("1-1", "ttyACM0");
        AutoPorts auto = new AutoPorts(finder());
        PortLocator first = auto.locatorOf(0);
        PortLocator second = auto.locatorOf(1);
        assertEquals("ttyACM0", name(first));
        assertEquals("", name(second));
        dongle("1-2", "ttyACM1");
        assertEquals(1, auto.unclaimed());
        assertEquals("ttyACM1", name(second));
        assertEquals("ttyACM0", name(first), "however often it is located");
        assertEquals(0, auto.unclaimed());
        Files.delete(root.resolve("dev/ttyACM0"));
        assertEquals("", name(first));
        assertEquals("ttyACM1", name(second), "a dongle that restarts is not swapped for another one");
        first.release();
        second.release();
        assertEquals("ttyACM1", name(first), "one that was released takes any");
    }

    private static String name(PortLocator locator) {
        return locator.locate()
                .map(port -> Path.of(port.path()).getFileName().toString())
                .orElse("");
    }
}
