package nbe.simulator.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
 * Bands and what they do over time. Immutable; the same scene and seed play the same way.
 *
 * @param loopSeconds after how long it begins anew; 0: it plays once
 * @param radio how packets travel
 * @param foreignAdvertsPerSecond how busy the {@link Crowd} is
 * @param steps in the order of time
 */
public record Scene(
        String name,
        double loopSeconds,
        RadioModel radio,
        double foreignAdvertsPerSecond,
        List<BandRole> bands,
        List<SceneStep> steps) {

    /**
     * Sorts the steps by time, those of one time stay in their order.
     *
     * @throws IllegalArgumentException if two bands share a name or an address, if a step names a band that is not there,
     *     begins before the scene or after its loop
     */
    public Scene {
        bands = List.copyOf(bands);
        List<SceneStep> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparingDouble(SceneStep::atSeconds));
        steps = List.copyOf(sorted);
        Set<String> ids = new HashSet<>();
        Set<DeviceAddress> addresses = new HashSet<>();
        for (BandRole band : bands) {
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

    /** This scene with another crowd. */
    public Scene withForeignAdverts(double perSecond) {
        return new Scene(name, loopSeconds, radio, perSecond, bands, steps);
    }

    /** This scene with more bands. */
    public Scene withBands(List<BandRole> more) {
        List<BandRole> all = new ArrayList<>(bands);
        all.addAll(more);
        return new Scene(name, loopSeconds, radio, foreignAdvertsPerSecond, all, steps);
    }

    /** When the last step is over, s; of a looping scene the length of its loop. */
    public double durationSeconds() {
        double last = loopSeconds;
        if (loopSeconds == 0) {
            for (StoryEvent event : story()) {
                last = Math.max(last, event.untilSeconds());
            }
        }
        return last;
    }

    /** What happens in one round, in the order of time. */
    public List<StoryEvent> story() {
        Map<String, VirtualBand> cast = cast();
        List<StoryEvent> story = new ArrayList<>();
        for (SceneStep step : steps) {
            story.add(perform(step, cast.get(step.band()), 0, nanos(step.atSeconds()), 1));
        }
        return story;
    }

    /** The taps of one round that a detector must report, in the order of time. */
    public List<TapWindow> taps() {
        Map<String, VirtualBand> cast = cast();
        List<TapWindow> taps = new ArrayList<>();
        for (SceneStep step : steps) {
            StoryEvent event = perform(step, cast.get(step.band()), 0, nanos(step.atSeconds()), 1);
            if (event.kind() == StoryEvent.Kind.TAPS && step.action() instanceof SceneAction.Tap tap) {
                double arrive = step.atSeconds() + tap.reachSeconds();
                double leave = arrive + tap.holdSeconds();
                taps.add(new TapWindow(
                        step.band(),
                        event.address(),
                        step.atSeconds(),
                        arrive,
                        leave,
                        leave + TapWindow.LATEST_SECONDS,
                        tap.metres()));
            }
        }
        return taps;
    }

    private Map<String, VirtualBand> cast() {
        Map<String, VirtualBand> cast = new HashMap<>();
        bands.forEach(role -> cast.put(role.id(), role.cast()));
        return cast;
    }

    /** The bands by their names, in the order of the scene, as they are at its beginning. */
    Map<String, VirtualBand> castInOrder() {
        Map<String, VirtualBand> cast = new LinkedHashMap<>();
        bands.forEach(role -> cast.put(role.id(), role.cast()));
        return cast;
    }

    /**
     * Lets a band act, and tells what that was.
     *
     * @param atNanos when, by the clock that drives the air
     * @param speed how many seconds of the scene pass in one of that clock
     */
    StoryEvent perform(SceneStep step, VirtualBand band, int round, long atNanos, double speed) {
        Performance performance = new Performance(band, atNanos, speed);
        StoryEvent.Kind kind = performance.perform(step.action());
        double at = round * loopSeconds + step.atSeconds();
        return new StoryEvent(
                kind, step.band(), band.address(), round, at, at + performance.seconds, performance.metres);
    }

    public static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
