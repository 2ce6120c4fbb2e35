package nbe.cli.tune;

import nbe.tuning.Step;

/** What a person does in each step. */
final class Instruction {
    private Instruction() {}

    static String of(Step step, Durations durations) {
        return switch (step) {
            case REST ->
                "First, " + durations.rest().toSeconds()
                        + " s of nothing: the band on your wrist, your hand where it works, not at the dongle.";
            case HOLDS ->
                "Step 1 of 3: hold the band flat against the dongle for two seconds, then take the hand back to where it works."
                        + " " + Guide.HOLDS + " times, as people will tap here.";
            case WORK ->
                "Step 2 of 3: sit and work for " + durations.work().toSeconds()
                        + " s as always, with everything that hands do here: keyboard, mouse, papers. Do not touch the dongle.";
            case WALK ->
                "Step 3 of 3: walk off, as far as it takes that this screen should lock, and stay there for "
                        + durations.walk().toSeconds() + " s.";
            case END -> "Done. Come back.";
        };
    }

    /** The title of a step. */
    static String title(Step step) {
        return switch (step) {
            case REST -> "Nothing yet";
            case HOLDS -> "1 of 3: hold the band to the dongle";
            case WORK -> "2 of 3: sit and work";
            case WALK -> "3 of 3: walk off";
            case END -> "Done";
        };
    }
}
