package nbe.bgapi.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import nbe.base.Finding;
import nbe.bgapi.machine.AdapterCounter;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.PortHolders;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Packet;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The driver through jSerialComm on real pseudo-terminals. */
@EnabledOnOs(OS.LINUX)
class PtyIT {
    private static final long BAND = 0xC27F80FFD796L;

    private record Heard(long sender, long atNanos) {}

    @TempDir
    Path directory;

    private PtyDongle dongle;

    private AdapterFleet fleet;

    private final List<AdapterEvent> events = new CopyOnWriteArrayList<>();

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void plug() throws IOException {
        dongle = new PtyDongle(directory.resolve("dongle"));
    }

    @AfterEach
    void end() throws InterruptedException {
        if (fleet != null) {
            assertTrue(fleet.stop(Duration.ofSeconds(5)), "a thread was left behind");
        }
        dongle.close();
    }

    private void start() {
        start(dongle.port());
    }

    private void start(String port) {
        fleet = AdapterFleet.open(
                new BleSettings(List.of(port)),
                (adapter, advertisement, at) -> heard.add(new Heard(advertisement.address(), at)),
                event -> {
                    if (!(event instanceof AdapterEvent.Recovery)) {
                        events.add(event);
                    }
                },
                System::nanoTime,
                InstantSource.system(),
                Thread::new);
        fleet.start();
    }

    private void scanning() {
        start();
        Await.until("scanning " + events, () -> last() instanceof AdapterStatus.Scanning && dongle.scanning);
    }

    private AdapterStatus last() {
        return events.isEmpty() ? null : status(events.size() - 1);
    }

    private AdapterStatus status(int index) {
        return events.get(index) instanceof AdapterEvent.Changed changed ? changed.status() : null;
    }

    private static Packet advertisement(long sender) {
        return Packet.event(
                Event.GAP_SCAN_RESPONSE, -50, 0, sender, 1, 0xFF, new byte[] {6, -1, (byte) 0xB2, 1, 1, 7, 0});
    }

    private boolean hasHeard(long sender) {
        return heard.stream().anyMatch(one -> one.sender() == sender);
    }

    @Test
    void aBandIsHeardTheMomentItSpeaks() {
        scanning();
        long[] late = new long[20];
        for (int i = 0; i < late.length; i++) {
            long sender = BAND + i;
            long before = System.nanoTime();
            assertTrue(dongle.say(advertisement(sender)));
            Await.until("advertisement " + i, () -> hasHeard(sender));
            late[i] = heard.get(heard.size() - 1).atNanos() - before;
        }
        Arrays.sort(late);
        assertTrue(late[10] < 50_000_000L, "median " + late[10] / 1e6 + " ms: as if reads waited for their time-out");
    }

    @Test
    void stoppingSwitchesTheScanOffAtTheDongle() throws InterruptedException {
        scanning();
        assertTrue(fleet.stop(Duration.ofSeconds(1)));
        fleet = null;
        assertFalse(dongle.scanning);
        assertTrue(dongle.commands.get(dongle.commands.size() - 1).isCommand(Command.GAP_END_PROCEDURE));
    }

