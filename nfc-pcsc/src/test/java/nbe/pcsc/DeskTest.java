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
import java.util.OptionalLong;
import java.util.Set;
import nbe.pcsc.NfcEvent.CardPlaced;
import nbe.pcsc.NfcEvent.ReaderArrived;
import nbe.pcsc.NfcEvent.ReaderGone;
import nbe.pcsc.NfcEvent.ReaderTrouble;
import nbe.pcsc.NfcEvent.ServiceDown;
import nbe.pcsc.NfcEvent.ServiceUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {
    private static final String R = "ACS ACR122U 00 00";
    private static final String S = "OMNIKEY 5427 01 00";
    private static final long MS = 1_000_000L;
    private static final Uid A = uid("04A1B2C3D4E5F6");
    private static final Uid B = uid("04112233445566");

    private final List<NfcEvent> events = new ArrayList<>();
    private final List<ReadOrder> orders = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private final List<String> seated = new ArrayList<>();
    private boolean takesOrders = true;

    private final Desk desk = new Desk(Set.of(7, 10), new Desk.Hands() {
        @Override
        public void post(NfcEvent event) {
            events.add(event);
        }

        @Override
        public void seat(String reader) {
            seated.add(reader);
        }

        @Override
        public void unseat(String reader) {
            seated.remove(reader);
        }

        @Override
        public boolean read(ReadOrder order) {
            if (takesOrders) {
                orders.add(order);
            }
            return takesOrders;
        }

        @Override
        public void replace(String reader) {
            replaced.add(reader);
        }
    });

    private static Uid uid(String hex) {
        return new Uid(HexFormat.of().parseHex(hex));
    }

    private void upWithTwoEmptyReaders() {
        desk.onServiceUp(2, false);
        desk.onSnapshot(List.of(empty(R, 0), empty(S, 0)), 0);
        events.clear();
    }

    private ReadOrder placeOn(String reader, int count, long millis) {
        desk.onSnapshot(
                List.of(
                        reader.equals(R) ? present(R, count) : empty(R, 0),
                        reader.equals(S) ? present(S, count) : empty(S, 0)),
                millis * MS);
        return orders.get(orders.size() - 1);
    }

    private void removeAll(int count, long millis) {
        desk.onSnapshot(List.of(empty(R, count), empty(S, 0)), millis * MS);
    }

    private void answer(ReadOrder order, Uid uid, long millis) {
        desk.onRead(order, new ReadOutcome.Got(uid, millis * MS, millis * MS), millis * MS);
    }

    @Test
    void aPlacementIsPostedWithTheTimeOfItsReport() {
        upWithTwoEmptyReaders();
        answer(placeOn(R, 1, 1000), A, 1040);
        assertEquals(List.of(new CardPlaced(R, A, 1000 * MS)), events);
    }

    @Test
    void readersAreToldAfterTheServiceAndTakenBackBeforeIt() {
        desk.onServiceUp(1, false);
        desk.onSnapshot(List.of(empty(R, 0)), 0);
        desk.onServiceDown("gone");
        assertEquals(
                List.of(new ServiceUp(1), new ReaderArrived(R), new ReaderGone(R), new ServiceDown("gone")), events);
        assertEquals(List.of(), seated);
    }

    @Test
    void aServiceThatStaysAwayIsToldOnce() {
        desk.onServiceDown("not running");
        desk.onServiceDown("not running");
        desk.onServiceDown("another reason");
        desk.onServiceUp(0, false);
        desk.onServiceDown("not running");
        assertEquals(List.of(new ServiceDown("not running"), new ServiceUp(0), new ServiceDown("not running")), events);
    }

    @Test
    void aCardThatShowsUpRightAfterTheServiceStartedLayThereBefore() {
        desk.onServiceUp(1, true);
        desk.onSnapshot(List.of(empty(R, 0), empty(S, 0)), 0);
        events.clear();
        answer(placeOn(R, 1, 400), A, 420);
        assertEquals(List.of(), events);
    }

    @Test
    void theAgeOfTheServiceIsThatOfItsPidFile(@TempDir Path directory) throws IOException {
        Path pidFile = Files.createFile(directory.resolve("pcscd.pid"));
        Instant started = Files.getLastModifiedTime(pidFile).toInstant();
        assertTrue(NativePcsc.isYoung(pidFile, () -> started.plusMillis(240)));
        assertFalse(NativePcsc.isYoung(pidFile, () -> started.plusMillis(260)));
        assertFalse(NativePcsc.isYoung(directory.resolve("none"), () -> started));
    }

    @Test
    void atTheVeryFirstLookAReaderNeedsNoTimeToSettle() {
        upWithTwoEmptyReaders();
        answer(placeOn(R, 1, 10), A, 20);
        assertEquals(1, events.size());
    }

    @Test
    void afterTheServiceWasAwayACardThatAppearsAtOnceHasBeenThereAllAlong() {
        desk.onServiceDown("not running");
        upWithTwoEmptyReaders();
        answer(placeOn(R, 1, 400), A, 420);
        assertEquals(List.of(), events);
    }

    @Test
    void aReaderPluggedInWithACardOnItMakesNoEventButTheCardIsReadToKnowIt() {
        upWithTwoEmptyReaders();
        String third = "third 02 00";
        desk.onSnapshot(List.of(empty(R, 0), empty(S, 0), present(third, 0)), 1000 * MS);
        assertEquals(1, orders.size());
        answer(orders.get(0), A, 1010);
        assertEquals(List.of(new ReaderArrived(third)), events);
    }

    @Test
    void twoCardsInQuickSuccessionAreBothPostedInOrder() {
        upWithTwoEmptyReaders();
        ReadOrder first = placeOn(R, 1, 1000);
        placeOn(R, 3, 1100);
        assertFalse(first.wanted(), "its card has left");
        desk.onRead(first, new ReadOutcome.Got(A, 1050 * MS, 1110 * MS), 1110 * MS);
        assertEquals(2, orders.size());
        answer(orders.get(1), B, 1150);
        assertEquals(List.of(new CardPlaced(R, A, 1000 * MS), new CardPlaced(R, B, 1100 * MS)), events);
    }

    @Test
    void aCardThatLeftBeforeItsTurnIsNotReadAnyMore() {
        upWithTwoEmptyReaders();
        ReadOrder first = placeOn(R, 1, 1000);
        placeOn(R, 3, 1100);
        removeAll(4, 1200);
        answer(first, A, 1210);
        assertEquals(1, orders.size());
    }

    @Test
    void readersAreEqualAndIndependent() {
        upWithTwoEmptyReaders();
        desk.onSnapshot(List.of(present(R, 1), present(S, 1)), 1000 * MS);
        answer(orders.get(1), A, 1020);
        assertEquals(List.of(new CardPlaced(S, A, 1000 * MS)), events);
        answer(orders.get(0), A, 1030);
        assertEquals(new CardPlaced(R, A, 1000 * MS), events.get(1));
    }

    @Test
    void aReadingThatTakesTwoSecondsIsAbandonedAndToldOnce() {
        upWithTwoEmptyReaders();
        ReadOrder stuck = placeOn(R, 1, 1000);
        assertEquals(OptionalLong.of(3000 * MS), desk.deadlineNanos(1000 * MS));
        desk.onTime(2999 * MS);
        assertEquals(List.of(), replaced);
        desk.onTime(3000 * MS);
        assertEquals(List.of(R), replaced);
        assertFalse(stuck.wanted());
        assertEquals(1, events.size());
        assertTrue(
                events.get(0) instanceof ReaderTrouble trouble
                        && trouble.reader().equals(R),
                events.toString());
        answer(stuck, A, 3500);
        assertEquals(1, events.size(), "an answer after the time was up is no tap");
        removeAll(2, 4000);
        placeOn(R, 3, 5000);
        desk.onTime(7000 * MS);
        assertEquals(1, events.size(), "said once");
        removeAll(4, 8000);
        answer(placeOn(R, 5, 9000), A, 9010);
        assertEquals(new CardPlaced(R, A, 9000 * MS), events.get(1));
        removeAll(6, 10_000);
        placeOn(R, 7, 11_000);
        desk.onTime(13_000 * MS);
        assertEquals(3, events.size(), "after it worked, trouble is news again");
    }

    @Test
    void aReaderWhoseCallsAreAllStuckDropsTheCardAndNotTheRest() {
        upWithTwoEmptyReaders();
        takesOrders = false;
        desk.onSnapshot(List.of(present(R, 1), empty(S, 0)), 1000 * MS);
        takesOrders = true;
        answer(placeOn(S, 1, 2000), A, 2010);
        assertEquals(List.of(new CardPlaced(S, A, 2000 * MS)), events);
    }

    @Test
    void aTapThatTookLongerThanTwoSecondsToReadIsDropped() {
        upWithTwoEmptyReaders();
        ReadOrder first = placeOn(R, 1, 1000);
        desk.onSnapshot(List.of(present(R, 3), empty(S, 0)), 1100 * MS);
        desk.onRead(first, new ReadOutcome.Unread("slow"), 2900 * MS);
        answer(orders.get(1), A, 3101);
        assertEquals(List.of(), events);
    }

    @Test
    void aCardThatCannotBeReadAndStaysIsToldOneThatWasTornAwayIsNot() {
        upWithTwoEmptyReaders();
        desk.onRead(placeOn(R, 1, 1000), new ReadOutcome.Unread("SW 6A81"), 1200 * MS);
        removeAll(2, 1900);
        desk.onTime(9000 * MS);
        assertEquals(List.of(), events);
        desk.onRead(placeOn(R, 3, 10_000), new ReadOutcome.Unread("SW 6A81"), 10_200 * MS);
        desk.onTime(11_199 * MS);
        assertEquals(List.of(), events);
        desk.onTime(11_200 * MS);
        assertEquals(1, events.size());
        assertTrue(events.get(0).toString().contains("6A81"));
        desk.onTime(20_000 * MS);
        assertEquals(1, events.size());
        assertEquals(OptionalLong.empty(), desk.deadlineNanos(20_000 * MS));
    }

    @Test
    void aHolderIsToldOnceUntilTheReaderWorksAgain() {
        upWithTwoEmptyReaders();
        for (int tap = 0; tap < 3; tap++) {
            long millis = 1000L * tap;
            desk.onRead(placeOn(R, 1 + 2 * tap, millis), new ReadOutcome.Barred("held"), millis * MS);
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
    void aRandomUidMakesNoEventEvenWhereFourBytesCount() {
        List<NfcEvent> posted = new ArrayList<>();
        Desk fourBytes = new Desk(Set.of(4), new Desk.Hands() {
            @Override
            public void post(NfcEvent event) {
                posted.add(event);
            }

            @Override
            public void seat(String reader) {}

            @Override
            public void unseat(String reader) {}

            @Override
            public boolean read(ReadOrder order) {
                return orders.add(order);
            }

            @Override
            public void replace(String reader) {}
        });
        fourBytes.onServiceUp(1, false);
        fourBytes.onSnapshot(List.of(empty(R, 0)), 0);
        posted.clear();
        fourBytes.onSnapshot(List.of(present(R, 1)), 1000 * MS);
        fourBytes.onRead(orders.get(0), new ReadOutcome.Got(uid("08A1B2C3"), 1010 * MS, 1010 * MS), 1010 * MS);
        assertEquals(List.of(), posted);
        fourBytes.onSnapshot(List.of(present(R, 3)), 3000 * MS);
        fourBytes.onRead(orders.get(1), new ReadOutcome.Got(uid("07A1B2C3"), 3010 * MS, 3010 * MS), 3010 * MS);
        assertEquals(1, posted.size());
    }

    @Test
    void aMutePhantomIsNeverReadAndLeavesNothingToWaitFor() {
        desk.onServiceUp(1, false);
        desk.onSnapshot(List.of(mute(R, 0)), 0);
        for (int look = 1; look < 100; look++) {
            desk.onSnapshot(List.of(mute(R, 0)), look * MS);
        }
        assertEquals(List.of(), orders);
        assertEquals(OptionalLong.empty(), desk.deadlineNanos(100 * MS));
    }

    @Test
    void aReaderThatVanishesWhileItReadsIsForgottenWithItsAnswer() {
        upWithTwoEmptyReaders();
        ReadOrder order = placeOn(R, 1, 1000);
        desk.onSnapshot(List.of(empty(S, 0)), 1010 * MS);
        answer(order, A, 1020);
        assertEquals(List.of(new ReaderGone(R)), events);
        assertFalse(order.wanted());
    }

    @Test
    void aReaderThatItsDriverCannotReachForThreeSecondsIsToldOnceAndSoIsItsReturn() {
        upWithTwoEmptyReaders();
        desk.onSnapshot(List.of(unavailable(R), empty(S, 0)), 1000 * MS);
        assertEquals(OptionalLong.of(4000 * MS), desk.deadlineNanos(1000 * MS));
        desk.onSnapshot(List.of(unavailable(R), present(S, 1)), 2000 * MS);
        answer(orders.get(0), A, 2010);
        desk.onTime(3999 * MS);
        assertEquals(List.of(new CardPlaced(S, A, 2000 * MS)), events);
        desk.onTime(4000 * MS);
        desk.onTime(9000 * MS);
        assertEquals(2, events.size(), events.toString());
        assertTrue(
                events.get(1) instanceof ReaderTrouble trouble
                        && trouble.reader().equals(R),
                events.toString());
        assertEquals(OptionalLong.empty(), desk.deadlineNanos(9000 * MS));
        desk.onSnapshot(List.of(present(R, 3), present(S, 1)), 10_000 * MS);
        answer(orders.get(1), B, 10_010);
        assertEquals(2, events.size(), "a card that lies there when it is back is no placement");
        desk.onSnapshot(List.of(empty(R, 4), present(S, 1)), 11_000 * MS);
        desk.onSnapshot(List.of(present(R, 5), present(S, 1)), 12_000 * MS);
        answer(orders.get(2), B, 12_010);
        assertEquals(new CardPlaced(R, B, 12_000 * MS), events.get(2));
        desk.onSnapshot(List.of(unavailable(R), present(S, 1)), 13_000 * MS);
        desk.onTime(16_000 * MS);
        assertEquals(4, events.size(), "after it was back, trouble is news again");
    }

    @Test
    void aReaderThatIsUnavailableOnItsWayOutIsNoTrouble() {
        upWithTwoEmptyReaders();
        desk.onSnapshot(List.of(unavailable(R), empty(S, 0)), 1000 * MS);
        desk.onSnapshot(List.of(empty(S, 0)), 1400 * MS);
        desk.onTime(9000 * MS);
        assertEquals(List.of(new ReaderGone(R)), events);
    }
}
