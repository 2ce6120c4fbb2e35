package nbe.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State, silence, and when the agent is to hear of a presence (docs/protocol.md). */
class PresenceTest {
    private final Air air = new Air(Air.mean(10));

    @ParameterizedTest
    @CsvSource({
        "7, weak",
        "5, unauthenticated",
    })
    void theFlagsOfTheFirstSightingAreItsState(int flags, String state) {
        air.flags = flags;
        air.hear(0, -70);
        assertEquals(List.of(state + " unknown 0"), words());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 6})
    void aBandThatWasNeverEnrolledOnABodyIsNothing(int flags) {
        air.flags = flags;
        air.hold(0, 60, 0.1, -38);
        air.time(1000);
        assertEquals(List.of(), air.said);
        assertEquals(Optional.empty(), air.tracker.presence(Air.BAND));
        assertEquals(Long.MAX_VALUE, air.tracker.deadlineNanos());
    }

    @Test
    void everyChangeOfStateIsToldAtOnceAndOnce() {
        int[] flags = {7, 5, 7, 3, 7, 1, 5, 0, 7, 6, 5, 1};
        String[] states = {
            "weak",
            "unauthenticated",
            "weak",
            "absent",
            "weak",
            "absent",
            "unauthenticated",
            "absent",
            "weak",
            "absent",
            "unauthenticated",
            "absent"
        };
        for (int i = 0; i < flags.length; i++) {
            air.flags = flags[i];
            List<BandEvent> events = air.hear(i, -70);
            assertEquals(1, events.size(), "at " + i);
            assertTrue(air.lastPresence().startsWith(states[i] + " "), air.lastPresence());
            assertEquals(List.of(), air.hear(i + 0.1, -70));
        }
    }

    @Test
    void aBandThatBecomesAbsentKeepsTheLastServiceRequestState() {
        air.serviceRequestState = 9;
        air.hear(0, -70);
        air.time(30);
        assertEquals("absent unknown 9", air.lastPresence());
        air.hear(31, -70);
        air.serviceRequestState = 11;
        air.flags = Air.OFF_BODY;
        air.hear(32, -70);
        assertEquals("absent unknown 11", air.lastPresence());
    }

    @Test
    void anAbsentBandIsNotToldOfAgainWhateverItSends() {
        air.hear(0, -70);
        air.flags = Air.OFF_BODY;
        air.hear(1, -70);
        air.serviceRequestState = 5;
        assertEquals(List.of(), air.hear(2, -70));
        air.flags = Air.NOT_ENROLLED;
        assertEquals(List.of(), air.hear(3, -70));
        assertEquals(List.of(), air.time(1000));
        assertEquals(
                "absent unknown 0", Air.words(air.tracker.presence(Air.BAND).orElseThrow()));
    }

    @Test
    void aChangeOfTheServiceRequestStateIsTold() {
        for (int state : new int[] {0, 1, 128, 255, 7}) {
            air.serviceRequestState = state;
            air.hear(state * 0.001, -70);
            air.hear(state * 0.001, -70);
        }
        assertEquals(
                List.of("weak unknown 0", "weak unknown 1", "weak unknown 128", "weak unknown 255"),
                words().subList(0, 4));
    }

    @Test
    void silenceOfAbsentAfterIsAbsence() {
        air.hold(0, 1.1, 0.1, -70);
        assertEquals(Air.nanos(31), air.tracker.deadlineNanos());
        assertEquals(List.of(), air.time(30.999999999));
        assertEquals(1, air.time(31).size());
        assertEquals("absent unknown 0", air.lastPresence());
        assertEquals(Air.nanos(31), air.said.get(air.said.size() - 1).atNanos());
        assertEquals(Long.MAX_VALUE, air.tracker.deadlineNanos());
        assertEquals(List.of(), air.time(100));
        air.hear(101, -70);
        assertEquals("weak unknown 0", air.lastPresence(), "back at its next advertisement");
    }

    @Test
    void aSightingAfterThatSilenceTellsOfTheAbsenceEvenIfNobodyCalledInBetween() {
        air.hear(0, -70);
        air.hear(30, -70);
        assertEquals(List.of("weak unknown 0", "absent unknown 0", "weak unknown 0"), words());
        assertEquals(Air.nanos(30), air.said.get(1).atNanos());
    }

    @Test
    void anySightingBreaksTheSilenceWithItsLevelUnknownToo() {
        air.hear(0, -70);
        air.hear(29, 127);
        assertEquals(List.of(), air.time(31));
        assertEquals(Air.nanos(59), air.tracker.deadlineNanos());
    }

    @Test
    void bandsFallSilentEachAtItsOwnTime() {
        air.hear(0, -70);
        air.band = Air.OTHER;
        air.hear(1, -70);
        air.band = Air.BAND;
        air.hear(2, -70);
        assertEquals(Air.nanos(31), air.tracker.deadlineNanos());
        assertEquals(Air.OTHER, air.time(31.5).get(0).band());
        assertEquals(Air.nanos(32), air.tracker.deadlineNanos());
        assertEquals(1, air.time(32).size());
    }

    @Test
    void sightingsOutOfOrderNeitherShortenTheSilenceNorBringBackAnOldState() {
        air.hear(10, -70);
        air.flags = Air.UNAUTHENTICATED;
        air.serviceRequestState = 3;
        assertEquals(List.of(), air.hear(5, -70));
        air.flags = Air.OFF_BODY;
        assertEquals(List.of(), air.hear(5, -70));
        assertEquals(Air.nanos(40), air.tracker.deadlineNanos());
        assertEquals("weak unknown 0", air.lastPresence());
    }

    @Test
    void deadlinesAreInOrderEvenWhenSightingsOvertakeOneAnother() {
        air.hear(10, -70);
        air.band = Air.OTHER;
        air.hear(9, -70);
        assertEquals(Air.nanos(39), air.tracker.deadlineNanos());
        assertEquals(Air.OTHER, air.time(39).get(0).band());
        assertEquals(Air.nanos(40), air.tracker.deadlineNanos());
    }

    @Test
    void forgivenSilenceGivesEveryBandAllOfItsTimeAgain() {
        air.hear(0, -70);
        air.tracker.forgiveSilence(Air.nanos(100));
        assertEquals(Air.nanos(130), air.tracker.deadlineNanos());
        assertEquals(List.of(), air.time(129.9));
        assertEquals(List.of(), air.hear(101, -70));
        assertEquals(Air.nanos(131), air.tracker.deadlineNanos());
        assertEquals(1, air.time(131).size());
    }

    @Test
    void aSightingThatChangesNothingReturnsTheSharedEmptyList() {
        air.hold(0, 3, 0.1, -70);
        assertSame(List.of(), air.hear(3, -70));
        assertSame(List.of(), air.time(3));
    }

    @Test
    void theSnapshotIsEveryBandThatIsNotAbsentWithWhatWasLastTold() {
        air.hold(0, 3, 0.1, -50);
        air.band = Air.OTHER;
        air.flags = Air.UNAUTHENTICATED;
        air.hear(3, -70);
        assertEquals(
                List.of("weak near 0", "unauthenticated unknown 0"),
                air.tracker.present().stream().map(Air::words).toList());
        air.flags = Air.OFF_BODY;
        air.hear(4, -70);
        assertEquals(
                List.of(Air.BAND),
                air.tracker.present().stream()
                        .map(BandEvent.PresenceChanged::band)
                        .toList());
        assertEquals("weak near 0", Air.words(air.tracker.presence(Air.BAND).orElseThrow()));
    }

    @Test
    void nothingIsToldOfABandOnceTheSamplesAreForgotten() {
        air.hold(0, 3, 0.1, -50);
        assertEquals("weak near 0", air.lastPresence());
        air.tracker.forgetSamples();
        air.said.clear();
        air.hold(3, 10, 0.1, -50);
        assertEquals(List.of(), air.presences());
    }

    private List<String> words() {
        return air.presences().stream().map(Air::words).toList();
    }
}
