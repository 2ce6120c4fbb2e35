package nbe.pcsc;

import static nbe.pcsc.ScriptedPcsc.reporting;
import static nbe.pcsc.Statuses.empty;
import static nbe.pcsc.Statuses.present;
import static nbe.pcsc.Statuses.unknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nbe.pcsc.NfcEvent.CardPlaced;
import nbe.pcsc.NfcEvent.ReaderArrived;
import nbe.pcsc.NfcEvent.ReaderGone;
import nbe.pcsc.NfcEvent.ReaderTrouble;
import nbe.pcsc.NfcEvent.ServiceDown;
import nbe.pcsc.NfcEvent.ServiceUp;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.ReaderStatus;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NfcWatchTest {
    private static final String R = "reader 00 00";
    private static final String S = "reader 01 00";
    private static final String UID = "04A1B2C3D4E5F6";

    private final ScriptedPcsc pcsc = new ScriptedPcsc();
    private final Recorded events = new Recorded();
    private final List<String> deaths = new CopyOnWriteArrayList<>();
    private WatchedNfc watch;

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
    }

    private void start(Pcsc.Source source) {
        watch = new WatchedNfc(source, events, this::thread);
    }

    private Thread thread(Runnable loop) {
        return new Thread(() -> {
            try {
                loop.run();
            } catch (Error fault) {
                deaths.add(Thread.currentThread().getName() + ": " + fault.getMessage());
            }
        });
    }

    private void awaitDeath(String death) {
        Await.until(Duration.ofMillis(5_000), death, () -> deaths.contains(death));
    }

    @Test
    void anErrorOfTheLibraryEndsTheWatch() {
        pcsc.readers = () -> {
            throw new AssertionError("a class that is gone");
        };
        start(() -> pcsc);
        awaitDeath("pcsc-watch: a class that is gone");
    }

    @Test
    void anErrorWhileACardIsReadEndsTheCoreSinceNobodyElseWouldNotice() {
        pcsc.readers = () -> List.of(R);
        pcsc.waits.add(reporting(empty(R, 0)));
        pcsc.answers.put(R, () -> {
            throw new AssertionError("no memory");
        });
        start(() -> pcsc);
        pcsc.waits.add(reporting(present(R, 1)));
        awaitDeath("core: no memory");
    }

    @Test
    void anErrorOfWhoeverTakesTheReportsEndsTheWatch() {
        pcsc.readers = () -> List.of(R);
        Consumer<ReaderReport> refusing = report -> {
            throw new AssertionError("not taken");
        };
        try (NfcWatch refused =
                new NfcWatch(WatchedNfc.SETTINGS, () -> pcsc, refusing, System::nanoTime, this::thread)) {
            refused.start();
            awaitDeath("pcsc-watch: not taken");
        }
    }

    private static byte[] uid() {
        return HexFormat.of().parseHex(UID + "9000");
    }

    @Test
    void aLibraryThatCannotBeLoadedIsAStateAndStopsNothing() {
        start(() -> {
            throw new NoClassDefFoundError("Could not initialize class com.sun.jna.Native");
        });
        events.awaitCount(2_000, ServiceDown.class, 1);
        assertTrue(events.of(ServiceDown.class).get(0).reason().contains("com.sun.jna.Native"));
        long beganNanos = System.nanoTime();
        watch.close();
        assertTrue(System.nanoTime() - beganNanos < 1_000_000_000L);
    }

    @Test
    void aConnectThatNeverReturnsIsAbandonedWhileTheOtherReaderGoesOn() {
        CountDownLatch released = new CountDownLatch(1);
        pcsc.readers = () -> List.of(R, S);
        pcsc.waits.add(reporting(empty(R, 0), empty(S, 0)));
        pcsc.answers.put(R, () -> {
            boolean interrupted = false;
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    interrupted = true; // As a native call, it does not care.
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return uid();
        });
        pcsc.answers.put(S, NfcWatchTest::uid);
        start(() -> pcsc);
        pcsc.waits.add(reporting(present(R, 1)));
        Await.until(Duration.ofMillis(1_000), "the stuck call", () -> pcsc.commands.size() == 1);
        pcsc.waits.add(reporting(present(S, 1)));
        events.awaitPlaced(1_000, S + "=" + UID);
        events.awaitCount(3_000, ReaderTrouble.class, 1);
        assertEquals(R, events.of(ReaderTrouble.class).get(0).reader());
        pcsc.answers.put(R, NfcWatchTest::uid);
        pcsc.waits.add(reporting(empty(R, 2)));
        pcsc.waits.add(reporting(present(R, 3)));
        events.awaitPlaced(1_000, R + "=" + UID);
        released.countDown();
        Await.until(Duration.ofMillis(1_000), "the stuck connection to be closed", () -> pcsc.openCards.get() == 0);
        assertEquals(2, events.of(CardPlaced.class).size(), "what the abandoned call brings is no tap");
        watch.close();
        Await.until(Duration.ofMillis(1_000), "every context to be given back", () -> pcsc.openContexts.get() == 0);
    }

    /** pcsc-lite ends at 16; Windows does not, and neither do we. */
    @Test
    void aTapOnEachOfThirtyTwoReadersIsThirtyTwoEvents() {
        List<String> names = IntStream.range(0, 32)
                .mapToObj("ACS ACR1252 PICC Reader %d"::formatted)
                .toList();
        pcsc.readers = () -> names;
        pcsc.waits.add(reporting(names.stream().map(name -> empty(name, 0)).toArray(ReaderStatus[]::new)));
        names.forEach(name -> pcsc.answers.put(name, NfcWatchTest::uid));
        start(() -> pcsc);
        pcsc.waits.add(reporting(names.stream().map(name -> present(name, 1)).toArray(ReaderStatus[]::new)));
        events.awaitCount(5_000, CardPlaced.class, 32);
        assertEquals(
                new TreeSet<>(names),
                events.of(CardPlaced.class).stream()
                        .map(CardPlaced::reader)
                        .collect(Collectors.toCollection(TreeSet::new)));
        watch.close();
        Await.until(Duration.ofMillis(1_000), "every context to be given back", () -> pcsc.openContexts.get() == 0);
    }

    @Test
    void aFaultWhileReadingCostsThatCardAndNotTheReader() {
        pcsc.readers = () -> List.of(R);
        pcsc.waits.add(reporting(empty(R, 0)));
        pcsc.answers.put(
                R,
                ScriptedPcsc.inTurn(
                        () -> {
                            throw new IllegalStateException("provoked by the test");
                        },
                        NfcWatchTest::uid));
        start(() -> pcsc);
        pcsc.waits.add(reporting(present(R, 1)));
        Await.until(Duration.ofMillis(1_000), "the fault", () -> pcsc.commands.size() == 1);
        pcsc.waits.add(reporting(empty(R, 2)));
        pcsc.waits.add(reporting(present(R, 3)));
        events.awaitPlaced(1_000, R + "=" + UID);
    }

    private static boolean hasThread(String reader) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.isAlive() && thread.getName().equals("reader-" + reader));
    }

    /** The new reader's state comes with the card that lies on it. */
    @Test
    void aReaderThatIsReplacedByOneWithAnotherNumberInOneStepTakesItsThreadAndContextAlong() {
        pcsc.readers = ScriptedPcsc.inTurn(() -> List.of(R), () -> List.of(S));
        pcsc.waits.add(reporting(empty(R, 0)));
        pcsc.answers.put(S, NfcWatchTest::uid);
        start(() -> pcsc);
        events.awaitCount(1_000, ReaderArrived.class, 1);
        Await.until(
                Duration.ofMillis(1_000), "its thread and context", () -> hasThread(R) && pcsc.openContexts.get() == 2);
        pcsc.waits.add(reporting(unknown(R)));
        pcsc.waits.add(reporting(present(S, 0)));
        events.awaitCount(1_000, ReaderArrived.class, 2);
        Await.until(Duration.ofMillis(1_000), "the old thread's end", () -> !hasThread(R));
        Await.until(Duration.ofMillis(1_000), "the old context's end", () -> pcsc.openContexts.get() == 2);
        Await.until(Duration.ofMillis(1_000), "the card to be read", () -> pcsc.commands.size() == 1);
        Await.quiet(Duration.ofNanos(Placements.SETTLE_NANOS));
        assertEquals(
                List.of(new ServiceUp(1), new ReaderArrived(R), new ReaderGone(R), new ReaderArrived(S)), events.all());
        pcsc.waits.add(reporting(empty(S, 1)));
        Await.quiet(Duration.ofNanos(Placements.SAME_PLACEMENT_NANOS).plusMillis(20));
        pcsc.waits.add(reporting(present(S, 2)));
        events.awaitPlaced(1_000, S + "=" + UID);
    }

    /** The watch slept, and sees no more than a count that begins anew. */
    @Test
    void aNumberThatIsGivenToAnotherReaderInOneStepMakesNoPlacementOfTheCardOnIt() {
        pcsc.readers = () -> List.of(R);
        pcsc.waits.add(reporting(empty(R, 6)));
        pcsc.answers.put(R, NfcWatchTest::uid);
        start(() -> pcsc);
        events.awaitCount(1_000, ReaderArrived.class, 1);
        pcsc.waits.add(reporting(present(R, 0)));
        Await.until(Duration.ofMillis(1_000), "the card to be read", () -> pcsc.commands.size() == 1);
        Await.quiet(Duration.ofNanos(Placements.SETTLE_NANOS));
        assertEquals(List.of(), events.placed());
        pcsc.waits.add(reporting(empty(R, 1)));
        Await.quiet(Duration.ofNanos(Placements.SAME_PLACEMENT_NANOS).plusMillis(20));
        pcsc.waits.add(reporting(present(R, 2)));
        events.awaitPlaced(1_000, R + "=" + UID);
        assertEquals(1, events.placed().size());
    }

    @Test
    void twoReadersThatSwapNumbersInOneStepTapUnderThemAndTheCardThatCameAlongIsNoPlacement() {
        pcsc.readers = () -> List.of(R, S);
        pcsc.waits.add(reporting(empty(R, 4), empty(S, 8)));
        pcsc.answers.put(R, NfcWatchTest::uid);
        pcsc.answers.put(S, NfcWatchTest::uid);
        start(() -> pcsc);
        events.awaitCount(1_000, ReaderArrived.class, 2);
        pcsc.waits.add(reporting(present(R, 0), empty(S, 0)));
        Await.until(Duration.ofMillis(1_000), "the card to be read", () -> pcsc.commands.size() == 1);
        Await.quiet(Duration.ofNanos(Placements.SETTLE_NANOS));
        assertEquals(List.of(), events.placed());
        pcsc.waits.add(reporting(present(S, 1)));
        events.awaitPlaced(1_000, S + "=" + UID);
        pcsc.waits.add(reporting(empty(R, 1)));
        Await.quiet(Duration.ofNanos(Placements.SAME_PLACEMENT_NANOS).plusMillis(20));
        pcsc.waits.add(reporting(present(R, 2)));
        events.awaitPlaced(1_000, R + "=" + UID);
        assertEquals(2, events.placed().size());
    }
}
