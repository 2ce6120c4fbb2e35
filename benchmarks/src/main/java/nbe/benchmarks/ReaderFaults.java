package nbe.benchmarks;

import static nbe.benchmarks.FaultPcscd.LEFT;
import static nbe.benchmarks.FaultSite.SOON_NANOS;
import static nbe.benchmarks.FaultSite.TRIED_NANOS;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nbe.simulator.nfc.SerialCardReader;
import nbe.simulator.nfc.VirtualCard;
import nbe.simulator.nfc.VirtualReaderSlot;

/** What cards, readers and pcscd can do wrong. The agent has no message for readers: what counts is that taps arrive. */
final class ReaderFaults {
    private static final String FIRST = "04A1B2C3D4E5F6";
    private static final String SECOND = "04112233445566";
    private static final String SERIAL_0 = FaultPcscd.SERIAL + " 00 00";
    private static final String SERIAL_1 = FaultPcscd.SERIAL + " 01 00";
    private static final int PLACEMENTS = 50;
    /** pcscd looks at vpcd's slots every 400 ms, and powers a card up first. */
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** A card that shows up within 0.75 s of a service that is younger than 1 s lay there before, as the daemon sees it. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final long SAME_NANOS = TimeUnit.MILLISECONDS.toNanos(550);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long DOWN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long WATCHED_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** A twentieth of a core is far more than a daemon with nothing to do needs. */
    private static final long IDLE_PART = 20;

    private static final long HOLDER_NANOS = TimeUnit.SECONDS.toNanos(15);

