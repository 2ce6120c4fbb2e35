package nbe.bgapi.machine;

import java.util.List;

/** Where the machine goes and what is to be done on the way, in that order. */
record Step(AdapterState next, History history, List<Effect> effects) {
    static Step to(AdapterState next, History history, Effect... effects) {
        return new Step(next, history, List.of(effects));
    }
}
