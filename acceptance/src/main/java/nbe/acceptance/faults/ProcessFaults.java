package nbe.acceptance.faults;

import static nbe.acceptance.faults.FaultSite.SOON_NANOS;
import static nbe.acceptance.faults.FaultSite.TRIED_NANOS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.testing.Message;
import nbe.testing.Program;
import nbe.testing.RigFailure;

/** Signals to the daemon's process, and rights that its account lacks. */
final class ProcessFaults {
    private static final int STARTS = 20;
    private static final long LONGEST_LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STOP_SECONDS = 10;
    private static final String[] NOBODY = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};

    private ProcessFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.ofDongle("kill", "20 starts killed (SIGKILL) at random moments, same pty", ProcessFaults::kill),
                Fault.ofDongle("term", "SIGTERM while it scans", ProcessFaults::termScanning),
                Fault.ofDongle(
                        "term-connecting",
                        "SIGTERM while it brings a silent dongle to order",
                        ProcessFaults::termConnecting),
                Fault.ofDongle("term-none", "SIGTERM while there is no dongle", ProcessFaults::termNone),
                Fault.ofDongle(
                        "permission",
                        "the daemon's account (nobody) may not open the port, later it may",
                        ProcessFaults::permission));
    }

    private static void kill(FaultSite site, FaultRow row) throws Exception {
        SplittableRandom chance = new SplittableRandom(9);
        String pty = DongleFaults.portOf(site.dongle());
        int scanned = 0;
        for (int i = 0; i < STARTS; i++) {
            Program daemon = site.startOnly();
            FaultSite.pause(chance.nextLong(LONGEST_LIFE_NANOS));
            daemon.kill();
            scanned += site.dongle().ask(SimulatedAdapter::scanning) ? 1 : 0;
        }
        int mark = site.mark();
        long resets = site.resets();
        long start = site.start();
        long ready = site.awaitMessage(SOON_NANOS, "ble_ready", mark, Message::isReady)
                .atNanos();
        site.noError(mark);
        if (!pty.equals(DongleFaults.portOf(site.dongle()))) {
            throw new RigFailure("the dongle was reset meanwhile");
        }
        row.reported("nothing by the next start");
        row.again("ble_ready " + FaultRow.seconds(ready - start) + " after the next start; " + scanned + " of " + STARTS
                + " left it scanning; " + (site.resets() - resets) + " resets");
        row.doctor(FaultRow.NOT_ASKED);
    }

    private static void term(FaultSite site, FaultRow row) throws Exception {
        long begin = FaultSite.now();
        site.daemon().signal("TERM");
        int status = site.daemon().awaitEnd(Duration.ofSeconds(STOP_SECONDS));
        long took = FaultSite.now() - begin;
        row.reported("-");
        row.again("gone after " + FaultRow.seconds(took) + ", status " + status);
        row.doctor(FaultRow.NOT_ASKED);
        if (took > STOP_NANOS || status != 0) {
            throw new RigFailure("allowed are 2 s and status 0");
        }
        if (site.dongle().ask(SimulatedAdapter::scanning)) {
            throw new RigFailure("the dongle still scans");
        }
    }

    private static void termScanning(FaultSite site, FaultRow row) throws Exception {
        site.ready();
        term(site, row);
        row.again("the dongle no longer scans");
    }

    private static void termConnecting(FaultSite site, FaultRow row) throws Exception {
        site.dongle().tell(adapter -> adapter.faults().hang(true));
        site.start();
        FaultSite.await(SOON_NANOS, "the port is open", () -> site.dongle().ask(SimulatedAdapter::hostPresent));
        term(site, row);
    }

    private static void termNone(FaultSite site, FaultRow row) throws Exception {
        site.dongle().unplug();
        int mark = site.mark();
        site.start();
        site.awaitMessage(SOON_NANOS, "error 5000", mark, Message::isError);
        term(site, row);
    }

    private static void permission(FaultSite site, FaultRow row) throws Exception {
        Path pty = Path.of(DongleFaults.portOf(site.dongle()));
        mode(pty, "rw--w----");
        int mark = site.mark();
        long start = site.start(List.of(NOBODY));
        Message error = site.awaitMessage(TRIED_NANOS, "error 5010", mark, Message::isError);
        row.reported(error.status() + " after " + FaultRow.seconds(error.atNanos() - start));
        row.doctor(site.doctor(NOBODY));
        int ended = site.mark();
        mode(pty, "rw-rw-rw-");
        long back = FaultSite.now();
        long ready = site.awaitMessage(SOON_NANOS, "ble_ready", ended, Message::isReady)
                .atNanos();
        row.again("ble_ready after " + FaultRow.seconds(ready - back));
        if (error.status() != 5010) {
            throw new RigFailure("the agent was told " + error.status());
        }
    }

    private static void mode(Path pty, String permissions) throws IOException {
        Files.setPosixFilePermissions(pty, PosixFilePermissions.fromString(permissions));
    }
}
