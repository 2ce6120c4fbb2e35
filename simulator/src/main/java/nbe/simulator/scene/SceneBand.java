package nbe.simulator.scene;

import java.time.Duration;
import java.util.Optional;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.RawPayload;
import nbe.simulator.band.VirtualBand;

/**
 * A band of a scene, as it is when the scene begins.
 *
 * @param id name in steps and captions
 * @param intervalSeconds advertising interval, 0.02 to 10.24 s
 * @param metres distance from the dongle
 * @param serviceRequestState 0 to 255
 * @param payloadVersion {@link VirtualBand#VERSION} or {@link VirtualBand#LEGACY_VERSION}
 * @param payloadInScanResponse whether its payload is in the scan response
 * @param silent whether it is out of range or switched off
 * @param addressSeconds how long it keeps an address; 0: for ever
 * @param raw what it sends instead of that payload
 */
public record SceneBand(
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
        boolean silent,
        double addressSeconds,
        Optional<RawPayload> raw) {

    /** An enrolled and authenticated band on a body, ten advertisements a second. */
    public static SceneBand weak(String id, DeviceAddress address, double metres) {
        return new SceneBand(
                id, address, 0.1, metres, true, true, true, 0, VirtualBand.VERSION, false, false, 0, Optional.empty());
    }

    /** This band with another advertising interval. */
    public SceneBand every(double seconds) {
        return new SceneBand(
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
                silent,
                addressSeconds,
                raw);
    }

    /** This band with a wearer who has not authenticated. */
    public SceneBand unauthenticated() {
        return new SceneBand(
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
                silent,
                addressSeconds,
                raw);
    }

    /** A new band as it is when the scene begins. */
    VirtualBand newBand() {
        VirtualBand band = new VirtualBand(address, interval(), metres);
        reset(band);
        return band;
    }

    /** Returns a band to its state at the beginning of the scene. */
    void reset(VirtualBand band) {
        band.advertiseEvery(interval());
        band.standAt(metres);
        band.enrolled(enrolled);
        band.onBody(onBody);
        band.authenticated(authenticated);
        band.serviceRequestState(serviceRequestState);
        band.payloadVersion(payloadVersion);
        band.payloadInScanResponse(payloadInScanResponse);
        band.silent(silent);
        band.changeAddressEvery(nanos(addressSeconds));
        band.rawPayload(raw);
    }

    private Duration interval() {
        return nanos(intervalSeconds);
    }

    private static Duration nanos(double seconds) {
        return Duration.ofNanos(Scene.nanos(seconds));
    }
}