    private ReaderFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.ofReader("pcscd-kill", "pcscd killed (SIGKILL), started again", ReaderFaults::pcscdKilled),
                Fault.ofReader("pcscd-stop", "pcscd stopped for 10 s", ReaderFaults::pcscdStopped),
                Fault.ofReader("pcscd-none", "no pcscd at the start, later there is one", ReaderFaults::noPcscd),
                Fault.ofReader("forgotten", "a card lies there at the start", ReaderFaults::forgotten),
                Fault.ofReader("torn", "a card taken away in the middle of its answer", ReaderFaults::torn),
                Fault.ofReader("6300", "a card that answers 63 00 twice, then its UID", ReaderFaults::busyCard),
                Fault.ofReader("6a81", "a card that answers 6A 81 for ever", ReaderFaults::uidless),
                Fault.ofReader("phantom", "a slot that is present and mute for ever", ReaderFaults::phantom),
                Fault.ofReader("phone", "a phone: random 4-byte UID 08 …", ReaderFaults::phone),
                Fault.ofReader("held", "another program holds a transaction on A, B taps", ReaderFaults::held),
                Fault.ofReader("churn", "50 placements in a row", ReaderFaults::churn),
                Fault.ofReader("swap", "two cards swapped at once", ReaderFaults::swap),
                Fault.ofReader("pulled", "a reader pulled out under its driver", ReaderFaults::pulled),
                Fault.ofReader(
                        "renumbered",
                        "the second of two readers back as the first, a card on it",
                        ReaderFaults::renumbered));
    }

    private static void ready(FaultSite site) throws Exception {
        site.pcscd().start();
        site.ready();
        site.awaitLog(SOON_NANOS, "2 readers", 0);
        FaultSite.pause(SETTLE_NANOS);
    }

    /** Lays a card down, waits for its intent; gives how long after the card was laid down that came. */
    private static long tap(FaultSite site, VirtualReaderSlot slot, VirtualCard card) throws Exception {
        int mark = site.mark();
        long laid = FaultSite.now();
        slot.insert(card);
        return intentOf(site, mark, card).atNanos() - laid;
    }

    private static long tap(FaultSite site, SerialCardReader reader, VirtualCard card, String name) throws Exception {
        int mark = site.mark();
        long laid = FaultSite.now();
        reader.insert(card);
        AgentWitness.Arrival intent = intentOf(site, mark, card);
        if (!intent.reader().equals(name)) {
            throw new BenchmarkFailure("an intent of " + intent.reader() + " instead of " + name);
        }
        return intent.atNanos() - laid;
    }

    private static AgentWitness.Arrival intentOf(FaultSite site, int mark, VirtualCard card) throws Exception {
        return site.awaitMessage(
                REPORT_NANOS,
                "the card's intent",
                mark,
                message -> message.isIntent() && message.subject().equals(card.uid()));
    }

    private static void take(FaultSite site, SerialCardReader reader, String name) throws Exception {
        reader.remove();
        site.pcscd().await(name, false);
        FaultSite.pause(SAME_NANOS);
    }

    /** Takes the card away for so long that it counts again. */
    private static void take(FaultSite site, VirtualReaderSlot slot, String reader) throws Exception {
        slot.remove();
        site.pcscd().await(reader, false);
        FaultSite.pause(SAME_NANOS);
    }

    private static long intents(FaultSite site, int mark) {
        return site.since(mark).stream().filter(AgentWitness.Arrival::isIntent).count();
    }

    private static void never(FaultSite site, int mark, String what) throws Exception {
        FaultSite.pause(QUIET_NANOS);
        if (intents(site, mark) > 0) {
            throw new BenchmarkFailure("an intent " + what);
        }
    }

    /** A card that lies there when the service comes up is none, so cards are laid down until one counts. */
    private static void firstTap(FaultSite site, FaultRow row, long back) throws Exception {
        int mark = site.mark();
        long up = site.awaitLog(SOON_NANOS, "PC/SC service up", back);
        for (int i = 0; i < 5 && intents(site, mark) == 0; i++) {
            site.left().insert(VirtualCard.of(String.format(Locale.ROOT, "0400000000%04X", i)));
            waitForIntent(site, mark, TimeUnit.MILLISECONDS.toNanos(900));
            site.left().remove();
            waitForIntent(site, mark, TimeUnit.MILLISECONDS.toNanos(450));
        }
        AgentWitness.Arrival intent = site.awaitMessage(SOON_NANOS, "an intent", mark, AgentWitness.Arrival::isIntent);
        row.again("noticed after " + FaultRow.seconds(up - back) + ", first tap at the agent after "
                + FaultRow.seconds(intent.atNanos() - back));
    }

    private static void waitForIntent(FaultSite site, int mark, long atMost) throws InterruptedException {
        long end = FaultSite.now() + atMost;
        while (intents(site, mark) == 0 && FaultSite.now() < end) {
            FaultSite.pause(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static void pcscdKilled(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        long begin = FaultSite.now();
        site.pcscd().kill();
        long noticed = site.awaitLog(SOON_NANOS, "PC/SC service down", begin);
        row.told("nothing (log after " + FaultRow.seconds(noticed - begin) + ")");
        row.doctor(site.doctor());
        site.pcscd().start();
        firstTap(site, row, FaultSite.now());
        row.log(site.log(begin));
    }

    private static void pcscdStopped(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        long begin = FaultSite.now();
        site.pcscd().stop();
        long noticed = site.awaitLog(SOON_NANOS, "PC/SC service down", begin);
        row.told("nothing (log after " + FaultRow.seconds(noticed - begin) + ")");
        row.doctor(site.doctor());
        FaultSite.await(DOWN_NANOS, "10 s are over", () -> FaultSite.now() - begin >= DOWN_NANOS);
        site.pcscd().start();
        firstTap(site, row, FaultSite.now());
        row.log(site.log(begin));
    }

    private static void noPcscd(FaultSite site, FaultRow row) throws Exception {
        int mark = site.mark();
        site.ready();
        site.noError(mark);
        row.told("ble_ready as ever");
        row.doctor(site.doctor());
        site.pcscd().start();
        firstTap(site, row, FaultSite.now());
        row.log(site.log());
    }

    private static void forgotten(FaultSite site, FaultRow row) throws Exception {
        site.pcscd().start();
        site.left().insert(VirtualCard.of(FIRST));
        site.pcscd().await(LEFT, true);
        row.doctor(site.doctor());
        int mark = site.mark();
        site.ready();
        site.awaitLog(SOON_NANOS, "2 readers", 0);
        never(site, mark, "of a forgotten card");
        row.told("nothing");
        take(site, site.left(), LEFT);
        row.again("taken away and laid down anew: intent after "
                + FaultRow.seconds(tap(site, site.left(), VirtualCard.of(FIRST))));
        row.log(site.log());
    }

    private static void torn(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        long begin = FaultSite.now();
        site.left().insert(VirtualCard.of(FIRST).torn());
        never(site, mark, "of a torn card");
        row.told("nothing");
        site.left().remove();
        FaultSite.pause(SAME_NANOS);
        row.again(
                "the next placement: intent after " + FaultRow.seconds(tap(site, site.left(), VirtualCard.of(FIRST))));
        row.doctor(List.of("(not asked: the card is gone before doctor starts)"));
        row.log(site.log(begin));
    }

    private static void busyCard(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        long begin = FaultSite.now();
        long tap = tap(site, site.left(), VirtualCard.of(FIRST).busyFor(2));
        FaultSite.pause(QUIET_NANOS);
        long intents = intents(site, mark);
        if (intents != 1) {
            throw new BenchmarkFailure(intents + " intents of one placement");
        }
        row.told("1 intent, " + FaultRow.seconds(tap) + " after it was laid down");
        row.again("by the same placement");
        row.doctor(site.doctor());
        row.log(site.log(begin));
    }

    private static void uidless(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        long begin = FaultSite.now();
        site.left().insert(VirtualCard.of(FIRST).uidless());
        site.awaitLog(REPORT_NANOS, "does not give its UID", begin);
        int asked = site.left().apdus();
        never(site, mark, "of a card without a UID");
        row.told("nothing; the card was asked " + asked + " times");
        if (site.left().apdus() > asked) {
            throw new BenchmarkFailure("it is asked again and again");
        }
        row.doctor(site.doctor());
        take(site, site.left(), LEFT);
        row.again(
                "the next placement: intent after " + FaultRow.seconds(tap(site, site.left(), VirtualCard.of(FIRST))));
        row.log(site.log(begin));
    }

    private static void phantom(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        long begin = FaultSite.now();
        site.left().insert(VirtualCard.of(FIRST).dead());
        site.pcscd().await(LEFT, true);
        long other = tap(site, site.right(), VirtualCard.of(SECOND));
        long before = site.daemon().cpuNanos();
        FaultSite.pause(WATCHED_NANOS);
        long cpu = site.daemon().cpuNanos() - before;
        row.told("nothing, but taps of the other slot as ever");
        row.again("the other slot: intent after " + FaultRow.seconds(other));
        row.again("in 5 s with it the daemon used " + FaultRow.seconds(cpu) + " of a core");
        row.doctor(site.doctor());
        if (intents(site, mark) != 1 || site.left().apdus() > 0) {
            throw new BenchmarkFailure(intents(site, mark) + " intents, and what cannot answer was asked "
                    + site.left().apdus() + " times");
        }
        if (cpu > WATCHED_NANOS / IDLE_PART) {
            throw new BenchmarkFailure("it keeps the daemon busy: " + FaultRow.seconds(cpu) + " of a core in 5 s");
        }
        take(site, site.left(), LEFT);
        row.again(
                "a card in its place: intent after " + FaultRow.seconds(tap(site, site.left(), VirtualCard.of(FIRST))));
        row.log(site.log(begin));
    }

    private static void phone(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        long begin = FaultSite.now();
        site.left().insert(VirtualCard.of("08A1B2C3"));
        never(site, mark, "of a phone");
        row.told("nothing");
        row.doctor(site.doctor());
        take(site, site.left(), LEFT);
        row.again("a band after it: intent after " + FaultRow.seconds(tap(site, site.left(), VirtualCard.of(FIRST))));
        row.log(site.log(begin));
    }

    private static void held(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        long begin = FaultSite.now();
        int mark = site.mark();
        long tapA = tap(site, site.left(), VirtualCard.of(FIRST));
        row.again("A before: " + FaultRow.seconds(tapA));
        Process holder = hold();
        try {
            FaultSite.await(
                    HOLDER_NANOS,
                    "the transaction is held",
                    () -> holder.getInputStream().available() > 0);
            long tapB = tap(site, site.right(), VirtualCard.of(SECOND));
            row.again("B while A is held: intent after " + FaultRow.seconds(tapB));
            row.doctor(site.doctor());
        } finally {
            holder.destroyForcibly();
        }
        row.told("taps of B as ever");
        take(site, site.left(), LEFT);
        row.again("A after: intent after " + FaultRow.seconds(tap(site, site.left(), VirtualCard.of(FIRST))));
        if (intents(site, mark) != 3) {
            throw new BenchmarkFailure(intents(site, mark) + " intents of three placements");
        }
        row.log(site.log(begin));
    }

    /** Another JVM: smartcardio looks for pcsc-lite's library under a name that Debian does not have. */
    private static Process hold() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Dsun.security.smartcardio.library=" + library(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FaultHolder.class.getName(),
                        LEFT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path library() throws IOException {
        try (var files =
                java.nio.file.Files.find(Path.of("/usr/lib"), 3, (path, is) -> path.endsWith("libpcsclite.so.1"))) {
            return files.findFirst().orElseThrow(() -> new IOException("libpcsclite.so.1 is not below /usr/lib"));
        }
    }

    private static void churn(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        long begin = FaultSite.now();
        long longest = 0;
        for (int i = 0; i < PLACEMENTS; i++) {
            VirtualCard card = VirtualCard.of(String.format(Locale.ROOT, "0400000000%04X", i));
            longest = Math.max(longest, tap(site, site.left(), card));
            site.left().remove();
            site.pcscd().await(LEFT, false);
        }
        long intents = intents(site, mark);
        row.told(intents + " intents");
        row.again("each of them; the slowest " + FaultRow.seconds(longest) + " after it was laid down");
        row.doctor(List.of("(not asked: no fault lasts)"));
        row.log(site.log(begin));
        if (intents != PLACEMENTS) {
            throw new BenchmarkFailure(intents + " intents of " + PLACEMENTS + " placements");
        }
    }

    private static void swap(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        long begin = FaultSite.now();
        long first = tap(site, site.left(), VirtualCard.of(FIRST));
        site.left().remove();
        site.pcscd().await(LEFT, false);
        long second = tap(site, site.left(), VirtualCard.of(SECOND));
        row.told("2 intents, " + FaultRow.seconds(first) + " and " + FaultRow.seconds(second)
                + " after each was laid down");
        row.again("at once");
        row.doctor(List.of("(not asked: no fault lasts)"));
        row.log(site.log(begin));
        if (intents(site, mark) != 2) {
            throw new BenchmarkFailure(intents(site, mark) + " intents of two cards");
        }
    }

    /** Two readers that pcscd numbers as it finds them; unlike those of vpcd they can be unplugged. */
    private interface WithReaders {
        void run(SerialCardReader first, SerialCardReader second) throws Exception;
    }

    private static void withTwoSerial(FaultSite site, WithReaders course) throws Exception {
        try (SerialCardReader first = SerialCardReader.open();
                SerialCardReader second = SerialCardReader.open()) {
            first.plugIn();
            second.plugIn();
            try {
                site.pcscd().start(List.of(first, second));
                site.ready();
                site.awaitLog(SOON_NANOS, "2 readers", 0);
                FaultSite.pause(SETTLE_NANOS);
                course.run(first, second);
            } finally {
                site.pcscd().stop();
            }
        }
    }

    private static void pulled(FaultSite site, FaultRow row) throws Exception {
        withTwoSerial(site, (first, second) -> {
            long begin = FaultSite.now();
            first.unplug();
            long noticed = site.awaitLog(TRIED_NANOS, "is of no use at present", begin);
            row.told("nothing (log after " + FaultRow.seconds(noticed - begin) + "); taps of the other reader as ever");
            row.again("the other reader: intent after "
                    + FaultRow.seconds(tap(site, second, VirtualCard.of(SECOND), SERIAL_1)));
            row.doctor(site.doctor());
            long back = FaultSite.now();
            first.plugIn();
            row.again(
                    "back in the log after " + FaultRow.seconds(site.awaitLog(SOON_NANOS, "works again", back) - back));
            FaultSite.pause(SETTLE_NANOS);
            row.again("then: intent after " + FaultRow.seconds(tap(site, first, VirtualCard.of(FIRST), SERIAL_0)));
            row.log(site.log(begin));
        });
    }

    private static void renumbered(FaultSite site, FaultRow row) throws Exception {
        withTwoSerial(site, (first, second) -> {
            row.again("as 01 00: intent after " + FaultRow.seconds(tap(site, second, VirtualCard.of(FIRST), SERIAL_1)));
            long begin = FaultSite.now();
            site.pcscd().stop();
            site.awaitLog(SOON_NANOS, "PC/SC service down", begin);
            first.unplug();
            second.insert(VirtualCard.of(SECOND));
            int mark = site.mark();
            long back = FaultSite.now();
            site.pcscd().start(List.of(first, second));
            site.awaitLog(SOON_NANOS, SERIAL_0 + " arrived", back);
            never(site, mark, "of a card that came with its reader");
            row.told("nothing");
            row.doctor(site.doctor());
            take(site, second, SERIAL_0);
            row.again("as 00 00, which the other one was: intent after "
                    + FaultRow.seconds(tap(site, second, VirtualCard.of(SECOND), SERIAL_0)));
            row.log(site.log(back));
        });
    }
}
