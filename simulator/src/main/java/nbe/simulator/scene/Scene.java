package nbe.simulator.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nbe.simulator.air.Crowd;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.VirtualBand;

/**
 * Bands and their actions over time. Immutable; the same scene and seed play the same way.
 *
 * @param loopSeconds length after which it starts again; 0: it plays once
 * @param radio the radio model
 * @param foreignAdvertsPerSecond advertisements of the {@link Crowd}
 * @param steps in the order of time
 */
public record Scene(
        String name,
        double loopSeconds,
        RadioModel radio,
        double foreignAdvertsPerSecond,
        List<SceneBand> bands,
        List<SceneStep> steps) {

    /**
     * Sorts the steps by time; steps of one time keep their order.
     *
     * @throws IllegalArgumentException if two bands share a name or an address, if a step names an unknown band, starts before
     *     the scene or after its loop
     */
    public Scene {
        bands = List.copyOf(bands);
        List<SceneStep> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparingDouble(SceneStep::atSeconds));
        steps = List.copyOf(sorted);
        Set<String> ids = new HashSet<>();
        Set<DeviceAddress> addresses = new HashSet<>();
        for (SceneBand band : bands) {
            if (!ids.add(band.id()) || !addresses.add(band.address())) {
                throw new IllegalArgumentException("two bands are called " + band.id() + " or have " + band.address());
            }
        }
        for (SceneStep step : steps) {
            if (!ids.contains(step.band())) {
                throw new IllegalArgumentException(
                        "a step at " + step.atSeconds() + " s names the band '" + step.band() + "', there are " + ids);
            }
            if (step.atSeconds() < 0 || (loopSeconds > 0 && step.atSeconds() >= loopSeconds)) {
                throw new IllegalArgumentException(
                        "a step at " + step.atSeconds() + " s; the scene goes from 0 to " + loopSeconds + " s");
            }
        }
    }

    /** This scene in another air. */
    public Scene withRadio(RadioModel other) {
        return new Scene(name, loopSeconds, other, foreignAdvertsPerSecond, bands, steps);
    }

    /** This scene with another crowd. */
    public Scene withForeignAdverts(double perSecond) {
        return new Scene(name, loopSeconds, radio, perSecond, bands, steps);
    }

    /** This scene with more bands. */
    public Scene withBands(List<SceneBand> more) {
        List<SceneBand> all = new ArrayList<>(bands);
        all.addAll(more);
        return new Scene(name, loopSeconds, radio, foreignAdvertsPerSecond, all, steps);
    }

    /** End of the last step, s; of a looping scene the length of its loop. */
    public double durationSeconds() {
        double last = loopSeconds;
        if (loopSeconds == 0) {
            for (SceneEvent event : events()) {
                last = Math.max(last, event.untilSeconds());
            }
        }
        return last;
    }

    /** The events of one round, in the order of time. */
    public List<SceneEvent> events() {
        Map<String, VirtualBand> virtualBands = newBands();
        List<SceneEvent> events = new ArrayList<>();
        for (SceneStep step : steps) {
            events.add(play(step, virtualBands.get(step.band()), 0, nanos(step.atSeconds()), 1));
        }
        return events;
    }

    /** The taps of one round that a detector must report, in the order of time. */
    public List<ExpectedTap> taps() {
        Map<String, VirtualBand> virtualBands = newBands();
        List<ExpectedTap> taps = new ArrayList<>();
        for (SceneStep step : steps) {
            SceneEvent event = play(step, virtualBands.get(step.band()), 0, nanos(step.atSeconds()), 1);
            if (event.kind() == SceneEvent.Kind.TAPS && step.action() instanceof SceneAction.Tap tap) {
                double arrive = step.atSeconds() + tap.reachSeconds();
                double leave = arrive + tap.holdSeconds();
                taps.add(new ExpectedTap(
                        step.band(),
                        event.address(),
                        step.atSeconds(),
                        arrive,
                        leave,
                        leave + ExpectedTap.LATEST_SECONDS,
                        tap.metres()));
            }
        }
        return taps;
    }

    /** New bands by id, in the order of the scene, as they are at its beginning. */
    Map<String, VirtualBand> newBands() {
        Map<String, VirtualBand> created = new LinkedHashMap<>();
        bands.forEach(band -> created.put(band.id(), band.newBand()));
        return created;
    }

    /**
     * Lets a band act; returns the event.
     *
     * @param atNanos start, by the clock that drives the air
     * @param speed seconds of the scene in one second of that clock
     */
    SceneEvent play(SceneStep step, VirtualBand band, int round, long atNanos, double speed) {
        ActionPlayer player = new ActionPlayer(band, atNanos, speed);
        SceneEvent.Kind kind = step.action().play(player);
        double at = round * loopSeconds + step.atSeconds();
        return new SceneEvent(kind, step.band(), band.address(), round, at, at + player.seconds, player.metres);
    }

    /** Seconds in nanoseconds. */
    public static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
