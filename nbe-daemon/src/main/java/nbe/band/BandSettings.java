package nbe.band;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which advertisements are a band's: the section {@code [band]} of the configuration. Immutable.
 *
 * @param companyId Bluetooth SIG company identifier of the built-in payloads, 0 to 0xFFFF
 * @param legacy whether bands with firmware before CWP 1.15 count, by the second of the two
 * @param payloads the configured entries, in the order in which they are tried; none: the built-in payloads alone
 */
public record BandSettings(int companyId, boolean legacy, List<PayloadEntry> payloads) {
    private static final List<PayloadEntry> BUILTIN_ALONE = List.of(new PayloadEntry.Builtin());

    /** Copies the list. */
    public BandSettings {
        payloads = List.copyOf(payloads);
    }

    /** The built-in payloads alone. */
    public BandSettings(int companyId, boolean legacy) {
        this(companyId, legacy, List.of());
    }

    /** The entries that count; at least one. */
    public List<PayloadEntry> entries() {
        return payloads.isEmpty() ? BUILTIN_ALONE : payloads;
    }

    /** A parser for one adapter's thread. */
    public PayloadParser parser() {
        return entries().equals(BUILTIN_ALONE)
                ? new ManufacturerPayload(companyId, legacy)
                : new ConfiguredPayloads(this);
    }

    /** The companies whose manufacturer-specific data a payload is: Bluetooth SIG identifiers, 0 to 0xFFFF. */
    public List<Integer> companies() {
        return entries().stream()
                .flatMap(entry -> entry.to(new PayloadEntry.Handler<Stream<Integer>>() {
                    @Override
                    public Stream<Integer> builtin() {
                        return Stream.of(companyId);
                    }

                    @Override
                    public Stream<Integer> described(DescribedPayload payload) {
                        return payload.company().stream().boxed();
                    }
                }))
                .distinct()
                .toList();
    }
}
