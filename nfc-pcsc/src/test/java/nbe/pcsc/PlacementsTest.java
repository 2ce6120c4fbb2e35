package nbe.pcsc;

import static nbe.pcsc.Statuses.empty;
import static nbe.pcsc.Statuses.mute;
import static nbe.pcsc.Statuses.present;
import static nbe.pcsc.Statuses.unavailable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementsTest {
    private static final String R = "reader";
    private static final long MS = 1_000_000L;

    /** Near the end of the range, where a comparison of absolute values would go wrong. */
    private static final long START = Long.MAX_VALUE - 300 * MS;

    private static final Uid A = uid("04A1B2C3D4E5F6");
    private static final Uid B = uid("04112233445566");

    private final Placements empty = new Placements(empty(R, 0), false, START);

    private static Uid uid(String hex) {
        return new Uid(HexFormat.of().parseHex(hex));
    }

    private static long at(long millis) {
        return START + millis * MS;
    }

    /** Read 5 ms after the report, over a connection made after 2. */
    private static boolean read(Placements placements, Placement placement, Uid uid) {
        return placements.counts(placement, uid, placement.atNanos + 2 * MS, placement.atNanos + 5 * MS);
    }

    @Test
    void aCardPlacedOnAnEmptyReaderCountsFromTheMomentItIsReported() {
        Placement came = empty.onStatus(present(R, 1), at(10)).came();
        assertEquals(at(10), came.atNanos);
        assertTrue(read(empty, came, A));
        assertSame(Placements.Change.NONE, empty.onStatus(present(R, 1), at(20)));
        assertSame(came, empty.onStatus(empty(R, 2), at(30)).left());
    }

    @ParameterizedTest
    @CsvSource({"0,false", "499,false", "500,false", "501,true", "2000,true"})
    void theSameUidWithin500MillisecondsOfItsReportedRemovalIsTheSamePlacement(long gapMillis, boolean counts) {
        assertTrue(read(empty, empty.onStatus(present(R, 1), at(0)).came(), A));
        empty.onStatus(empty(R, 2), at(3000));
        Placement again = empty.onStatus(present(R, 3), at(3000 + gapMillis)).came();
        assertEquals(counts, read(empty, again, A));
    }

    @Test
    void anotherUidCountsAtOnce() {
        assertTrue(read(empty, empty.onStatus(present(R, 1), at(0)).came(), A));
        empty.onStatus(empty(R, 2), at(100));
        assertTrue(read(empty, empty.onStatus(present(R, 3), at(110)).came(), B));
    }

    @Test
    void aJumpOfTwoEventsMeansRemovedAndPlacedAgain() {
        Placement first = empty.onStatus(present(R, 1), at(0)).came();
        assertTrue(read(empty, first, A));
        Placements.Change change = empty.onStatus(present(R, 3), at(5000));
        assertSame(first, change.left());
        assertTrue(read(empty, change.came(), B));
        Placement same = empty.onStatus(present(R, 5), at(9000)).came();
        assertFalse(
                read(empty, same, B), "the jump itself says nothing about when: the same UID is the same placement");
    }

    @Test
    void theCounterMayRunOver() {
        Placements late = new Placements(empty(R, 0xFFFF), false, START);
        assertTrue(read(late, late.onStatus(present(R, 0), at(0)).came(), A));
        assertNotNull(late.onStatus(present(R, 2), at(100)).came());
    }

    @Test
    void anOddStepWithTheCardPresentIsNoNewCard() {
        Placement first = empty.onStatus(present(R, 1), at(0)).came();
        assertTrue(read(empty, first, A));
        assertNull(empty.onStatus(present(R, 2), at(100)).came());
    }

    @Test
    void aCardThatLiesThereAtTheStartNeverCountsButIsKnown() {
        Placements placements = new Placements(present(R, 7), false, START);
        Placement lying = placements.lyingAtStart();
        assertFalse(read(placements, lying, A));
        placements.onStatus(empty(R, 8), at(1000));
        Placement flutter = placements.onStatus(present(R, 9), at(1400)).came();
        assertFalse(read(placements, flutter, A), "it only slipped");
        placements.onStatus(empty(R, 10), at(2000));
        assertTrue(
                read(placements, placements.onStatus(present(R, 11), at(2501)).came(), A));
    }

    @ParameterizedTest
    @CsvSource({"0,false", "749,false", "750,true", "2000,true"})
    void aCardFoundByAReaderThatHasJustArrivedHasBeenThereAllAlong(long afterMillis, boolean counts) {
        Placements fresh = new Placements(empty(R, 0), true, START);
        assertEquals(
                counts,
                read(fresh, fresh.onStatus(present(R, 1), at(afterMillis)).came(), A));
    }

    @Test
    void muteIsNoCardUntilItAnswers() {
        assertNull(empty.onStatus(mute(R, 1), at(0)).came());
        assertNull(empty.onStatus(mute(R, 1), at(10)).came());
        Placement came = empty.onStatus(present(R, 1), at(400)).came();
        assertEquals(at(400), came.atNanos);
        assertTrue(read(empty, came, A));
        assertNull(empty.onStatus(mute(R, 1), at(500)).came());
        assertNull(empty.onStatus(present(R, 1), at(600)).came(), "it was read already");
    }

    @Test
    void aMuteThingAtTheStartThatBeginsToAnswerIsStillForgotten() {
        Placements placements = new Placements(mute(R, 1), false, START);
        assertNull(placements.lyingAtStart());
        assertFalse(
                read(placements, placements.onStatus(present(R, 1), at(5000)).came(), A));
    }

    @Test
    void afterAReaderWasUnavailableItsCardIsTakenAsForgotten() {
        assertTrue(read(empty, empty.onStatus(present(R, 1), at(0)).came(), A));
        assertNotNull(empty.onStatus(unavailable(R), at(1000)).left());
        assertFalse(read(empty, empty.onStatus(present(R, 2), at(9000)).came(), B));
    }

    @Test
    void aCounterThatBeginsAnewIsAReaderThatWasReplugged() {
        Placements placements = new Placements(empty(R, 40), false, START);
        assertFalse(
                read(placements, placements.onStatus(present(R, 1), at(1000)).came(), A));
    }

    @Test
    void anAnswerThatCameFromTheNextCardIsNotCountedTwice() {
        Placement first = empty.onStatus(present(R, 1), at(0)).came();
        empty.onStatus(empty(R, 2), at(100));
        Placement second = empty.onStatus(present(R, 3), at(700)).came();
        assertFalse(empty.counts(first, B, at(720), at(730)), "connected after the first was gone");
        assertTrue(read(empty, second, B));
    }

    @Test
    void anAnswerOfTheNextCardReadBeforeItsReportIsCountedOnce() {
        Placement first = empty.onStatus(present(R, 1), at(0)).came();
        assertTrue(empty.counts(first, B, at(620), at(630)), "nothing reported yet: it is taken for the first card");
        empty.onStatus(empty(R, 2), at(631));
        assertFalse(read(empty, empty.onStatus(present(R, 3), at(632)).came(), B));
    }

    @Test
    void aTapSoShortThatItIsGoneWhenTheAnswerComesCounts() {
        Placement came = empty.onStatus(present(R, 1), at(0)).came();
        empty.onStatus(empty(R, 2), at(30));
        assertTrue(empty.counts(came, A, at(10), at(40)));
        assertFalse(read(empty, empty.onStatus(present(R, 3), at(530)).came(), A));
    }

    @Test
    void inAnyOrderOfReportsNoCardCountsMoreOftenThanItWasPlaced() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Placements placements = new Placements(empty(R, 0), false, START);
            long millis = 0;
            int events = 0;
            int placed = 0;
            int counted = 0;
            boolean there = false;
            for (int step = 0; step < 200; step++) {
                millis += random.nextInt(1500);
                int moves = 1 + random.nextInt(3);
                events += moves;
                placed += there ? moves / 2 : (moves + 1) / 2;
                there ^= moves % 2 == 1;
                Placement came = placements
                        .onStatus(there ? present(R, events & 0xFFFF) : empty(R, events & 0xFFFF), at(millis))
                        .came();
                if (came != null && random.nextInt(10) > 0) {
                    counted += read(placements, came, random.nextBoolean() ? A : B) ? 1 : 0;
                }
            }
            assertTrue(counted <= placed, "seed " + seed);
            assertTrue(counted > 0, "seed " + seed);
        }
    }
}
