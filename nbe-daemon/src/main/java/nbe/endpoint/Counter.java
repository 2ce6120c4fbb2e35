package nbe.endpoint;

/** What the daemon counts of lost, damaged and refused things; the text is its name in the log. */
public enum Counter {
    SIGHTINGS_DROPPED("sightings dropped (the core was too slow)"),
    DAMAGED_PAYLOADS("damaged band payloads"),
    SKIPPED_BYTES("bytes from adapters skipped"),
    STALE_BYTES("stale bytes from adapters thrown away"),
    ADAPTER_RESETS("adapter resets"),
    UNANSWERED_HELLOS("unanswered hellos"),
    ADAPTER_FAULTS("faults in adapter threads"),
    BANDS_EVICTED("bands declared absent to make room"),
    CONTRADICTIONS("seconds in which a band contradicted itself"),
    TAPS_NOTICED_LATE("intents dropped (noticed too late)"),
    INTENTS_TOO_OLD(dropped(Outbox.Dropped.TOO_OLD)),
    INTENTS_TOO_MANY(dropped(Outbox.Dropped.TOO_MANY)),
    INTENTS_UNCERTAIN(dropped(Outbox.Dropped.UNCERTAIN)),
    INTENTS_SLEPT(dropped(Outbox.Dropped.SLEPT)),
    INTENTS_ENDED(dropped(Outbox.Dropped.ENDED)),
    INTENTS_REFUSED("intent messages that the agent refused"),
    OTHERS_REFUSED("other messages that the agent refused"),
    BAD_MESSAGES("bad messages from the agent"),
    FAULTS("faults of this program");

    private final String text;

    Counter(String text) {
        this.text = text;
    }

    /** Its name in the log. */
    public String text() {
        return text;
    }

    /** The intents that the outbox dropped for this reason. */
    static Counter of(Outbox.Dropped why) {
        return switch (why) {
            case TOO_OLD -> INTENTS_TOO_OLD;
            case TOO_MANY -> INTENTS_TOO_MANY;
            case UNCERTAIN -> INTENTS_UNCERTAIN;
            case SLEPT -> INTENTS_SLEPT;
            case ENDED -> INTENTS_ENDED;
        };
    }

    private static String dropped(Outbox.Dropped why) {
        return "intents dropped (" + why.reason() + ")";
    }
}
