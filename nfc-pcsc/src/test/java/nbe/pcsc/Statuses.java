package nbe.pcsc;

import nbe.pcsc.binding.ReaderStatus;

/** Reader states for tests. */
final class Statuses {
    private Statuses() {}

    static ReaderStatus empty(String reader, int events) {
        return new ReaderStatus(reader, events << 16 | ReaderStatus.CHANGED | ReaderStatus.EMPTY, null);
    }

    static ReaderStatus present(String reader, int events) {
        return new ReaderStatus(reader, events << 16 | ReaderStatus.CHANGED | ReaderStatus.PRESENT, null);
    }

    static ReaderStatus mute(String reader, int events) {
        return new ReaderStatus(
                reader, events << 16 | ReaderStatus.CHANGED | ReaderStatus.PRESENT | ReaderStatus.MUTE, null);
    }

    static ReaderStatus unavailable(String reader) {
        return new ReaderStatus(reader, ReaderStatus.CHANGED | ReaderStatus.UNAVAILABLE, null);
    }

    static ReaderStatus unknown(String reader) {
        return new ReaderStatus(reader, ReaderStatus.CHANGED | ReaderStatus.UNKNOWN | ReaderStatus.UNAVAILABLE, null);
    }
}
