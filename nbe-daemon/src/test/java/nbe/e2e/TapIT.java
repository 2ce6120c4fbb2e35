package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import nbe.simulator.air.CountingDevice;
import nbe.simulator.air.Crowd;
import nbe.simulator.air.ForeignDevice;
import nbe.simulator.band.VirtualBand;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Await;
import nbe.testing.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a band at the dongle to a message at the agent. */
class TapIT {
    private static final String BAND = "C2:FA:D7:F0:D7:96";
    private static final String OTHER = "C2:FA:D7:F0:D7:97";
    private static final Duration SOON = Duration.ofSeconds(3);

    /** Reaching for the dongle, 200 ms, the detector's window, 500 ms, and 250 ms; and this machine's share. */
    private static final Duration TAP = Duration.ofMillis(1500);

    @RegisterExtension
    final Chain chain = new Chain();

    @Test
    void aBandHeldToTheDongleIsOneIntentHoweverLongItIsHeld() {
        VirtualBand band = chain.band(BAND);
        chain.ready();
        chain.awaitFrame(SOON, "presence weak", frame -> frame.isPresence(BAND, "weak"));
        Instant before = Instant.now();
        long away = chain.tap(band, Duration.ofSeconds(2));
        Message intent = chain.awaitFrame(TAP, "intent", frame -> frame.isIntent("BLE"));
        assertEquals(BAND, intent.payload("device"));
        Instant time = Instant.parse(intent.payload("time"));
        assertTrue(!time.isBefore(before.minusMillis(1)) && !time.isAfter(Instant.now()), intent::toString);
        assertEquals(24, intent.payload("time").length(), "milliseconds, UTC");
        chain.noIntentAfter(1, Duration.ofNanos(away - SimulatedDongle.now()).plusSeconds(1), "a second intent");
    }

    @Test
    void eachTapIsOneIntent() {
        VirtualBand band = chain.band(BAND);
        chain.ready();
        for (int tap = 1; tap <= 2; tap++) {
            int before = chain.mark();
            long away = chain.tap(band, Duration.ofMillis(800));
            chain.awaitFrame(TAP, "intent", before, frame -> frame.isIntent("BLE"));
            // Armed again after 1 s below the threshold.
            Await.until(
                    Duration.ofSeconds(5),
                    "the band is away for 1.5 s",
                    () -> SimulatedDongle.now() - away > Duration.ofMillis(1500).toNanos());
            assertEquals(tap, chain.intents().size(), chain::report);
        }
    }

    @Test
    void aBandThatIsNotAuthenticatedNeverTaps() {
        VirtualBand band = chain.band(BAND);
        chain.dongle().tell(adapter -> band.authenticated(false));
        chain.ready();
        chain.awaitFrame(SOON, "presence unauthenticated", frame -> frame.isPresence(BAND, "unauthenticated"));
        chain.tap(band, Duration.ofMillis(1500));
        chain.awaitFrame(
                SOON,
                "presence near",
                frame -> frame.isPresence(BAND, "unauthenticated")
                        && frame.payload("proximity").equals("near"));
        chain.noIntentAfter(0, Duration.ofMillis(1500), "an intent");
    }

    @Test
    void presenceFollowsTheFlagsOfTheBand() {
        VirtualBand band = chain.band(BAND);
        chain.dongle().tell(adapter -> band.authenticated(false));
        chain.ready();
        chain.awaitFrame(SOON, "unauthenticated", frame -> frame.isPresence(BAND, "unauthenticated"));
        follows("weak", () -> band.authenticated(true));
        follows("absent", () -> band.onBody(false));
        follows("unauthenticated", () -> band.onBody(true));
        follows("weak", () -> band.authenticated(true));
        follows("absent", () -> band.enrolled(false));
        int before = chain.mark();
        chain.dongle().tell(adapter -> {
            band.enrolled(true);
            band.serviceRequestState(3);
        });
        Message asking = chain.awaitFrame(SOON, "weak", before, frame -> frame.isPresence(BAND, "weak"));
        assertEquals(
                3, asking.json().path("payload").path("service_request_state").asInt());
    }

