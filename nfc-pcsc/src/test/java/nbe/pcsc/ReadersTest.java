package nbe.pcsc;

import static nbe.pcsc.Statuses.empty;
import static nbe.pcsc.Statuses.mute;
import static nbe.pcsc.Statuses.present;
import static nbe.pcsc.Statuses.unavailable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nbe.pcsc.NfcEvent.CardPlaced;
import nbe.pcsc.NfcEvent.ReaderArrived;
import nbe.pcsc.NfcEvent.ReaderGone;
import nbe.pcsc.NfcEvent.ReaderTrouble;
import nbe.pcsc.NfcEvent.ServiceDown;
import nbe.pcsc.NfcEvent.ServiceUp;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.BindingInUse;
import nbe.pcsc.binding.PcscLite;
import nbe.pcsc.binding.ReaderStatus;
import nbe.pcsc.filter.UnmatchedEntries;
import nbe.testing.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
    private static final String R = "ACS ACR122U 00 00";
    private static final String S = "OMNIKEY 5427 01 00";
    private static final long MS = 1_000_000L;
    private static final Uid A = uid("04A1B2C3D4E5F6");
    private static final Uid B = uid("04112233445566");

    private final List<NfcEvent> events = new ArrayList<>();
    private final List<UidRequest> requests = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private final List<String> threads = new ArrayList<>();
    private boolean takesRequests = true;
    private final Readers readers = readers(Set.of(7, 10));

    private static NfcSettings settings(Set<Integer> uidLengths, String... entries) {
        return new NfcSettings(List.of(entries), uidLengths, Binding.NATIVE);
    }

    private Readers readers(Set<Integer> uidLengths) {
        return new Readers(settings(uidLengths), new Readers.Threads() {
            @Override
            public void start(String reader) {
                threads.add(reader);
            }

            @Override
            public void end(String reader) {
                threads.remove(reader);
            }

            @Override
            public boolean read(UidRequest request) {
                if (takesRequests) {
                    requests.add(request);
                }
                return takesRequests;
            }

            @Override
            public void replace(String reader) {
                replaced.add(reader);
            }
        });
    }

    private void up(int count, boolean young) {
        report(new ReaderReport.ServiceUp(count, young), 0);
    }

    private void down(String reason) {
        report(new ReaderReport.ServiceDown(reason), 0);
    }

    private void snapshot(List<ReaderStatus> states, long nowNanos) {
        report(new ReaderReport.Snapshot(states, nowNanos), nowNanos);
    }

    private void answer(UidRequest request, UidOutcome outcome, long nowNanos) {
        report(new ReaderReport.UidRead(request, outcome), nowNanos);
    }

    private void report(ReaderReport report, long nowNanos) {
        events.addAll(readers.onReport(report, nowNanos));
    }

    private void time(long nowNanos) {
        events.addAll(readers.onTime(nowNanos));
    }

    private static Uid uid(String hex) {
        return new Uid(HexFormat.of().parseHex(hex));
    }

    private void upWithTwoEmptyReaders() {
        up(2, false);
        snapshot(List.of(empty(R, 0), empty(S, 0)), 0);
        events.clear();
    }

    private UidRequest placeOn(String reader, int count, long millis) {
        snapshot(
                List.of(
                        reader.equals(R) ? present(R, count) : empty(R, 0),
                        reader.equals(S) ? present(S, count) : empty(S, 0)),
                millis * MS);
        return requests.get(requests.size() - 1);
    }

    private void removeAll(int count, long millis) {
        snapshot(List.of(empty(R, count), empty(S, 0)), millis * MS);
    }

    private void answer(UidRequest request, Uid uid, long millis) {
        answer(request, new UidOutcome.Got(uid, millis * MS, millis * MS), millis * MS);
    }

    @Test
    void aPlacementIsPostedWithTheTimeOfItsReport() {
        upWithTwoEmptyReaders();
        answer(placeOn(R, 1, 1000), A, 1040);
        assertEquals(List.of(new CardPlaced(R, A, 1000 * MS)), events);
    }

    @Test
    void readersAreToldAfterTheServiceAndTakenBackBeforeIt() {
        up(1, false);
        snapshot(List.of(empty(R, 0)), 0);
        down("gone");
        assertEquals(
                List.of(new ServiceUp(1), new ReaderArrived(R), new ReaderGone(R), new ServiceDown("gone")), events);
        assertEquals(List.of(), threads);
    }

    @Test
    void aServiceThatStaysAwayIsToldOnce() {
        down("not running");
        down("not running");
        down("another reason");
        up(0, false);
        down("not running");
        assertEquals(List.of(new ServiceDown("not running"), new ServiceUp(0), new ServiceDown("not running")), events);
    }

    @Test
    void aCardThatShowsUpRightAfterTheServiceStartedLayThereBefore() {
        up(1, true);
        snapshot(List.of(empty(R, 0), empty(S, 0)), 0);
        events.clear();
        answer(placeOn(R, 1, 400), A, 420);
        assertEquals(List.of(), events);
    }

    @Test
    void theAgeOfTheServiceIsThatOfItsPidFile(@TempDir Path directory) throws IOException {
        Path pidFile = Files.createFile(directory.resolve("pcscd.pid"));
        Instant started = Files.getLastModifiedTime(pidFile).toInstant();
        assertTrue(PcscLite.isYoung(pidFile, () -> started.plusMillis(240)));
        assertFalse(PcscLite.isYoung(pidFile, () -> started.plusMillis(260)));
        assertFalse(PcscLite.isYoung(directory.resolve("none"), () -> started));
    }

    @Test
    void atTheVeryFirstLookAReaderNeedsNoTimeToSettle() {
        upWithTwoEmptyReaders();
        answer(placeOn(R, 1, 10), A, 20);
        assertEquals(1, events.size());
    }

    @Test
    void afterTheServiceWasAwayACardThatAppearsAtOnceHasBeenThereAllAlong() {
        down("not running");
        upWithTwoEmptyReaders();
        answer(placeOn(R, 1, 400), A, 420);
        assertEquals(List.of(), events);
    }

    @Test
    void aReaderPluggedInWithACardOnItMakesNoEventButTheCardIsReadToKnowIt() {
        upWithTwoEmptyReaders();
        String third = "third 02 00";
        snapshot(List.of(empty(R, 0), empty(S, 0), present(third, 0)), 1000 * MS);
        assertEquals(1, requests.size());
        answer(requests.get(0), A, 1010);
        assertEquals(List.of(new ReaderArrived(third)), events);
    }

    @Test
    void twoCardsInQuickSuccessionAreBothPostedInOrder() {
        upWithTwoEmptyReaders();
        UidRequest first = placeOn(R, 1, 1000);
        placeOn(R, 3, 1100);
        assertTrue(first.isCancelled(), "its card has left");
        answer(first, new UidOutcome.Got(A, 1050 * MS, 1110 * MS), 1110 * MS);
        assertEquals(2, requests.size());
        answer(requests.get(1), B, 1150);
        assertEquals(List.of(new CardPlaced(R, A, 1000 * MS), new CardPlaced(R, B, 1100 * MS)), events);
    }

    @Test
    void aCardThatLeftBeforeItsTurnIsNotReadAnyMore() {
        upWithTwoEmptyReaders();
        UidRequest first = placeOn(R, 1, 1000);
        placeOn(R, 3, 1100);
        removeAll(4, 1200);
        answer(first, A, 1210);
        assertEquals(1, requests.size());
    }

    @Test
    void readersAreEqualAndIndependent() {
        upWithTwoEmptyReaders();
        snapshot(List.of(present(R, 1), present(S, 1)), 1000 * MS);
        answer(requests.get(1), A, 1020);
        assertEquals(List.of(new CardPlaced(S, A, 1000 * MS)), events);
        answer(requests.get(0), A, 1030);
        assertEquals(new CardPlaced(R, A, 1000 * MS), events.get(1));
    }

    @Test
    void aReadingThatTakesTwoSecondsIsAbandonedAndToldOnce() {
        upWithTwoEmptyReaders();
        UidRequest stuck = placeOn(R, 1, 1000);
        assertEquals(3000 * MS, readers.deadlineNanos());
        time(2999 * MS);
        assertEquals(List.of(), replaced);
        time(3000 * MS);
        assertEquals(List.of(R), replaced);
        assertTrue(stuck.isCancelled());
        assertEquals(1, events.size());
        assertTrue(
                events.get(0) instanceof ReaderTrouble trouble
                        && trouble.reader().equals(R),
                events.toString());
        answer(stuck, A, 3500);
        assertEquals(1, events.size(), "an answer after the time was up is no tap");
        removeAll(2, 4000);
        placeOn(R, 3, 5000);
        time(7000 * MS);
        assertEquals(1, events.size(), "said once");
        removeAll(4, 8000);
        answer(placeOn(R, 5, 9000), A, 9010);
        assertEquals(new CardPlaced(R, A, 9000 * MS), events.get(1));
        removeAll(6, 10_000);
        placeOn(R, 7, 11_000);
        time(13_000 * MS);
        assertEquals(3, events.size(), "after it worked, trouble is news again");
    }

    @Test
    void aReaderWhoseCallsAreAllStuckDropsTheCardAndNotTheRest() {
        upWithTwoEmptyReaders();
        takesRequests = false;
        snapshot(List.of(present(R, 1), empty(S, 0)), 1000 * MS);
        takesRequests = true;
        answer(placeOn(S, 1, 2000), A, 2010);
        assertEquals(List.of(new CardPlaced(S, A, 2000 * MS)), events);
    }

    @Test
    void aTapThatTookLongerThanTwoSecondsToReadIsDropped() {
        upWithTwoEmptyReaders();
        UidRequest first = placeOn(R, 1, 1000);
        snapshot(List.of(present(R, 3), empty(S, 0)), 1100 * MS);
        answer(first, new UidOutcome.Unread("slow"), 2900 * MS);
        answer(requests.get(1), A, 3101);
        assertEquals(List.of(), events);
    }

    @Test
    void aCardThatCannotBeReadAndStaysIsToldOneThatWasTornAwayIsNot() {
        upWithTwoEmptyReaders();
        answer(placeOn(R, 1, 1000), new UidOutcome.Unread("SW 6A81"), 1200 * MS);
        removeAll(2, 1900);
        time(9000 * MS);
        assertEquals(List.of(), events);
        answer(placeOn(R, 3, 10_000), new UidOutcome.Unread("SW 6A81"), 10_200 * MS);
        time(11_199 * MS);
        assertEquals(List.of(), events);
        time(11_200 * MS);
        assertEquals(1, events.size());
        assertTrue(events.get(0).toString().contains("6A81"));
        time(20_000 * MS);
        assertEquals(1, events.size());
        assertEquals(Long.MAX_VALUE, readers.deadlineNanos());
    }

    @Test
    void aHolderIsToldOnceUntilTheReaderWorksAgain() {
        upWithTwoEmptyReaders();
        for (int tap = 0; tap < 3; tap++) {
            long millis = 1000L * tap;
            answer(placeOn(R, 1 + 2 * tap, millis), new UidOutcome.Barred("held"), millis * MS);
            removeAll(2 + 2 * tap, millis + 500);
        }
        assertEquals(List.of(new ReaderTrouble(R, "held")), events);
    }

    @Test
    void randomAndForeignUidsMakeNoEvent() {
        upWithTwoEmptyReaders();
        answer(placeOn(R, 1, 1000), uid("08A1B2C3"), 1010);
        removeAll(2, 2000);
        answer(placeOn(R, 3, 3000), uid("12345678"), 3010);
        removeAll(4, 4000);
        answer(placeOn(R, 5, 5000), uid("0411223344556677"), 5010);
        removeAll(6, 6000);
        assertEquals(List.of(), events);
        answer(placeOn(R, 7, 7000), uid("04112233445566778899"), 7010);
        assertEquals(1, events.size());
    }

    @Test
    void otherLengthsCountForTheNextCardOnAReaderThatIsWatchedAlready() {
        upWithTwoEmptyReaders();
        readers.use(settings(Set.of(4)), 0);
        answer(placeOn(R, 1, 1000), uid("04A1B2C3D4E5F6"), 1010);
        removeAll(2, 2000);
        assertEquals(List.of(), events);
        answer(placeOn(R, 3, 3000), uid("12345678"), 3010);
        assertEquals(1, events.size());
    }

    @Test
    void anEntryThatMatchesNoReaderIsWarnedOfOnceAndAgainAfterAReload() {
        readers.use(settings(Set.of(7), "omnikey 54", "cherry"), 0);
        assertEquals(Long.MAX_VALUE, readers.deadlineNanos(), "no reader, nothing to match");
        try (LogLines log = LogLines.of("pcsc")) {
            upWithTwoEmptyReaders();
            time(UnmatchedEntries.GRACE_NANOS - 1);
            assertEquals(List.of(), readers.view().unmatched());
            time(UnmatchedEntries.GRACE_NANOS);
            time(20_000 * MS);
            String warning = "\"cherry\" of [nfc] readers is part of no reader's name: there are " + R + ", " + S
                    + "; write a part of such a name, capitals or not, then nbe reload";
            assertEquals(List.of(warning), log.warnings());
            assertEquals(1, readers.view().unmatched().size());
            readers.use(settings(Set.of(7), "omnikey 54", "cherry"), 30_000 * MS);
            assertEquals(List.of(), readers.view().unmatched());
            time(30_000 * MS + UnmatchedEntries.GRACE_NANOS);
            assertEquals(List.of(warning, warning), log.warnings());
        }
    }

    @Test
    void aBindingThatStandsInForTheNativeOneIsWarnedOf() {
        try (LogLines log = LogLines.of("pcsc")) {
            report(new ReaderReport.Loaded(new BindingInUse(Binding.SMARTCARDIO, Optional.of("no room"))), 0);
            assertEquals(1, log.warnings().size(), log::toString);
            assertTrue(log.warnings().get(0).startsWith("PC/SC goes through javax.smartcardio"), log::toString);
        }
        assertEquals(Binding.SMARTCARDIO, readers.view().binding().binding());
    }

    @Test
    void aRandomUidMakesNoEventEvenWhereFourBytesCount() {
        Readers fourBytes = readers(Set.of(4));
        fourBytes.onReport(new ReaderReport.ServiceUp(1, false), 0);
        fourBytes.onReport(new ReaderReport.Snapshot(List.of(empty(R, 0)), 0), 0);
        fourBytes.onReport(new ReaderReport.Snapshot(List.of(present(R, 1)), 1000 * MS), 1000 * MS);
        UidOutcome random = new UidOutcome.Got(uid("08A1B2C3"), 1010 * MS, 1010 * MS);
        assertEquals(List.of(), fourBytes.onReport(new ReaderReport.UidRead(requests.get(0), random), 1010 * MS));
        fourBytes.onReport(new ReaderReport.Snapshot(List.of(present(R, 3)), 3000 * MS), 3000 * MS);
        UidOutcome fixed = new UidOutcome.Got(uid("07A1B2C3"), 3010 * MS, 3010 * MS);
        assertEquals(
                1,
                fourBytes
                        .onReport(new ReaderReport.UidRead(requests.get(1), fixed), 3010 * MS)
                        .size());
    }

    @Test
    void aMutePhantomIsNeverReadAndLeavesNothingToWaitFor() {
        up(1, false);
        snapshot(List.of(mute(R, 0)), 0);
        for (int look = 1; look < 100; look++) {
            snapshot(List.of(mute(R, 0)), look * MS);
        }
        assertEquals(List.of(), requests);
        assertEquals(Long.MAX_VALUE, readers.deadlineNanos());
    }

    @Test
    void aReaderThatVanishesWhileItReadsIsForgottenWithItsAnswer() {
        upWithTwoEmptyReaders();
        UidRequest request = placeOn(R, 1, 1000);
        snapshot(List.of(empty(S, 0)), 1010 * MS);
        answer(request, A, 1020);
        assertEquals(List.of(new ReaderGone(R)), events);
        assertTrue(request.isCancelled());
    }

    @Test
    void aReaderThatItsDriverCannotReachForThreeSecondsIsToldOnceAndSoIsItsReturn() {
        upWithTwoEmptyReaders();
        snapshot(List.of(unavailable(R), empty(S, 0)), 1000 * MS);
        assertEquals(4000 * MS, readers.deadlineNanos());
        snapshot(List.of(unavailable(R), present(S, 1)), 2000 * MS);
        answer(requests.get(0), A, 2010);
        time(3999 * MS);
        assertEquals(List.of(new CardPlaced(S, A, 2000 * MS)), events);
        time(4000 * MS);
        time(9000 * MS);
        assertEquals(2, events.size(), events.toString());
        assertTrue(
                events.get(1) instanceof ReaderTrouble trouble
                        && trouble.reader().equals(R),
                events.toString());
        assertEquals(Long.MAX_VALUE, readers.deadlineNanos());
        snapshot(List.of(present(R, 3), present(S, 1)), 10_000 * MS);
        answer(requests.get(1), B, 10_010);
        assertEquals(2, events.size(), "a card that lies there when it is back is no placement");
        snapshot(List.of(empty(R, 4), present(S, 1)), 11_000 * MS);
        snapshot(List.of(present(R, 5), present(S, 1)), 12_000 * MS);
        answer(requests.get(2), B, 12_010);
        assertEquals(new CardPlaced(R, B, 12_000 * MS), events.get(2));
        snapshot(List.of(unavailable(R), present(S, 1)), 13_000 * MS);
        time(16_000 * MS);
        assertEquals(4, events.size(), "after it was back, trouble is news again");
    }

    @Test
    void aReaderThatIsUnavailableOnItsWayOutIsNoTrouble() {
        upWithTwoEmptyReaders();
        snapshot(List.of(unavailable(R), empty(S, 0)), 1000 * MS);
        snapshot(List.of(empty(S, 0)), 1400 * MS);
        time(9000 * MS);
        assertEquals(List.of(new ReaderGone(R)), events);
    }

    @Test
    void theViewsShowEveryReaderWithWhatLiesOnItAndWhyNoneIsThere() {
        assertTrue(readers.view().down().isPresent(), "before the first answer");
        up(4, false);
        assertEquals(Optional.empty(), readers.view().down());
        report(
                new ReaderReport.Snapshot(
                        List.of(mute("C", 1), present("A", 1), unavailable("D")), List.of(empty("B SAM", 0)), 0),
                0);
        readers.onTime(4_000 * MS);
        assertEquals(
                List.of(
                        new ReaderView("A", ReaderView.State.CARD, true, Optional.of(ReadState.NO_ANSWER)),
                        new ReaderView("B SAM", ReaderView.State.EMPTY, false, Optional.empty()),
                        new ReaderView("C", ReaderView.State.MUTE, true, Optional.empty()),
                        new ReaderView("D", ReaderView.State.UNREACHABLE, true, Optional.of(ReachState.UNREACHED))),
                readers.views());
        down("pcscd does not run");
        assertEquals(List.of(), readers.views());
        assertEquals(Optional.of("pcscd does not run"), readers.view().down());
    }
}
