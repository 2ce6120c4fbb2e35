package nbe.bgapi.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The procedure that a session runs, and the queue of requests behind it; part of the states {@link Connected} and {@link Idle}.
 * Immutable. After each step a request waits only while a procedure runs.
 *
 * @param waiting requests in the order of their arrival, at most {@link SessionMachine#WAITING_BOUND}
 */
record Work(Optional<Running> running, List<SessionRequest.Run<?>> waiting) {
    static final Work NONE = new Work(Optional.empty(), List.of());

    /**
     * A procedure that runs.
     *
     * @param asked the procedure's command that the dongle has not answered yet; empty: it waits for events
     * @param until monotonic nanoseconds: the session waits for the procedure until then
     */
    record Running(SessionRequest.Run<?> request, Optional<SessionState.Asked> asked, long until) {
        Running asking(Optional<SessionState.Asked> call) {
            return new Running(request, call, until);
        }
    }

    boolean isFull() {
        return waiting.size() >= SessionMachine.WAITING_BOUND;
    }

    Work with(SessionRequest.Run<?> request) {
        List<SessionRequest.Run<?>> more = new ArrayList<>(waiting);
        more.add(request);
        return new Work(running, List.copyOf(more));
    }

    Work with(Optional<Running> now) {
        return new Work(now, waiting);
    }

    Work startingFirst(Running first) {
        return new Work(Optional.of(first), waiting.subList(1, waiting.size()));
    }

    Optional<SessionState.Asked> asked() {
        return running.flatMap(Running::asked);
    }

    /** The request that runs, then those that wait. */
    List<SessionRequest.Run<?>> all() {
        List<SessionRequest.Run<?>> all = new ArrayList<>();
        running.ifPresent(one -> all.add(one.request()));
        all.addAll(waiting);
        return all;
    }

    OptionalLong deadline() {
        return running.map(one -> SessionState.earlier(one.asked(), one.until()))
                .orElse(OptionalLong.empty());
    }
}
