package nbe.acceptance.faults;

import static nbe.acceptance.faults.FaultSite.SOON_NANOS;
import static nbe.testing.Pcscd.LEFT;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nbe.simulator.nfc.VirtualCard;
import nbe.simulator.nfc.VirtualReaderSlot;
import nbe.testing.HoldingProgram;
import nbe.testing.Message;
import nbe.testing.ReaderObserver;
import nbe.testing.RigFailure;

/** Faults of cards, readers and pcscd. The protocol has no message about readers: the rig checks that taps arrive. */
final class ReaderFaults {
    static final String FIRST = "04A1B2C3D4E5F6";

    static final String SECOND = "04112233445566";

    private static final int PLACEMENTS = 50;

    /** pcscd polls vpcd's slots every 400 ms, and powers a card up before it reports it. */
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** The daemon ignores a card that it sees within 0.75 s of a service younger than 1 s: it lay there before. */
    static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    static final long SAME_NANOS = TimeUnit.MILLISECONDS.toNanos(550);

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long DOWN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long WATCHED_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** An idle daemon needs far less than a twentieth of a core. */
    private static final long IDLE_PART = 20;

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
                Fault.ofReader("swap", "two cards swapped at once", ReaderFaults::swap));
    }

    static void ready(FaultSite site) throws Exception {
        site.pcscd().start();
        site.ready();
        site.awaitLog(SOON_NANOS, "2 readers", 0);
        FaultSite.pause(SETTLE_NANOS);
    }

    /** Lays a card down, waits for its intent; returns the time between the two, ns. */
    static long tap(FaultSite site, VirtualReaderSlot slot, VirtualCard card) throws Exception {
        int mark = site.mark();
        long laid = FaultSite.now();
        slot.insert(card);
        return intentOf(site, mark, card).atNanos() - laid;
    }

    private static void tapAgain(FaultSite site, FaultRow row, String what) throws Exception {
        row.again(what + ": intent after " + FaultRow.seconds(tap(site, site.left(), VirtualCard.of(FIRST))));
    }

    static Message intentOf(FaultSite site, int mark, VirtualCard card) throws Exception {
        return site.awaitMessage(
                REPORT_NANOS,
                "the card's intent",
                mark,
                message -> message.isIntent() && message.subject().equals(card.uid()));
    }

    /** Takes the card away for long enough that it counts again. */
    static void take(VirtualReaderSlot slot, String reader) throws Exception {
        slot.remove();
        ReaderObserver.see(reader, false);
        FaultSite.pause(SAME_NANOS);
    }

    private static long intents(FaultSite site, int mark) {
        return site.since(mark).stream().filter(Message::isIntent).count();
    }

    static void never(FaultSite site, int mark, String what) throws Exception {
        FaultSite.pause(QUIET_NANOS);
        if (intents(site, mark) > 0) {
            throw new RigFailure("an intent " + what);
        }
    }

    /** The daemon ignores a card that lies there when the service starts: lays cards down until one counts. */
    private static void firstTap(FaultSite site, FaultRow row, long back) throws Exception {
        int mark = site.mark();
        long up = site.awaitLog(SOON_NANOS, "PC/SC service up", back);
        for (int i = 0; i < 5 && intents(site, mark) == 0; i++) {
            site.left().insert(VirtualCard.of(String.format(Locale.ROOT, "0400000000%04X", i)));
            waitForIntent(site, mark, TimeUnit.MILLISECONDS.toNanos(900));
            site.left().remove();
            waitForIntent(site, mark, TimeUnit.MILLISECONDS.toNanos(450));
        }
        Message intent = site.awaitMessage(SOON_NANOS, "an intent", mark, Message::isIntent);
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
        long begin = site.begin();
        site.pcscd().kill();
        serviceDown(site, row, begin, 0);
    }

    private static void pcscdStopped(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        long begin = site.begin();
        site.pcscd().close();
        serviceDown(site, row, begin, DOWN_NANOS);
    }

    /** The service has ended at {@code begin}, and is started again that much later, or once doctor has looked. */
    private static void serviceDown(FaultSite site, FaultRow row, long begin, long downNanos) throws Exception {
        long noticed = site.awaitLog(SOON_NANOS, "PC/SC service down", begin);
        row.reported("nothing (log after " + FaultRow.seconds(noticed - begin) + ")");
        row.doctor(site.doctor());
        FaultSite.pause(begin + downNanos - FaultSite.now());
        site.pcscd().start();
        firstTap(site, row, FaultSite.now());
    }

    private static void noPcscd(FaultSite site, FaultRow row) throws Exception {
        int mark = site.mark();
        site.ready();
        site.noError(mark);
        row.reported("ble_ready as ever");
        row.doctor(site.doctor());
        site.pcscd().start();
        firstTap(site, row, FaultSite.now());
    }

    private static void forgotten(FaultSite site, FaultRow row) throws Exception {
        site.pcscd().start();
        site.left().insert(VirtualCard.of(FIRST));
        ReaderObserver.see(LEFT, true);
        row.doctor(site.doctor());
        int mark = site.mark();
        site.ready();
        site.awaitLog(SOON_NANOS, "2 readers", 0);
        never(site, mark, "of a forgotten card");
        row.reported("nothing");
        take(site.left(), LEFT);
        tapAgain(site, row, "taken away and laid down anew");
    }

    private static void torn(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        site.begin();
        site.left().insert(VirtualCard.of(FIRST).torn());
        never(site, mark, "of a torn card");
        row.reported("nothing");
        site.left().remove();
        FaultSite.pause(SAME_NANOS);
        tapAgain(site, row, "the next placement");
        row.doctor(List.of("(not asked: the card is gone before doctor starts)"));
    }

    private static void busyCard(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        site.begin();
        long tap = tap(site, site.left(), VirtualCard.of(FIRST).busyFor(2));
        FaultSite.pause(QUIET_NANOS);
        long intents = intents(site, mark);
        if (intents != 1) {
            throw new RigFailure(intents + " intents of one placement");
        }
        row.reported("1 intent, " + FaultRow.seconds(tap) + " after it was laid down");
        row.again("by the same placement");
        row.doctor(site.doctor());
    }

    private static void uidless(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        long begin = site.begin();
        site.left().insert(VirtualCard.of(FIRST).uidless());
        site.awaitLog(REPORT_NANOS, "does not give its UID", begin);
        int asked = site.left().apdus();
        never(site, mark, "of a card without a UID");
        row.reported("nothing; the card was asked " + asked + " times");
        if (site.left().apdus() > asked) {
            throw new RigFailure("it is asked again and again");
        }
        row.doctor(site.doctor());
        take(site.left(), LEFT);
        tapAgain(site, row, "the next placement");
    }

    private static void phantom(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        site.begin();
        site.left().insert(VirtualCard.of(FIRST).dead());
        ReaderObserver.see(LEFT, true);
        long other = tap(site, site.right(), VirtualCard.of(SECOND));
        long before = site.daemon().cpuNanos();
        FaultSite.pause(WATCHED_NANOS);
        long cpu = site.daemon().cpuNanos() - before;
        row.reported("nothing, but taps of the other slot as ever");
        row.again("the other slot: intent after " + FaultRow.seconds(other));
        row.again("in 5 s with it the daemon used " + FaultRow.seconds(cpu) + " of a core");
        row.doctor(site.doctor());
        if (intents(site, mark) != 1 || site.left().apdus() > 0) {
            throw new RigFailure(intents(site, mark) + " intents, and what cannot answer was asked "
                    + site.left().apdus() + " times");
        }
        if (cpu > WATCHED_NANOS / IDLE_PART) {
            throw new RigFailure("it keeps the daemon busy: " + FaultRow.seconds(cpu) + " of a core in 5 s");
        }
        take(site.left(), LEFT);
        tapAgain(site, row, "a card in its place");
    }

    private static void phone(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        site.begin();
        site.left().insert(VirtualCard.of("08A1B2C3"));
        never(site, mark, "of a phone");
        row.reported("nothing");
        row.doctor(site.doctor());
        take(site.left(), LEFT);
        tapAgain(site, row, "a band after it");
    }

    private static void held(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        site.begin();
        int mark = site.mark();
        tapAgain(site, row, "A before");
        try (HoldingProgram holder = HoldingProgram.withTransaction(LEFT)) {
            long tapB = tap(site, site.right(), VirtualCard.of(SECOND));
            row.again("B while A is held: intent after " + FaultRow.seconds(tapB));
            row.doctor(site.doctor());
        }
        row.reported("taps of B as ever");
        take(site.left(), LEFT);
        tapAgain(site, row, "A after");
        if (intents(site, mark) != 3) {
            throw new RigFailure(intents(site, mark) + " intents of three placements");
        }
    }

    private static void churn(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        site.begin();
        long longest = 0;
        for (int i = 0; i < PLACEMENTS; i++) {
            VirtualCard card = VirtualCard.of(String.format(Locale.ROOT, "0400000000%04X", i));
            longest = Math.max(longest, tap(site, site.left(), card));
            site.left().remove();
            ReaderObserver.see(LEFT, false);
        }
        long intents = intents(site, mark);
        row.reported(intents + " intents");
        row.again("each of them; the slowest " + FaultRow.seconds(longest) + " after it was laid down");
        row.doctor(FaultRow.NOT_ASKED);
        if (intents != PLACEMENTS) {
            throw new RigFailure(intents + " intents of " + PLACEMENTS + " placements");
        }
    }

    private static void swap(FaultSite site, FaultRow row) throws Exception {
        ready(site);
        int mark = site.mark();
        site.begin();
        long first = tap(site, site.left(), VirtualCard.of(FIRST));
        site.left().remove();
        ReaderObserver.see(LEFT, false);
        long second = tap(site, site.left(), VirtualCard.of(SECOND));
        row.reported("2 intents, " + FaultRow.seconds(first) + " and " + FaultRow.seconds(second)
                + " after each was laid down");
        row.again("at once");
        row.doctor(FaultRow.NOT_ASKED);
        if (intents(site, mark) != 2) {
            throw new RigFailure(intents(site, mark) + " intents of two cards");
        }
    }
}
