package nbe.band;

/**
 * One payload by which bands are known: an entry {@code [[band.payload]]} of the configuration (docs/payloads.md). The order of the
 * entries is that in which they are tried.
 */
public sealed interface PayloadEntry permits PayloadEntry.Builtin, DescribedPayload {
    /** {@link #name} of the entry for the two payloads that need no description. */
    String BUILTIN = "builtin";

    /** What an operator calls it in status, scan and log. */
    String name();

    /** Passes the entry to the method for its type. */
    <R> R to(Handler<R> handler);

    /**
     * One method for each type of entry.
     *
     * @param <R> what the methods return
     */
    interface Handler<R> {
        /** The two built-in payloads. */
        R builtin();

        /** A payload that the configuration describes. */
        R described(DescribedPayload payload);
    }

    /** The two payloads of {@link ManufacturerPayload}, with the company of {@code [band] company_id}. */
    record Builtin() implements PayloadEntry {
        @Override
        public String name() {
            return BUILTIN;
        }

        @Override
        public <R> R to(Handler<R> handler) {
            return handler.builtin();
        }
    }
}
