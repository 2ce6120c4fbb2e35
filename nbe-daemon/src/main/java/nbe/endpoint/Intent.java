package nbe.endpoint;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import nbe.pcsc.NfcEvent;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent;

/** A tap that the endpoint reports to the agent. Immutable. */
public interface Intent {
    /** The band; empty for an NFC tap, whose band only the agent knows. */
    Optional<BandAddress> band();

    /** Monotonic time of the tap. */
    long tapNanos();

    /** How it was made. */
    IntentType type();

    /** Time of day of the tap. */
    Instant time();

    /** The message {@code intent}. */
    Message message();

    /** The tap in words, for the log. */
    String description();

    /**
     * A band was held to an adapter.
     *
     * @param time of day of the sample that decided
     */
    record BandTap(BandEvent.Tapped tap, Instant time) implements Intent {
        private static final double NANOS_PER_SECOND = 1e9;

        @Override
        public Optional<BandAddress> band() {
            return Optional.of(tap.band());
        }

        @Override
        public long tapNanos() {
            return tap.atNanos();
        }

        @Override
        public IntentType type() {
            return IntentType.BLE;
        }

        @Override
        public Message message() {
            return Envelope.bleIntent(tap.band(), time);
        }

        @Override
        public String description() {
            return String.format(
                    Locale.ROOT,
                    "BLE tap of %s: %.1f dBm over %d samples in %.2f s, adapter %d",
                    tap.band(),
                    tap.levelDbm(),
                    tap.samples(),
                    tap.spanNanos() / NANOS_PER_SECOND,
                    tap.adapter());
        }
    }

    /**
     * A card was placed on a reader.
     *
     * @param time of day of the placement
     */
    record CardTap(NfcEvent.CardPlaced card, Instant time) implements Intent {
        @Override
        public Optional<BandAddress> band() {
            return Optional.empty();
        }

        @Override
        public long tapNanos() {
            return card.atNanos();
        }

        @Override
        public IntentType type() {
            return IntentType.NFC;
        }

        @Override
        public Message message() {
            return Envelope.nfcIntent(card.uid(), card.reader(), time);
        }

        @Override
        public String description() {
            return "NFC tap of " + card.uid() + " on " + card.reader();
        }
    }
}
