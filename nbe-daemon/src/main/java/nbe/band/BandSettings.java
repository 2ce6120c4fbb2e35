package nbe.band;

/**
 * Which advertisements are a band's: the section {@code [band]} of the configuration.
 *
 * @param companyId Bluetooth SIG company identifier, 0 to 0xFFFF
 * @param legacy whether bands with firmware before CWP 1.15 count
 */
public record BandSettings(int companyId, boolean legacy) {
    /** A parser for one adapter's thread. */
    public PayloadParser parser() {
        return new ManufacturerPayload(companyId, legacy);
    }
}
