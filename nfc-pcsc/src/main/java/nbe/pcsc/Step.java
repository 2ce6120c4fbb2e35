package nbe.pcsc;

import java.util.List;

/**
 * The answer of a state to an event.
 *
 * @param next the next state
 * @param effects to be carried out in this order, after the change of state
 */
record Step<S>(S next, List<ReaderEffect> effects) {
    Step {
        effects = List.copyOf(effects);
    }

    static <S> Step<S> to(S next, ReaderEffect... effects) {
        return new Step<>(next, List.of(effects));
    }
}
