package nbe.bgapi.machine;

/** The final state: the port is closed, and the thread ends. */
record Stopped() implements AdapterState {
    @Override
    public Step onFault(Snapshot snapshot, History history) {
        return Step.to(this, history);
    }
}
