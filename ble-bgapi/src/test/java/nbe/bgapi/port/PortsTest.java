package nbe.bgapi.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    Path root;

    private void attach(String socket, String tty, String vendor, String product) throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/devices/usb1/" + socket));
        Path face = Files.createDirectories(device.resolve(socket + ":1.0"));
        Path entry = Files.createDirectories(face.resolve("tty/" + tty));
        Files.createSymbolicLink(entry.resolve("device"), face);
        Path ttys = Files.createDirectories(root.resolve("sys/class/tty"));
        Files.createSymbolicLink(ttys.resolve(tty), entry);
        if (vendor != null) {
            Files.writeString(device.resolve("idVendor"), vendor + "\n");
            Files.writeString(device.resolve("idProduct"), product + "\n");
        }
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/" + tty));
    }

    private List<FoundPort> find() {
        return new LinuxUsbPortFinder(root.resolve("sys"), root.resolve("dev")).find();
    }

    private String dev(String tty) {
        return root.resolve("dev/" + tty).toString();
    }

    @Test
    void everyBled112IsFoundByItsUsbIdAndNothingElse() throws IOException {
        attach("1-1", "ttyACM0", "2341", "0043");
        attach("1-2", "ttyACM1", "2458", "0001");
        attach("1-3", "ttyACM2", "2458", "0001");
        assertEquals(
                List.of(new FoundPort("1-2", dev("ttyACM1"), false), new FoundPort("1-3", dev("ttyACM2"), false)),
                find());
    }

    @Test
    void aDongleInDfuModeIsToldApart() throws IOException {
        attach("1-2", "ttyACM0", "2458", "fffe");
        assertEquals(List.of(new FoundPort("1-2", dev("ttyACM0"), true)), find());
    }

    @Test
    void missingIdsAndMissingNodesMeanNotYet() throws IOException {
        attach("1-2", "ttyACM0", null, null);
        attach("1-3", "ttyACM1", "2458", "0001");
        Files.delete(root.resolve("dev/ttyACM1"));
        assertEquals(List.of(), find());
    }

    @Test
    void aMachineWithoutSysfsHasNone() {
        assertEquals(List.of(), find());
    }

    @Test
    void aNamedPortIsThereWhileItExistsAndLinksAreFollowed() throws IOException {
        Path target = Files.createFile(root.resolve("target"));
        Path link = Files.createSymbolicLink(root.resolve("dongle"), target);
        PortFinder finder = PortFinder.named(link.toString());
        assertEquals(List.of(new FoundPort(link.toString(), link.toString(), false)), finder.find());
        Files.delete(target);
        assertEquals(List.of(), finder.find());
    }

    @Test
    void comPortsAreWrittenWithAndWithoutTheDevicePrefix() {
        assertEquals("COM5", PortNames.bare("COM5"));
        assertEquals("COM12", PortNames.bare("\\\\.\\COM12"));
        assertEquals("/dev/ttyACM0", PortNames.bare("/dev/ttyACM0"));
    }

    @Test
    void eachDongleGoesToOneAdapterWhichKeepsItUnderAnotherName() {
        List<FoundPort> ports = new ArrayList<>();
        AutoPorts auto = new AutoPorts(() -> List.copyOf(ports));
        PortLocator first = auto.locatorOf(0);
        PortLocator second = auto.locatorOf(1);
        FoundPort a = new FoundPort("1-1", "/dev/ttyACM0", false);
        FoundPort b = new FoundPort("1-2", "/dev/ttyACM1", false);
        ports.add(a);
        assertEquals(1, auto.unclaimed());
        assertEquals(Optional.of(a), first.locate());
        assertEquals(Optional.empty(), second.locate());
        ports.add(b);
        assertEquals(Optional.of(b), second.locate());
        assertEquals(0, auto.unclaimed());

        ports.remove(a);
        assertEquals(Optional.empty(), first.locate());
        FoundPort renamed = new FoundPort("1-1", "/dev/ttyACM7", false);
        ports.add(renamed);
        assertEquals(Optional.of(renamed), first.locate());

        ports.remove(renamed);
        first.release();
        FoundPort elsewhere = new FoundPort("1-4", "/dev/ttyACM0", false);
        ports.add(elsewhere);
        assertEquals(Optional.of(elsewhere), first.locate());
    }

    @Test
    void whoHoldsAPortIsReadFromProc() throws IOException {
        Path device = Files.createFile(root.resolve("ttyACM0"));
        Path process = Files.createDirectories(root.resolve("proc/123/fd"));
        Files.createSymbolicLink(process.resolve("0"), Files.createFile(root.resolve("null")));
        Files.createSymbolicLink(process.resolve("3"), device.toRealPath());
        Files.writeString(root.resolve("proc/123/comm"), "minicom\n");
        Path own = Files.createDirectories(root.resolve("proc/7/fd"));
        Files.createSymbolicLink(own.resolve("3"), device.toRealPath());
        Files.createDirectories(root.resolve("proc/self"));
        PortHolders holders = new PortHolders(root.resolve("proc"), 7);
        assertEquals(List.of(new PortHolder("minicom", "123")), holders.find(device.toString()));
        CannotOpenException refusal = holders.refusal(device.toString()).orElseThrow();
        assertEquals(Optional.of(AdapterProblem.IN_USE), refusal.problem());
        assertEquals("held by minicom (pid 123)", refusal.getMessage());
        assertEquals(List.of(), holders.find(root.resolve("nothing").toString()));
        assertEquals(List.of(), new PortHolders(root.resolve("noproc"), 7).find(device.toString()));
    }

    @Test
    void whoMadeAPseudoTerminalDoesNotShareIt() throws IOException {
        Path device = Files.createFile(root.resolve("7")); // as /dev/pts/7
        Path maker = Files.createDirectories(root.resolve("proc/20/fd"));
        Files.createSymbolicLink(maker.resolve("4"), Path.of("/dev/ptmx"));
        Files.createSymbolicLink(maker.resolve("5"), device.toRealPath());
        Path info = Files.createDirectories(root.resolve("proc/20/fdinfo"));
        Files.writeString(info.resolve("4"), "pos:\t0\nflags:\t02\ntty-index:\t7\n");
        Path thief = Files.createDirectories(root.resolve("proc/21/fd"));
        Files.createSymbolicLink(thief.resolve("3"), Path.of("/dev/ptmx"));
        Files.createSymbolicLink(thief.resolve("4"), device.toRealPath());
        Path otherInfo = Files.createDirectories(root.resolve("proc/21/fdinfo"));
        Files.writeString(otherInfo.resolve("3"), "tty-index:\t17\n");
        Files.writeString(root.resolve("proc/21/comm"), "cat\n");
        PortHolders holders = new PortHolders(root.resolve("proc"), 1);
        assertEquals(List.of(new PortHolder("cat", "21")), holders.sharers(device.toString()));
        assertEquals(2, holders.find(device.toString()).size());
    }

    @Test
    void aHolderThatMeansSomethingToUsIsRecognized() {
        PortHolder modems = PortHolder.of("ModemManager", List.of("/usr/sbin/ModemManager"), "", "7");
        assertEquals(AdapterProblem.MODEM_MANAGER, modems.problem());
        PortHolder daemon = PortHolder.of(
                "java", List.of("java", "-Xmx96m", "-jar", "/opt/nbe/nbe.jar", "-c", "/etc/nbe.toml", "run"), "", "8");
        assertEquals("nbe run (pid 8)", daemon.toString());
        assertEquals(AdapterProblem.HELD_BY_NBE, daemon.problem());
        PortHolder recorder = PortHolder.of("java", List.of("java", "-cp", "x", "nbe.cli.Main", "record"), "", "9");
        assertEquals("nbe record (pid 9)", recorder.toString());
        PortHolder other = PortHolder.of("java", List.of("java", "-jar", "nymi.jar", "run"), "", "10");
        assertEquals("java (pid 10)", other.toString());
        assertEquals(AdapterProblem.IN_USE, other.problem());
        PortHolder measuring = PortHolder.of(
                "java", List.of("java", "-cp", "x", "nbe.benchmarks.Faults", "--jar", "nbe.jar"), "", "12");
        assertEquals("java (pid 12)", measuring.toString());
        CannotOpenException both = PortHolders.heldBy(List.of(other, modems));
        assertEquals(Optional.of(AdapterProblem.MODEM_MANAGER), both.problem());
        assertEquals("held by java (pid 10), ModemManager (pid 7)", both.getMessage());

        PortHolder agent = PortHolder.of("java", List.of("java", "-jar", "nbe.jar", "agent"), "", "11");
        assertEquals(
                List.of(true, true, true, false, false),
                Stream.of(modems, daemon, recorder, other, agent)
                        .map(PortHolder::isSuspect)
                        .toList());
        PortHolder service = PortHolder.of(
                "java",
                List.of("java", "-jar", "/opt/nbe/nbe.jar", "run"),
                "0::/system.slice/nymi-bluetooth-endpoint.service\n",
                "13");
        assertEquals("the service nymi-bluetooth-endpoint (pid 13)", service.toString());
        assertEquals(AdapterProblem.HELD_BY_NBE, service.problem());
        assertTrue(service.isSuspect());
        CannotOpenException likely = PortHolders.seemsHeldBy(List.of(modems));
        assertEquals(Optional.of(AdapterProblem.MODEM_MANAGER), likely.problem());
        assertEquals(
                "held by ModemManager (pid 7), it seems; this account may not see whose the port is",
                likely.getMessage());
        CannotOpenException unclear = PortHolders.seemsHeldBy(List.of(modems, daemon));
        assertEquals(Optional.of(AdapterProblem.IN_USE), unclear.problem());
        assertTrue(unclear.getMessage().startsWith("held by one of ModemManager (pid 7), nbe run (pid 8), it seems"));
    }

    @Test
    void aDongleInDfuModeNeedsNoSerialPortToBeRecognized() throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/bus/usb/devices/1-4"));
        Files.createDirectories(root.resolve("sys/bus/usb/devices/1-4:1.0"));
        PortFinder named = PortFinder.named(dev("ttyACM0"), root.resolve("sys"));
        assertEquals(List.of(), named.find());
        Files.writeString(device.resolve("idVendor"), "2458\n");
        Files.writeString(device.resolve("idProduct"), "fffe\n");
        assertEquals(List.of(new FoundPort("1-4", "USB socket 1-4", true)), find());
        assertEquals(List.of(new FoundPort(dev("ttyACM0"), dev("ttyACM0"), true)), named.find());
        attach("1-5", "ttyACM0", "2458", "0001");
        assertEquals(
                List.of(new FoundPort("1-5", dev("ttyACM0"), false), new FoundPort("1-4", "USB socket 1-4", true)),
                find());
        assertEquals(List.of(new FoundPort(dev("ttyACM0"), dev("ttyACM0"), false)), named.find());
    }

    @Test
    void errorCodesOfOpenAreTranslated() {
        assertNull(SerialBytePort.problemOf(2, false));
        assertNull(SerialBytePort.problemOf(2, true));
        assertEquals(AdapterProblem.IN_USE, SerialBytePort.problemOf(11, false));
        assertEquals(AdapterProblem.IN_USE, SerialBytePort.problemOf(16, false));
        assertEquals(AdapterProblem.IN_USE, SerialBytePort.problemOf(5, true));
        assertEquals(AdapterProblem.NO_PERMISSION, SerialBytePort.problemOf(13, false));
        assertEquals(AdapterProblem.CANNOT_OPEN, SerialBytePort.problemOf(25, false));
        assertEquals(AdapterProblem.CANNOT_OPEN, SerialBytePort.problemOf(87, true));
    }
}
