package nbe.bgapi.machine;

/** The end. */
record Stopped() implements AdapterState {
    @Override
    public Step onFault(Moment moment, History history) {
        return Step.to(this, history);
    }
}