    private void follows(String state, Runnable change) {
        int before = chain.mark();
        chain.dongle().tell(adapter -> change.run());
        Message told =
                chain.awaitFrame(SOON, state, before, frame -> frame.operation().equals("presence"));
        assertTrue(told.isPresence(BAND, state), told::toString);
        if (state.equals("absent")) {
            assertEquals("unknown", told.payload("proximity"));
        }
    }

    @Test
    void aSilentBandIsAbsentAfterTheConfiguredTime() {
        VirtualBand band = chain.band(BAND);
        chain.configure("presence.absent_after", "2").ready();
        chain.awaitFrame(SOON, "weak", frame -> frame.isPresence(BAND, "weak"));
        chain.dongle().tell(adapter -> band.silent(true));
        long silent = System.nanoTime();
        Message gone = chain.awaitFrame(SOON, "absent", frame -> frame.isPresence(BAND, "absent"));
        assertTrue(gone.atNanos() - silent > Duration.ofMillis(1800).toNanos(), "too early: " + gone);
    }

    @Test
    void aConnectionBeginsWithEndpointThenTheAdapterThenEachBand() {
        chain.band(BAND);
        chain.band(OTHER);
        chain.ready();
        settled(1);
        chain.agent().hangUp();
        Await.until(
                SOON,
                "the next connection has four messages",
                () -> chain.agent().onConnection(2).size() >= 4);
        List<Message> first = chain.agent().onConnection(2).subList(0, 4);
        assertEquals(
                List.of("endpoint", "ble_ready", "presence", "presence"),
                first.stream().map(Message::operation).toList());
        assertEquals("e2e", first.get(0).payload("endpoint_id"));
        assertTrue(first.stream().anyMatch(frame -> frame.isPresence(BAND, "weak")), first::toString);
        assertTrue(first.stream().anyMatch(frame -> frame.isPresence(OTHER, "weak")), first::toString);
        assertEquals(
                List.of("endpoint", "ble_ready"),
                chain.agent().onConnection(1).stream()
                        .limit(2)
                        .map(Message::operation)
                        .toList());
    }

    /** Waits until the proximity of both bands is known, so that nothing more is to come of them. */
    private void settled(int connection) {
        for (String band : List.of(BAND, OTHER)) {
            chain.awaitFrame(
                    Duration.ofSeconds(5),
                    band + " is near",
                    frame -> frame.connection() == connection
                            && frame.payload("device").equals(band)
                            && frame.payload("proximity").equals("near"));
        }
    }

    @Test
    void aTapArrivesThroughFiveThousandForeignAdvertisementsASecond() {
        VirtualBand band = chain.band(BAND);
        AtomicLong adverts = new AtomicLong();
        chain.dongle().tell(adapter -> {
            for (ForeignDevice device : Crowd.of(5000, new SplittableRandom(5))) {
                adapter.air().add(new CountingDevice(device, adverts), SimulatedDongle.now());
            }
        });
        chain.ready();
        long begin = System.nanoTime();
        long before = adverts.get();
        Await.until(Duration.ofSeconds(10), "a second of it", () -> adverts.get() - before > 5000);
        chain.tap(band, Duration.ofSeconds(1));
        chain.awaitFrame(TAP, "intent", frame -> frame.isIntent("BLE"));
        Await.until(Duration.ofSeconds(20), "three seconds of it", () -> adverts.get() - before > 15_000);
        double perSecond = (adverts.get() - before) * 1e9 / (System.nanoTime() - begin);
        assertTrue(perSecond > 3000, "the air was too quiet for this test: " + perSecond + " a second");
        assertEquals(1, chain.intents().size(), chain::report);
        chain.stop();
        assertTrue(!chain.logged("sightings dropped"), chain::report);
    }
}
