package nbe.acceptance.faults;

import static nbe.acceptance.faults.FaultSite.SOON_NANOS;
import static nbe.acceptance.faults.FaultSite.TRIED_NANOS;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.CountingDevice;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Message;
import nbe.testing.RigFailure;

/** Faults of a dongle and its port. */
final class DongleFaults {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int GARBAGE_BYTES = 300;
    private static final int LOST_BYTES = 100;
    private static final byte[] ECHO = "AT+GCAP\r\n\r\nERROR\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String HELD =
            "(not asked: the daemon holds the port, and the fault is over before doctor starts)";

    private DongleFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.ofDongle("dirty", "dirty dongle: left scanning by a killed host", DongleFaults::dirty),
                Fault.ofDongle("stuck", "stuck dongle: 0x0181 until it is reset", DongleFaults::stuck),
                Fault.ofDongle("refuses", "refuses to scan for ever, then does not", DongleFaults::refuses),
                Fault.ofDongle("resets", "resets itself, back under another pty after 1.5 s", DongleFaults::resets),
                Fault.ofDongle("unplug", "unplugged, plugged in again", DongleFaults::unplug),
                Fault.ofDongle("silent", "stops answering, later answers", DongleFaults::silent),
                Fault.ofDongle("garbage", "300 random bytes before the first response", DongleFaults::garbage),
                Fault.ofDongle("lost-bytes", "100 single bytes lost in the stream", DongleFaults::lostBytes),
                Fault.ofDongle("endless", "header of an endless frame (0x7FF)", DongleFaults::endless),
                Fault.ofDongle("false-boot", "a false boot event in the stream", DongleFaults::falseBoot),
                Fault.ofDongle("late", "each response behind 5,000 advertisements", DongleFaults::late),
                Fault.ofDongle("firmware", "speaks another firmware's text, later its own", DongleFaults::firmware),
                Fault.ofDongle("echo", "answers with echoed AT commands only, for 10 s", DongleFaults::echo),
                Fault.ofDongle("busy", "another process holds the port, later not", DongleFaults::busy),
                Fault.ofDongle("bytewise", "writes byte by byte, 20 ms apart", DongleFaults::bytewise));
    }

    /** Provokes the fault, runs doctor, provokes it again (doctor may have cured it), starts the daemon, which must recover. */
    private static long readyIn(FaultSite site, FaultRow row, Consumer<SimulatedAdapter> fault, long within)
            throws Exception {
        site.dongle().tell(fault);
        row.doctor(site.doctor());
        site.dongle().tell(fault);
        int mark = site.mark();
        long resetsBefore = site.resets();
        long start = site.start();
        long ready =
                site.awaitMessage(within, "ble_ready", mark, Message::isReady).atNanos();
        site.noError(mark);
        row.reported("nothing");
        row.again("ble_ready " + FaultRow.seconds(ready - start) + " after the start");
        return site.resets() - resetsBefore;
    }

    /** Runs doctor before the start, while no daemon holds the port. */
    private static void doctorAlone(FaultSite site, FaultRow row) throws Exception {
        site.doctor().forEach(line -> row.doctor(List.of("daemon stopped: " + line)));
    }

    /** Waits for the promised error, and runs doctor while it lasts. */
    private static void told(FaultSite site, FaultRow row, int mark, long since, int status, long within)
            throws Exception {
        Message error = site.awaitMessage(within, "error " + status, mark, Message::isError);
        row.reported(error.status() + " after " + FaultRow.seconds(error.atNanos() - since));
        if (error.status() != status) {
            throw new RigFailure("the agent was told " + error.status() + ", not " + status);
        }
        row.doctor(site.doctor());
    }

    /** Ends the fault, and waits for the promised ble_ready. */
    private static void readyAgain(FaultSite site, FaultRow row, Runnable cure) throws Exception {
        int mark = site.mark();
        long since = FaultSite.now();
        cure.run();
        long ready = site.awaitMessage(SOON_NANOS, "ble_ready", mark, Message::isReady)
                .atNanos();
        row.again("ble_ready after " + FaultRow.seconds(ready - since));
    }

    private static void expect(boolean is, String what) throws RigFailure {
        if (!is) {
            throw new RigFailure(what);
        }
    }

    private static void dirty(FaultSite site, FaultRow row) throws Exception {
        long resets = readyIn(site, row, SimulatedAdapter::leaveScanning, SOON_NANOS);
        expect(resets == 0, "it was reset");
        row.again("no reset");
    }

    private static void stuck(FaultSite site, FaultRow row) throws Exception {
        long resets = readyIn(site, row, adapter -> adapter.faults().stickUntilReset(), TRIED_NANOS);
        expect(resets == 1, resets + " resets instead of one");
        row.again("1 reset");
    }

    private static void refuses(FaultSite site, FaultRow row) throws Exception {
        site.dongle().tell(adapter -> adapter.faults().refuseDiscover(ResultCode.DEVICE_IN_WRONG_STATE));
        doctorAlone(site, row);
        int mark = site.mark();
        long start = site.start();
        told(site, row, mark, start, 5010, TRIED_NANOS);
        readyAgain(
                site, row, () -> site.dongle().tell(adapter -> adapter.faults().acceptDiscover()));
    }

    private static void resets(FaultSite site, FaultRow row) throws Exception {
        site.ready();
        int mark = site.mark();
        String before = site.dongle().pseudoTerminal().orElseThrow();
        long begin = site.begin();
        long back;
        site.dongle().tell(adapter -> {
            adapter.faults().resetTakes(Duration.ofMillis(1500));
            adapter.restart(begin);
        });
        // Only then does the daemon close the pty, and the kernel free its number.
        site.awaitLog(SOON_NANOS, "the port has gone", begin);
        FaultSite.pause(TimeUnit.MILLISECONDS.toNanos(200));
        try (SimulatedDongle next = site.anotherDongle()) {
            // the kernel assigns the lowest free number: now that pty has it, or another program
            expect(!portOf(next).isEmpty(), "no pty");
            FaultSite.await(SOON_NANOS, "it is back", () -> site.dongle().ask(SimulatedAdapter::attached));
            back = FaultSite.now();
            FaultSite.await(SOON_NANOS, "it scans again", () -> site.dongle().ask(SimulatedAdapter::scanning));
        }
        row.again(portOf(site.dongle()).equals(before) ? "the kernel gave the same pty again" : "another pty");
        row.again("scans " + FaultRow.seconds(FaultSite.now() - back) + " after it is back");
        FaultSite.pause(SETTLE_NANOS);
        List<Message> told = site.since(mark).stream()
                .filter(message -> message.isError() || message.isReady())
                .toList();
        if (told.isEmpty()) {
            row.reported("nothing");
        }
        for (Message message : told) {
            row.reported((message.isError() ? message.status() : message.operation()) + " after "
                    + FaultRow.seconds(message.atNanos() - begin));
        }
        row.doctor(List.of(HELD));
    }

    private static void unplug(FaultSite site, FaultRow row) throws Exception {
        site.ready();
        int mark = site.mark();
        long begin = site.begin();
        site.dongle().unplug();
        told(site, row, mark, begin, 5000, SOON_NANOS);
        readyAgain(site, row, site.dongle()::plug);
    }

    private static void silent(FaultSite site, FaultRow row) throws Exception {
        site.dongle().tell(adapter -> adapter.faults().hang(true));
        doctorAlone(site, row);
        site.dongle().tell(adapter -> adapter.faults().hang(false));
        site.ready();
        int mark = site.mark();
        long begin = site.begin();
        site.dongle().tell(adapter -> adapter.faults().hang(true));
        told(site, row, mark, begin, 5010, TRIED_NANOS);
        readyAgain(
                site, row, () -> site.dongle().tell(adapter -> adapter.faults().hang(false)));
    }

    private static void garbage(FaultSite site, FaultRow row) throws Exception {
        RandomGenerator chance = new SplittableRandom(300);
        AtomicBoolean first = new AtomicBoolean();
        site.countCommands(() -> {
            if (first.getAndSet(false)) {
                byte[] bytes = new byte[GARBAGE_BYTES];
                chance.nextBytes(bytes);
                bytes[10] = (byte) 0x80;
                bytes[20] = (byte) 0xFF;
                // the dongle's thread, with its lock held
                site.dongle().tell(adapter -> adapter.spill(bytes));
            }
        });
        readyIn(site, row, adapter -> first.set(true), SOON_NANOS);
    }

    private static void lostBytes(FaultSite site, FaultRow row) throws Exception {
        SplittableRandom chance = new SplittableRandom(100);
        AtomicLong sent = new AtomicLong();
        VirtualBand band = site.band(Duration.ofMillis(20));
        site.dongle().tell(adapter -> {
            adapter.air().remove(band);
            adapter.air().add(new CountingDevice(band, sent), FaultSite.now());
        });
        site.ready("-v");
        int mark = site.mark();
        site.begin();
        for (int i = 0; i < LOST_BYTES; i++) {
            long at = chance.nextInt(120);
            site.dongle().tell(adapter -> adapter.faults().loseByteAfter(at));
            FaultSite.pause(TimeUnit.MILLISECONDS.toNanos(120));
        }
        FaultSite.pause(SETTLE_NANOS);
        long heard = heard(site);
        site.daemon().signal("TERM");
        site.daemon().awaitEnd(Duration.ofSeconds(10));
        // the reader of the log may be a few lines behind the dongle at most; a daemon that has ended wrote all of it
        long lost = sent.get() - heard(site);
        site.noError(mark);
        expect(heard > 0, "no advertisement in the log");
        expect(lost <= 2 * LOST_BYTES, lost + " advertisements lost by " + LOST_BYTES + " bytes");
        boolean foreign = site.since(0).stream()
                .anyMatch(message -> message.operation().equals("presence")
                        && !message.subject().equals(FaultSite.BAND));
        expect(!foreign, "an address was told that nobody has");
        row.reported("nothing");
        row.again(lost + " of " + sent.get() + " advertisements lost by " + LOST_BYTES
                + " lost bytes; no foreign address");
    }

    private static long heard(FaultSite site) {
        return site.daemon().lines().stream()
                .filter(line -> line.text().contains(" rx ") && line.text().contains("scan_response"))
                .count();
    }

    /** Bytes between two packets while it scans: the next tap counts as ever. */
    private static void spill(FaultSite site, FaultRow row, byte[] bytes) throws Exception {
        VirtualBand band = site.band(INTERVAL);
        site.ready();
        FaultSite.pause(SETTLE_NANOS);
        int mark = site.mark();
        long resets = site.resets();
        site.begin();
        site.dongle().tell(adapter -> adapter.spill(bytes));
        long tap = site.tap(band);
        site.noError(mark);
        expect(site.resets() == resets, "it was reset");
        row.reported("nothing");
        row.again("a tap right behind it arrives " + FaultRow.seconds(tap) + " after the touch");
        row.doctor(List.of(HELD));
    }

    private static void endless(FaultSite site, FaultRow row) throws Exception {
        spill(site, row, HexFormat.of().parseHex("87FF0600"));
    }

    private static void falseBoot(FaultSite site, FaultRow row) throws Exception {
        spill(site, row, HexFormat.of().parseHex("800C0000" + "EE".repeat(12)));
    }

    private static void late(FaultSite site, FaultRow row) throws Exception {
        long resets = readyIn(site, row, adapter -> adapter.faults().delayResponsesBehind(5000), TRIED_NANOS);
        row.again(resets + " resets");
    }

    private static void firmware(FaultSite site, FaultRow row) throws Exception {
        site.dongle().tell(adapter -> adapter.faults().foreignFirmware("Bluegiga HCI firmware\r\n"));
        doctorAlone(site, row);
        int mark = site.mark();
        long start = site.start();
        told(site, row, mark, start, 5010, TRIED_NANOS);
        readyAgain(
                site, row, () -> site.dongle().tell(adapter -> adapter.faults().ownFirmware()));
    }

    private static void echo(FaultSite site, FaultRow row) throws Exception {
        AtomicBoolean echoing = new AtomicBoolean(true);
        site.countCommands(() -> {
            if (echoing.get()) {
                site.dongle().tell(adapter -> {
                    adapter.spill(ECHO);
                    adapter.faults().deafFor(1);
                });
            }
        });
        doctorAlone(site, row);
        int mark = site.mark();
        long start = site.start();
        told(site, row, mark, start, 5010, TRIED_NANOS);
        FaultSite.await(ECHO_NANOS, "10 s are over", () -> FaultSite.now() - start >= ECHO_NANOS);
        readyAgain(site, row, () -> echoing.set(false));
    }

    private static void busy(FaultSite site, FaultRow row) throws Exception {
        site.dongle().occupyPort();
        int mark = site.mark();
        long start = site.start();
        told(site, row, mark, start, 5010, SOON_NANOS);
        readyAgain(site, row, site.dongle()::vacatePort);
    }

    private static void bytewise(FaultSite site, FaultRow row) throws Exception {
        readyIn(site, row, adapter -> adapter.faults().writeBytewise(Duration.ofMillis(20)), TRIED_NANOS);
        site.dongle().tell(adapter -> adapter.faults().writeBytewise(Duration.ofMillis(1)));
        VirtualBand band = site.band(INTERVAL);
        FaultSite.pause(SETTLE_NANOS);
        row.again("at 1 ms a tap arrives " + FaultRow.seconds(site.tap(band)) + " after the touch");
    }

    static String portOf(SimulatedDongle dongle) {
        return dongle.pseudoTerminal().orElseThrow();
    }
}
