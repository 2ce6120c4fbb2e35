package nbe.bgapi.adapter;

import java.util.Optional;

/** Takes the requests of borrowers to the thread that owns the adapter. */
@FunctionalInterface
public interface RadioLender {
    /**
     * Hands a request over; never waits. Any thread.
     *
     * @return why the request is rejected: too many wait ({@link RadioBorrower.Refusal#BUSY}), or the adapter has ended
     */
    Optional<RadioBorrower.Refusal> post(RadioBorrower.Request request);
}
