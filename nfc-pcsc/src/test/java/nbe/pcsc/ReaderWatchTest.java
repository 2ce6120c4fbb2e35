package nbe.pcsc;

import static nbe.pcsc.ScriptedPcsc.failing;
import static nbe.pcsc.ScriptedPcsc.failingWait;
import static nbe.pcsc.ScriptedPcsc.inTurn;
import static nbe.pcsc.ScriptedPcsc.reporting;
import static nbe.pcsc.Statuses.empty;
import static nbe.pcsc.Statuses.present;
import static nbe.pcsc.Statuses.unknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.ReaderStatus;
import nbe.pcsc.filter.ReaderFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class ReaderWatchTest {
    private static final String R = "reader 00 00";
    private static final String S = "reader 01 00";

    private final ScriptedPcsc pcsc = new ScriptedPcsc();
    private final List<String> reports = new ArrayList<>();
    private final List<List<ReaderStatus>> asked = new ArrayList<>();
    private final List<Integer> timeouts = new ArrayList<>();
    private Pcsc.Source source = () -> pcsc;
    private ReaderWatch watch;

    private void run() {
        ScriptedPcsc.Wait last = (known, timeout) -> {
            note(known, timeout);
            watch.stop();
            throw new PcscException("SCardGetStatusChange", PcscCode.CANCELLED.value());
        };
        pcsc.waits.add(last);
        watch = new ReaderWatch(
                () -> source.load(),
                new ReaderFilter(List.of()),
                System::nanoTime,
                report -> reports.add(text(report)));
        watch.run();
        reports.remove("native"); // is reported first, wherever the library can be loaded
    }

    private static String text(ReaderReport report) {
        if (report instanceof ReaderReport.ServiceUp up) {
            return "up " + up.listed();
        } else if (report instanceof ReaderReport.ServiceDown down) {
            return "down " + down.reason();
        } else if (report instanceof ReaderReport.Loaded loaded) {
            return loaded.binding().binding().word();
        }
        return ((ReaderReport.Snapshot) report)
                .states().stream()
                        .map(status ->
                                status.reader().substring(7, 9) + (status.present() ? "+" : "-") + status.events())
                        .toList()
                        .toString();
    }

    private void note(List<ReaderStatus> known, int timeout) {
        asked.add(known);
        timeouts.add(timeout);
    }

    private ScriptedPcsc.Wait noting(ScriptedPcsc.Wait wait) {
        return (known, timeout) -> {
            note(known, timeout);
            return wait.run(known, timeout);
        };
    }

    @Test
    void theFirstLookIsReportedAndTheStateHandedBackUnchanged() {
        pcsc.readers = () -> List.of(R, S);
        pcsc.waits.add(noting(reporting(empty(R, 4), present(S, 9))));
        pcsc.waits.add(noting(reporting(present(R, 5))));
        run();
        assertEquals(List.of("up 2", "[00-4, 01+9]", "[00+5, 01+9]"), reports);
        assertEquals(0, timeouts.get(0));
        assertEquals(
                List.of(R, S, ReaderStatus.PNP),
                asked.get(0).stream().map(ReaderStatus::reader).toList());
        assertEquals(4 << 16 | ReaderStatus.EMPTY, asked.get(1).get(0).state());
        assertEquals(5 << 16 | ReaderStatus.PRESENT, asked.get(2).get(0).state());
    }

    @Test
    void afterAQuietWaitTheNextOneIsLong() {
        pcsc.readers = () -> List.of(R);
        pcsc.waits.add(noting(reporting(empty(R, 0))));
        pcsc.waits.add(noting((known, timeout) -> List.of()));
        run();
        assertEquals(List.of(0, 2_000, 60_000), timeouts);
    }

    @Test
    void aReaderThatIsPluggedInIsAskedForAtOnceAndReportedWithItsState() {
        pcsc.readers = inTurn(List::of, () -> List.of(R));
        pcsc.waits.add((known, timeout) -> List.of());
        pcsc.waits.add(noting(reporting(empty(R, 0))));
        run();
        assertEquals(List.of("up 0", "[]", "[00-0]"), reports);
    }

    @Test
    void aReaderThatTheServiceForgotIsGone() {
        pcsc.readers = inTurn(() -> List.of(R, S), () -> List.of(S));
        pcsc.waits.add(reporting(empty(R, 0), empty(S, 0)));
        pcsc.waits.add(reporting(unknown(R)));
        run();
        assertEquals(List.of("up 2", "[00-0, 01-0]", "[01-0]"), reports);
    }

    @Test
    void otherReadersCountFromTheWaitThatIsEndedForThem() {
        pcsc.readers = () -> List.of(R, S);
        pcsc.waits.add(reporting(empty(R, 0), present(S, 1)));
        pcsc.waits.add(endedFor(S));
        pcsc.waits.add(noting(endedFor(R)));
        pcsc.waits.add(noting(reporting(empty(R, 0))));
        run();
        assertEquals(List.of("up 2", "[00-0, 01+1]", "[01+1]", "[00-0]"), reports);
        assertEquals(
                List.of(R, S),
                asked.get(0).stream().map(ReaderStatus::reader).limit(2).toList());
        assertEquals(1, pcsc.contextsMade.get());
    }

    /** Another thread wants this reader only, and cancels the wait until it is taken. */
    private ScriptedPcsc.Wait endedFor(String reader) {
        return (known, timeout) -> {
            assertFalse(watch.use(new ReaderFilter(List.of(reader))), "not taken yet");
            throw new PcscException("SCardGetStatusChange", PcscCode.CANCELLED.value());
        };
    }

    @Test
    void aReaderListThatIsOutOfDateIsReadAgain() {
        pcsc.readers = inTurn(() -> List.of(R, S), () -> List.of(S));
        pcsc.waits.add(failingWait(PcscCode.UNKNOWN_READER));
        pcsc.waits.add(reporting(empty(S, 0)));
        run();
        assertEquals("up 2", reports.get(0));
        assertEquals("[01-0]", reports.get(reports.size() - 1));
        assertFalse(reports.toString().contains("down"), reports.toString());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NO_SERVICE",
                "SERVICE_STOPPED",
                "INVALID_HANDLE",
                "COMM_DATA_LOST",
                "COMM_ERROR",
                "SHUTDOWN",
                "UNKNOWN"
            })
    void aServiceThatGoesAwayIsReportedAndFoundAgain(PcscCode code) {
        pcsc.readers = () -> List.of(R);
        pcsc.waits.add(reporting(empty(R, 0)));
        pcsc.waits.add(failingWait(code));
        pcsc.waits.add(reporting(empty(R, 0)));
        run();
        assertEquals(5, reports.size(), reports.toString());
        assertTrue(reports.get(2).startsWith("down ") && reports.get(2).contains(code.name()), reports.get(2));
        assertEquals("up 1", reports.get(3));
        assertEquals(0, pcsc.openContexts.get(), "every context is given back");
    }

    @Test
    void aServiceThatIsNotThereIsTriedAgainAndAgain() {
        pcsc.establish = inTurn(failing(PcscCode.NO_SERVICE), failing(PcscCode.NO_SERVICE), () -> true);
        pcsc.waits.add((known, timeout) -> List.of());
        long beganNanos = System.nanoTime();
        run();
        assertEquals(List.of("up 0", "[]"), reports.subList(2, reports.size()));
        assertTrue(reports.get(0).startsWith("down") && reports.get(1).startsWith("down"), reports.toString());
        assertTrue(System.nanoTime() - beganNanos >= 900_000_000L, "two waits of 500 ms");
    }

    @Test
    void aMissingLibraryIsADownServiceWithTheRemedy() {
        source = () -> {
            watch.stop();
            throw new UnsatisfiedLinkError("libpcsclite.so.1: cannot open shared object file");
        };
        run();
        assertEquals(1, reports.size());
        assertTrue(reports.get(0).contains("apt install libpcsclite1"), reports.get(0));
    }

    @Test
    void aLibraryWithoutAFunctionThatIsNeededIsNoLibraryEither() {
        pcsc.establish = () -> {
            watch.stop();
            throw new UnsatisfiedLinkError("undefined symbol: SCardEstablishContext");
        };
        run();
        assertEquals(1, reports.size());
        assertTrue(reports.get(0).contains("undefined symbol: SCardEstablishContext"), reports.get(0));
    }

    @Test
    void aServiceWithoutRoomForThePseudoReaderIsWatchedWithoutIt() {
        List<String> sixteen =
                IntStream.range(0, 16).mapToObj("reader %02d"::formatted).toList();
        pcsc.readers = () -> sixteen;
        pcsc.waits.add(noting(failingWait(PcscCode.INVALID_PARAMETER)));
        pcsc.waits.add(noting(reporting(present("reader 15", 1))));
        run();
        assertEquals(17, asked.get(0).size());
        assertEquals(16, asked.get(1).size());
        assertEquals(List.of("up 16", "[15+1]"), reports);
    }

    @Test
    void thirtyTwoReadersAreWatchedAtOnce() {
        List<String> names =
                IntStream.range(0, 32).mapToObj("reader %02d"::formatted).toList();
        pcsc.readers = () -> names;
        pcsc.waits.add(
                noting(reporting(names.stream().map(name -> empty(name, 0)).toArray(ReaderStatus[]::new))));
        pcsc.waits.add(noting(reporting(present("reader 31", 1))));
        run();
        assertEquals(33, asked.get(0).size());
        assertTrue(reports.get(2).endsWith("31+1]"), reports.get(2));
    }

    @Test
    void aServiceThatWakesUsForNothingIsSlowedDown() {
        pcsc.readers = () -> List.of(R);
        ReaderStatus pnp = new ReaderStatus(ReaderStatus.PNP, ReaderStatus.CHANGED, null);
        pcsc.waits.add(reporting(empty(R, 0)));
        for (int i = 0; i < 5; i++) {
            pcsc.waits.add(noting(reporting(pnp)));
        }
        long beganNanos = System.nanoTime();
        run();
        assertEquals(2, asked.get(0).size());
        assertEquals(1, asked.get(4).size(), "the pseudo-reader is not to be trusted");
        assertTrue(System.nanoTime() - beganNanos >= 190_000_000L);
        assertEquals(2, reports.size(), reports.toString());
    }

    /** pcscd that is killed while it greets a client makes its library say SECURITY_VIOLATION, as for an account without rights. */
    @Test
    void oneRefusalAfterALossIsNotReportedTwoAre() {
        pcsc.readers = () -> List.of(R);
        pcsc.establish = inTurn(
                () -> true,
                failing(PcscCode.SECURITY_VIOLATION),
                () -> true,
                failing(PcscCode.SECURITY_VIOLATION),
                failing(PcscCode.SECURITY_VIOLATION),
                () -> true);
        pcsc.waits.add(failingWait(PcscCode.NO_SERVICE));
        pcsc.waits.add(failingWait(PcscCode.NO_SERVICE));
        run();
        assertEquals(5, reports.size(), reports.toString());
        assertEquals(List.of("up 1", "up 1", "up 1"), List.of(reports.get(0), reports.get(2), reports.get(4)));
        assertFalse(reports.get(1).contains("refuses"), reports.get(1));
        assertTrue(reports.get(3).contains("refuses"), reports.get(3));
    }
}
