package nbe.usb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.base.Finding;
import nbe.base.Finding.Grade;
import nbe.bgapi.port.PortHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder like /sys shows, and what doctor says about it. */
class UsbProbeTest {
    private static final Optional<Integer> NO_SERVICE = Optional.empty();
    private static final Optional<Integer> NO_READER = Optional.of(0);
    private static final Optional<Integer> ONE_READER = Optional.of(1);

    @TempDir
    private Path folder;

    private final List<PortHolder> holders = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private UsbTree tree;

    @BeforeEach
    void empty() {
        tree = new UsbTree(folder);
    }

    private UsbProbe probe() {
        return new UsbProbe(new LinuxUsbBus(folder), file -> {
            asked.add(file);
            return holders;
        });
    }

    private Finding reader(Optional<Integer> listed) {
        List<Finding> found = probe().readers(listed);
        assertEquals(1, found.size(), found.toString());
        assertEquals(Grade.WARNING, found.get(0).grade());
        assertEquals("readers", found.get(0).subject());
        return found.get(0);
    }

    @Test
    void aDongleWithoutItsDriverIsFoundAndTheModuleNamed() throws IOException {
        tree.attach("1-2", "2458", "0001", "Bluegiga", "Low Energy Dongle")
                .with(0, "02", "")
                .with(1, "0a", "");
        Finding found = probe().dongleWithoutPort().orElseThrow();
        assertEquals(Grade.WRONG, found.grade());
        assertTrue(
                found.text().startsWith("Bluegiga Low Energy Dongle (USB id 2458:0001, socket 1-2): "), found.text());
        assertTrue(found.remedy().orElseThrow().startsWith("`modprobe cdc-acm`"), found.line());
    }

    @Test
    void aDongleWithItsPortIsNoFinding() throws IOException {
        tree.attach("1-2", "2458", "0001", "Bluegiga", "Low Energy Dongle")
                .with(0, "02", "cdc_acm")
                .withPort("ttyACM0");
        assertEquals(Optional.empty(), probe().dongleWithoutPort());
        assertEquals(List.of(), probe().readers(NO_READER));
    }

    @Test
    void aReaderThatTypesIsFoundWhateverTheServiceLists() throws IOException {
        tree.attach("1-1", "076b", "5428", "HID Global", "OMNIKEY 5427 CK").with(0, "03", "usbhid");
        for (Optional<Integer> listed : List.of(NO_SERVICE, NO_READER, ONE_READER)) {
            Finding found = reader(listed);
            assertTrue(found.text().contains("keyboard wedge mode"), found.text());
            assertTrue(found.remedy().orElseThrow().contains("http://192.168.63.99"), found.line());
        }
    }

    @Test
    void aReaderThatTheKernelHoldsIsFoundAndTheModuleNamed() throws IOException {
        tree.attach("1-1", "072f", "2200", "ACS", "ACR122U PICC Interface").with(0, "0b", "pn533_usb");
        Finding found = reader(NO_READER);
        assertTrue(found.text().contains("the kernel's NFC driver holds it"), found.text());
        assertTrue(found.remedy().orElseThrow().contains("modprobe -r pn533_usb"), found.line());
    }

    @Test
    void theSameReaderInTheHandsOfPcscdIsNone() throws IOException {
        tree.attach("1-1", "072f", "2200", "ACS", "ACR122U PICC Interface").with(0, "0b", "usbfs");
        holders.add(new PortHolder("pcscd", "41"));
        assertEquals(List.of(), probe().readers(ONE_READER));
        assertEquals(List.of("/dev/bus/usb/001/007"), asked);
    }

    @Test
    void aReaderOfAnotherKernelDriverIsFoundByItsClass() throws IOException {
        tree.attach("1-1", "1234", "5678", "Maker", "Model").with(0, "0b", "some_nfc");
        assertTrue(reader(NO_READER).remedy().orElseThrow().contains("modprobe -r some_nfc"));
    }

    @Test
    void aReaderThatNobodyHasLacksADriverInPcscd() throws IOException {
        tree.attach("1-1.4", "1234", "5678", "Maker", "Model").with(0, "0b", "");
        Finding found = reader(NO_READER);
        assertEquals(
                "Maker Model (USB id 1234:5678, socket 1-1.4): the PC/SC service has no driver for it", found.text());
        assertEquals(List.of(), probe().readers(NO_SERVICE), "it does not run, and that is the finding");
    }

    @Test
    void anotherProgramIsNamedAsFarAsItCanBeSeen() throws IOException {
        tree.attach("1-1", "1234", "5678", "Maker", "Model").with(0, "0b", "usbfs");
        assertTrue(reader(NO_READER).text().contains("another program holds it, and"));
        holders.add(new PortHolder("scdaemon", "77"));
        assertTrue(reader(ONE_READER).text().contains("another program holds it, scdaemon (pid 77), and"));
    }

    @Test
    void otherDevicesAndAMachineWithoutUsbAreNoFinding() throws IOException {
        assertEquals(List.of(), probe().readers(NO_READER));
        tree.attach("1-1", "046d", "c31c", "Logitech", "USB Keyboard").with(0, "03", "usbhid");
        Files.createDirectories(folder.resolve("bus/usb/devices/1-3")); // it has just left
        assertEquals(List.of(), probe().readers(NO_READER));
    }

    /** One table: the program's is printed in docs/troubleshooting.md. */
    @Test
    void theTableInTheDocsIsTheProgramsOwn() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "troubleshooting.md"));
        List<String> rows = page.lines()
                .filter(line -> line.matches("\\| `[0-9a-f]{4}:[0-9a-f]{4}` .*"))
                .toList();
        List<String> expected = new ArrayList<>();
        for (UsbTrouble trouble : UsbTrouble.values()) {
            expected.add(trouble.row());
        }
        assertEquals(expected, rows);
    }
}
