package nbe.status;

import java.util.Optional;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.control.status.AdapterRow;

/**
 * One adapter at one moment. Immutable.
 *
 * @param status what it reported last; empty: nothing yet
 * @param scanned what it reported when it last scanned, as long as a dongle is there
 * @param recovering what is being tried, in words, perhaps none; empty: nothing is
 */
record AdapterView(
        int adapter,
        String port,
        Optional<AdapterStatus> status,
        Optional<AdapterStatus.Scanning> scanned,
        Optional<String> recovering) {
    /** Nothing is known yet. */
    static AdapterView unknown(int adapter, String port) {
        return new AdapterView(adapter, port, Optional.empty(), Optional.empty(), Optional.of(""));
    }

    /** What follows from an event; this one if nothing does. */
    AdapterView after(AdapterEvent event) {
        Next next = new Next();
        event.to(next);
        return next.view;
    }

    AdapterRow.State state() {
        if (recovering.isPresent()) {
            return AdapterRow.State.RECOVERING;
        }
        return status.map(known -> known.match(
                        scanning -> AdapterRow.State.SCANNING,
                        missing -> AdapterRow.State.ABSENT,
                        failed -> AdapterRow.State.FAILED))
                .orElse(AdapterRow.State.RECOVERING);
    }

    /** What is wrong; empty: nothing. */
    Optional<String> problem() {
        return switch (state()) {
            case SCANNING -> Optional.empty();
            case RECOVERING -> recovering.filter(words -> !words.isEmpty());
            case ABSENT, FAILED -> status.flatMap(AdapterView::words);
        };
    }

    private static Optional<String> words(AdapterStatus status) {
        return status.match(
                scanning -> Optional.empty(),
                missing -> Optional.of(missing.text()),
                failed -> Optional.of(failed.text() + " (" + failed.detail() + ")"));
    }

    /** The row of the status, but for the rate. */
    AdapterRow row(double advertisementsPerS) {
        return new AdapterRow(
                port,
                state(),
                problem(),
                scanned.map(AdapterStatus.Scanning::firmware),
                scanned.map(AdapterStatus.Scanning::address),
                advertisementsPerS);
    }

    private final class Next implements AdapterEvent.Handler {
        private AdapterView view = AdapterView.this;

        @Override
        public void onStatus(AdapterEvent.Changed event) {
            AdapterStatus now = event.status();
            Optional<AdapterStatus.Scanning> last =
                    now.match(Optional::of, missing -> Optional.empty(), failed -> scanned);
            view = new AdapterView(adapter, now.port(), Optional.of(now), last, Optional.empty());
        }

        @Override
        public void onRecovery(AdapterEvent.Recovery event) {
            Optional<String> what = event.goingOn() ? Optional.of(event.what()) : Optional.empty();
            view = new AdapterView(adapter, event.port(), status, scanned, what);
        }

        @Override
        public void onStalled(AdapterEvent.Stalled event) {}
    }
}
