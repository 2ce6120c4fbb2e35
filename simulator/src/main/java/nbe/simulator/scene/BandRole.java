package nbe.simulator.scene;

import java.time.Duration;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.VirtualBand;

/**
 * A band of a scene, as it is when the scene begins.
 *
 * @param id what steps and captions call it
 * @param intervalSeconds advertising interval, 0.02 to 10.24 s
 * @param metres distance from the dongle
 * @param serviceRequestState 0 to 255
 * @param payloadVersion {@link VirtualBand#VERSION} or {@link VirtualBand#LEGACY_VERSION}
 * @param payloadInScanResponse whether its payload stands in the scan response
 * @param silent whether it is out of range or switched off
 */
public record BandRole(
        String id,
        DeviceAddress address,
        double intervalSeconds,
        double metres,
        boolean enrolled,
        boolean authenticated,
        boolean onBody,
        int serviceRequestState,
        int payloadVersion,
        boolean payloadInScanResponse,
        boolean silent) {

    /** An enrolled and authenticated band on a body, ten advertisements a second. */
    public static BandRole weak(String id, DeviceAddress address, double metres) {
        return new BandRole(id, address, 0.1, metres, true, true, true, 0, VirtualBand.VERSION, false, false);
    }

    /** This role with another advertising interval. */
    public BandRole every(double seconds) {
        return new BandRole(
                id,
                address,
                seconds,
                metres,
                enrolled,
                authenticated,
                onBody,
                serviceRequestState,
                payloadVersion,
                payloadInScanResponse,
                silent);
    }

    /** This role with the wearer not authenticated yet. */
    public BandRole unauthenticated() {
        return new BandRole(
                id,
                address,
                intervalSeconds,
                metres,
                enrolled,
                false,
                onBody,
                serviceRequestState,
                payloadVersion,
                payloadInScanResponse,
                silent);
    }

    /** A new band in this role. */
    VirtualBand cast() {
        VirtualBand band = new VirtualBand(address, interval(), metres);
        enter(band);
        return band;
    }

    /** Puts a band back to the beginning of the scene. */
    void enter(VirtualBand band) {
        band.advertiseEvery(interval());
        band.standAt(metres);
        band.enrolled(enrolled);
        band.onBody(onBody);
        band.authenticated(authenticated);
        band.serviceRequestState(serviceRequestState);
        band.payloadVersion(payloadVersion);
        band.payloadInScanResponse(payloadInScanResponse);
        band.silent(silent);
    }

    private Duration interval() {
        return Duration.ofNanos(Math.round(intervalSeconds * 1e9));
    }
}
