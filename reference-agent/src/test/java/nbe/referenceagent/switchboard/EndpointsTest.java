package nbe.referenceagent.switchboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nbe.referenceagent.message.BandState;
import nbe.referenceagent.message.Presence;
import nbe.referenceagent.message.Proximity;
import org.junit.jupiter.api.Test;

/** The bounds for all endpoints together. */
class EndpointsTest {
    private static final int FULL_ENDPOINTS = Endpoints.BANDS_AT_MOST / Endpoint.BANDS_AT_MOST;

    private final List<String> forgotten = new ArrayList<>();
    private final Endpoints endpoints =
            new Endpoints((endpoint, presence) -> forgotten.add(endpoint.id + " " + presence.device()));

    private static Presence band(int number, BandState state) {
        String device = String.format("C2:00:00:%02X:%02X:%02X", number >> 16, number >> 8 & 255, number & 255);
        return new Presence(device, state, Proximity.UNKNOWN, 0);
    }

    private Endpoint full(String id, BandState state) {
        Endpoint endpoint = endpoints.named(id);
        endpoint.connectedSince = Instant.EPOCH;
        for (int i = 0; i < Endpoint.BANDS_AT_MOST; i++) {
            assertTrue(endpoints.keep(endpoint, band(i, state)));
        }
        return endpoint;
    }

    private void fill(BandState state) {
        for (int i = 0; i < FULL_ENDPOINTS; i++) {
            full("full-" + i, state);
        }
    }

    @Test
    void anEndpointWithFewBandsIsKeptWhenOthersHaveTakenAllTheRoom() {
        fill(BandState.WEAK);
        Endpoint small = endpoints.named("small");
        assertTrue(endpoints.keep(small, band(7, BandState.WEAK)));
        assertEquals(1, small.presentCount());
        assertEquals(List.of("full-0 C2:00:00:00:00:00"), forgotten, "present at its endpoint, so its NEAs are told");
        int all = 1;
        for (int i = 0; i < FULL_ENDPOINTS; i++) {
            all += endpoints.named("full-" + i).bandCount();
        }
        assertEquals(Endpoints.BANDS_AT_MOST, all);
    }

    @Test
    void bandsThatAreAbsentGoFirstAndNobodyIsTold() {
        fill(BandState.WEAK);
        Endpoint mixed = endpoints.named("full-0");
        endpoints.keep(mixed, band(9, BandState.ABSENT));
        endpoints.keep(endpoints.named("small"), band(7, BandState.WEAK));
        assertEquals(List.of(), forgotten);
        assertFalse(mixed.knows(band(9, BandState.ABSENT).device()));
        assertEquals(Endpoint.BANDS_AT_MOST - 1, mixed.presentCount());
    }

    @Test
    void theLargestGetsNoMoreRoomAndABandThatItHasMayStillChange() {
        fill(BandState.WEAK);
        Endpoint large = endpoints.named("full-0");
        assertFalse(endpoints.keep(large, band(Endpoint.BANDS_AT_MOST + 1, BandState.WEAK)));
        assertTrue(endpoints.keep(large, band(3, BandState.ABSENT)));
        assertTrue(endpoints.keep(large, band(Endpoint.BANDS_AT_MOST + 1, BandState.WEAK)));
        assertFalse(large.knows(band(3, BandState.ABSENT).device()));
        assertEquals(List.of(), forgotten);
    }

    @Test
    void theRoomOfAnEndpointThatIsForgottenIsFreeAgain() {
        fill(BandState.WEAK);
        endpoints.remove(endpoints.named("full-0"));
        full("new", BandState.WEAK);
        assertEquals(List.of(), forgotten);
    }

    @Test
    void onlySoManyEndpointsAreRemembered() {
        for (int i = 0; i < Endpoints.AT_MOST; i++) {
            assertTrue(endpoints.hasRoomFor("e" + i));
            endpoints.named("e" + i);
        }
        assertFalse(endpoints.hasRoomFor("one more"));
        assertTrue(endpoints.hasRoomFor("e0"));
    }
}