    @Test
    void aDongleBehindALinkInAFolderThatIsNotThereYetIsUsedTheMomentItComes() throws IOException {
        Path folder = directory.resolve("serial/by-id");
        Path link = folder.resolve("usb-bled112");
        start(link.toString());
        Await.until("absent", () -> last() instanceof AdapterStatus.Missing);
        Files.createDirectories(folder);
        Files.createSymbolicLink(link, Path.of("../../dongle"));
        long plugged = System.nanoTime();
        Await.until("scanning", () -> last() instanceof AdapterStatus.Scanning);
        assertTrue(System.nanoTime() - plugged < TimeUnit.SECONDS.toNanos(3));

        dongle.unplug();
        Files.delete(link);
        Files.delete(folder);
        Await.until("absent", () -> last() instanceof AdapterStatus.Missing);
        Files.createDirectories(folder);
        Files.createSymbolicLink(link, Path.of("../../dongle")); // to nowhere
        dongle.plug();
        plugged = System.nanoTime();
        Await.until("scanning", () -> last() instanceof AdapterStatus.Scanning);
        assertTrue(System.nanoTime() - plugged < TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void garbageInFrontOfEachAnswerHoldsNothingUp() {
        byte[] garbage = new byte[300];
        new Random(17).nextBytes(garbage);
        garbage[299] = (byte) 0x80;
        dongle.beforeEachAnswer = garbage;
        scanning();
        assertEquals(0, dongle.got(Command.SYSTEM_RESET));
        assertTrue(fleet.counters().get(0).get(AdapterCounter.SKIPPED_BYTES) >= 299);
    }

    /** As pyserial and cat open one: without any lock. */
    @Test
    void aPortThatAnotherProcessHasOpenWithoutALockIsInUseUntilItIsFreed() throws IOException, InterruptedException {
        Process holder = new ProcessBuilder("cat", dongle.slave())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Await.until("open", () -> !PortHolders.LIVE.find(dongle.port()).isEmpty());
            start();
            Await.until("failed", () -> last() instanceof AdapterStatus.Failed);
            AdapterStatus.Failed failed = assertInstanceOf(AdapterStatus.Failed.class, status(0));
            assertEquals(AdapterProblem.IN_USE, failed.problem());
            assertTrue(failed.specifics().contains("held by cat (pid " + holder.pid() + ")"), failed.specifics());
            assertEquals(List.of(), dongle.commands, "not a byte to a port that somebody else has");
        } finally {
            holder.destroy();
        }
        assertTrue(holder.waitFor(5, TimeUnit.SECONDS));
        Await.until("scanning", () -> last() instanceof AdapterStatus.Scanning);
    }

    @Test
    void whileThePortIsOpenNobodyElseGetsInAndAfterwardsEverybodyMay() throws IOException, InterruptedException {
        assumeTrue(
                System.getProperty("user.name").equals("root"), "the flag does not bind root, so root can look at it");
        scanning();
        assertTrue(dongle.isExclusive());
        assertEquals(1, asNobody(), "EBUSY");
        assertTrue(fleet.stop(Duration.ofSeconds(5)));
        fleet = null;
        assertFalse(dongle.isExclusive());
        assertEquals(0, asNobody());
    }

    /** Opens the port as an account that may; gives the exit status. */
    private int asNobody() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(Path.of(dongle.slave()), PosixFilePermissions.fromString("rw-rw-rw-"));
        Process other = new ProcessBuilder(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "dd",
                        "count=0",
                        "if=" + dongle.slave())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(other.waitFor(30, TimeUnit.SECONDS));
        return other.exitValue();
    }

    @Test
    void theProbeAsksQuestionsAndLeavesTheDongleAsItWas() {
        for (boolean scanning : new boolean[] {false, true}) {
            dongle.scanning = scanning;
            List<Finding> findings = AdapterProbe.of(
                            new BleSettings(List.of(
                                    dongle.port(), directory.resolve("nothing").toString())),
                            System::nanoTime)
                    .run();
            assertEquals(Finding.Grade.OK, findings.get(0).grade(), findings.toString());
            assertTrue(findings.get(0).text().contains("00:07:80:1A:2B:3C"), findings.toString());
            assertTrue(findings.get(1).text().endsWith("/nothing: there is no such port"), findings.toString());
            assertEquals(scanning, dongle.scanning);
        }
    }

    @Test
    void theProbeNamesWhatIsWrong() {
        dongle.silent = true;
        AdapterProbe probe = AdapterProbe.of(new BleSettings(List.of(dongle.port())), System::nanoTime);
        Finding finding = probe.run().get(0);
        assertTrue(finding.text().contains(AdapterProblem.NO_ANSWER.text()), finding.text());
        assertEquals(Finding.Grade.WRONG, finding.grade());
        assertFalse(finding.remedy().isEmpty());
    }

    @Test
    void whatIsNoSerialPortCannotBeOpened() {
        AdapterProbe probe = AdapterProbe.of(new BleSettings(List.of("/dev/null")), System::nanoTime);
        Finding finding = probe.run().get(0);
        assertTrue(finding.text().contains(AdapterProblem.CANNOT_OPEN.text()), finding.text());
    }
}
