package nbe.pcsc;

import java.util.List;

/**
 * What an event leads to.
 *
 * @param next the next state
 * @param effects what is to be done then, in this order
 */
record Step<S>(S next, List<ReaderEffect> effects) {
    Step {
        effects = List.copyOf(effects);
    }

    static <S> Step<S> to(S next, ReaderEffect... effects) {
        return new Step<>(next, List.of(effects));
    }
}
