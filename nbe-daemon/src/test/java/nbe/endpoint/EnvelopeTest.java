package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import nbe.bgapi.machine.AdapterStatus;
import nbe.pcsc.Uid;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import nbe.tap.BandState;
import nbe.tap.Proximity;
import org.junit.jupiter.api.Test;

/** Every message of docs/protocol.md, to the letter. */
class EnvelopeTest {
    private static final BandAddress BAND = BandAddress.parse("C2:FA:D7:F0:D7:96");

    @Test
    void endpoint() {
        assertEquals(
                "{\"operation\":\"endpoint\",\"exchange\":null,\"payload\":{\"endpoint_id\":\"line-3\",\"version\":\"1.0\","
                        + "\"platform\":\"Linux\"},\"status\":0,\"error\":{}}",
                Envelope.endpoint("line-3", "1.0", "Linux").text());
    }

    @Test
    void bleReadyAndErrors() {
        assertEquals(
                "{\"operation\":\"ble_ready\",\"exchange\":null,\"payload\":{},\"status\":0,\"error\":{}}",
                Envelope.adapters(new AdapterStatus.Scanning("COM5", "1.3.2", "00:07:80:1A:2B:3C"))
                        .text());
        assertEquals(
                "{\"operation\":\"error\",\"exchange\":null,\"payload\":{},\"status\":5000,\"error\":"
                        + "{\"error_description\":\"No Bluetooth adapter is attached\",\"error_specifics\":\"COM5: no dongle is attached; plug it in, or name another port under [ble] port\"}}",
                Envelope.adapters(new AdapterStatus.Missing("COM5")).text());
    }

    @Test
    void presenceWithAndWithoutExchange() {
        PresenceChanged presence = new PresenceChanged(BAND, BandState.UNAUTHENTICATED, Proximity.FAR, 3, 0);
        assertEquals(
                "{\"operation\":\"presence\",\"exchange\":\"e\\\"1\",\"payload\":{\"device\":\"C2:FA:D7:F0:D7:96\","
                        + "\"state\":\"unauthenticated\",\"proximity\":\"far\",\"service_request_state\":3},\"status\":0,\"error\":{}}",
                Envelope.presence(presence, Optional.of("e\"1")).text());
    }

    @Test
    void intentsWithMillisecondsEvenWhereTheyAreZero() {
        Instant time = Instant.parse("2026-11-22T10:15:30Z");
        assertEquals(
                "{\"operation\":\"intent\",\"exchange\":null,\"payload\":{\"device\":\"C2:FA:D7:F0:D7:96\",\"type\":\"BLE\","
                        + "\"time\":\"2026-11-22T10:15:30.000Z\"},\"status\":0,\"error\":{}}",
                Envelope.bleIntent(BAND, time).text());
        assertEquals(
                "{\"operation\":\"intent\",\"exchange\":null,\"payload\":{\"device\":null,\"type\":\"NFC\","
                        + "\"nfc_uid\":\"04A1B2C3D4E5F6\",\"reader\":\"ACS ACR122U 00 00\","
                        + "\"time\":\"2026-11-22T10:15:30.123Z\"},\"status\":0,\"error\":{}}",
                Envelope.nfcIntent(
                                new Uid(new byte[] {
                                    4, (byte) 0xA1, (byte) 0xB2, (byte) 0xC3, (byte) 0xD4, (byte) 0xE5, (byte) 0xF6
                                }),
                                "ACS ACR122U 00 00",
                                time.plusMillis(123))
                        .text());
    }

    @Test
    void anUnknownOperationComesBackWithItsExchange() {
        assertEquals(
                "{\"operation\":\"frobnicate\",\"exchange\":\"f1\",\"payload\":{},\"status\":4040,\"error\":"
                        + "{\"error_description\":\"Unknown operation\",\"error_specifics\":\"this endpoint answers: presence, telemetry\"}}",
                Envelope.unknownOperation("frobnicate", Optional.of("f1")).text());
    }
}
