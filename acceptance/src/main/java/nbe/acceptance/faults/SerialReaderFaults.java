package nbe.acceptance.faults;

import static nbe.acceptance.faults.FaultSite.SOON_NANOS;
import static nbe.acceptance.faults.FaultSite.TRIED_NANOS;
import static nbe.acceptance.faults.ReaderFaults.FIRST;
import static nbe.acceptance.faults.ReaderFaults.SAME_NANOS;
import static nbe.acceptance.faults.ReaderFaults.SECOND;
import static nbe.acceptance.faults.ReaderFaults.SETTLE_NANOS;
import static nbe.acceptance.faults.ReaderFaults.intentOf;
import static nbe.acceptance.faults.ReaderFaults.never;
import static nbe.acceptance.faults.ReaderFaults.take;
import static nbe.acceptance.faults.ReaderFaults.tap;

import java.util.List;
import nbe.simulator.nfc.SerialCardReader;
import nbe.simulator.nfc.VirtualCard;
import nbe.testing.Message;
import nbe.testing.Pcscd;
import nbe.testing.ReaderObserver;
import nbe.testing.RigFailure;

/** Faults of readers that are pulled out and plugged in while pcscd runs: readers on serial lines. */
final class SerialReaderFaults {
    private static final String SERIAL_0 = Pcscd.SERIAL + " 00 00";

    private static final String SERIAL_1 = Pcscd.SERIAL + " 01 00";

    private SerialReaderFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.ofReader("pulled", "a reader pulled out under its driver", SerialReaderFaults::pulled),
                Fault.ofReader(
                        "renumbered",
                        "the second of two readers back as the first, a card on it",
                        SerialReaderFaults::renumbered));
    }

    private static long tap(FaultSite site, SerialCardReader reader, VirtualCard card, String name) throws Exception {
        int mark = site.mark();
        long laid = FaultSite.now();
        reader.insert(card);
        Message intent = intentOf(site, mark, card);
        if (!intent.payload("reader").equals(name)) {
            throw new RigFailure("an intent of " + intent.payload("reader") + " instead of " + name);
        }
        return intent.atNanos() - laid;
    }

    private static void take(SerialCardReader reader, String name) throws Exception {
        reader.remove();
        ReaderObserver.see(name, false);
        FaultSite.pause(SAME_NANOS);
    }

    /** Two readers that pcscd numbers in the order in which it finds them; unlike vpcd's they can be unplugged. */
    private interface WithReaders {
        void run(SerialCardReader first, SerialCardReader second) throws Exception;
    }

    private static void withTwoSerial(FaultSite site, FaultRow row, WithReaders course) throws Exception {
        try (SerialCardReader first = SerialCardReader.open();
                SerialCardReader second = SerialCardReader.open()) {
            first.plugIn();
            second.plugIn();
            try {
                site.startSerialReaders(first, second);
                site.ready();
                site.awaitLog(SOON_NANOS, "2 readers", 0);
                FaultSite.pause(SETTLE_NANOS);
                course.run(first, second);
                row.log(site.log());
            } finally {
                site.pcscd().close();
            }
        }
    }

    private static void pulled(FaultSite site, FaultRow row) throws Exception {
        withTwoSerial(site, row, (first, second) -> {
            long begin = site.begin();
            first.unplug();
            long noticed = site.awaitLog(TRIED_NANOS, "is of no use at present", begin);
            row.reported(
                    "nothing (log after " + FaultRow.seconds(noticed - begin) + "); taps of the other reader as ever");
            row.again("the other reader: intent after "
                    + FaultRow.seconds(tap(site, second, VirtualCard.of(SECOND), SERIAL_1)));
            row.doctor(site.doctor());
            long back = FaultSite.now();
            first.plugIn();
            row.again(
                    "back in the log after " + FaultRow.seconds(site.awaitLog(SOON_NANOS, "works again", back) - back));
            FaultSite.pause(SETTLE_NANOS);
            row.again("then: intent after " + FaultRow.seconds(tap(site, first, VirtualCard.of(FIRST), SERIAL_0)));
        });
    }

    private static void renumbered(FaultSite site, FaultRow row) throws Exception {
        withTwoSerial(site, row, (first, second) -> {
            row.again("as 01 00: intent after " + FaultRow.seconds(tap(site, second, VirtualCard.of(FIRST), SERIAL_1)));
            long begin = FaultSite.now();
            site.pcscd().close();
            site.awaitLog(SOON_NANOS, "PC/SC service down", begin);
            first.unplug();
            second.insert(VirtualCard.of(SECOND));
            int mark = site.mark();
            long back = site.begin();
            site.startSerialReaders(first, second);
            site.awaitLog(SOON_NANOS, SERIAL_0 + " arrived", back);
            never(site, mark, "of a card that came with its reader");
            row.reported("nothing");
            row.doctor(site.doctor());
            take(second, SERIAL_0);
            row.again("as 00 00, which the other one was: intent after "
                    + FaultRow.seconds(tap(site, second, VirtualCard.of(SECOND), SERIAL_0)));
        });
    }
}
