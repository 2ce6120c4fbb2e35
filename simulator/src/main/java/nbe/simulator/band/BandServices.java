package nbe.simulator.band;

import java.nio.charset.StandardCharsets;
import nbe.bgapi.wire.Octets;
import nbe.simulator.gatt.GattPermission;
import nbe.simulator.gatt.GattServer;

/**
 * The GATT services of a {@link VirtualBand}. The service of a real band is not public; {@link #SERVICE} is our own, with one
 * characteristic of each kind, for tests.
 */
public final class BandServices {
    /** Our test service, 7d2e0001-5b1c-4a7e-9c3f-2a6b8d4e9f10, least significant byte first as on the air. */
    public static final Octets SERVICE = ours(1);

    public static final Octets STATUS = ours(2);
    public static final Octets SETTING = ours(3);
    public static final Octets STREAM = ours(4);
    public static final Octets REQUEST = ours(5);
    public static final Octets SECRET = ours(6);

    /** Longer than one packet, so it needs a long read. */
    public static final String MODEL = "Simulated band, a model number of more than one packet";

    private final GattServer server = new GattServer();
    private final int battery;
    private final int status;
    private final int setting;
    private final int stream;
    private final int request;
    private final int secret;

    BandServices() {
        server.service(GattServer.uuid16(0x1800));
        readable(GattServer.uuid16(0x2A00), ascii("Simulated band"));
        readable(GattServer.uuid16(0x2A01), new byte[] {0x40, 0x03});
        server.service(GattServer.uuid16(0x180A));
        readable(GattServer.uuid16(0x2A29), ascii("Simulator"));
        readable(GattServer.uuid16(0x2A24), ascii(MODEL));
        readable(GattServer.uuid16(0x2A26), ascii("0.1.0"));
        server.service(GattServer.uuid16(0x180F));
        battery = server.characteristic(
                GattServer.uuid16(0x2A19), GattServer.READ | GattServer.NOTIFY, new byte[] {87}, GattPermission.READ);
        server.service(SERVICE);
        status = readable(STATUS, new byte[] {1, 2, 3});
        setting = server.characteristic(
                SETTING,
                GattServer.READ | GattServer.WRITE | GattServer.WRITE_WITHOUT_RESPONSE,
                new byte[] {0},
                GattPermission.READ,
                GattPermission.WRITE);
        stream = server.characteristic(STREAM, GattServer.NOTIFY, new byte[] {0});
        request = server.characteristic(REQUEST, GattServer.INDICATE, new byte[] {0});
        secret = server.characteristic(
                SECRET,
                GattServer.READ | GattServer.WRITE,
                new byte[] {42},
                GattPermission.READ,
                GattPermission.WRITE,
                GattPermission.ENCRYPTED_READ,
                GattPermission.ENCRYPTED_WRITE);
    }

    private static Octets ours(int number) {
        byte[] uuid = {
            0x10,
            (byte) 0x9F,
            0x4E,
            (byte) 0x8D,
            0x6B,
            0x2A,
            0x3F,
            (byte) 0x9C,
            0x7E,
            0x4A,
            0x1C,
            0x5B,
            0,
            0,
            0x2E,
            0x7D
        };
        uuid[12] = (byte) number;
        return Octets.of(uuid);
    }

    private int readable(Octets uuid, byte[] value) {
        return server.characteristic(uuid, GattServer.READ, value, GattPermission.READ);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The server with these services. */
    public GattServer server() {
        return server;
    }

    /** Battery level in percent, 0 to 100; can be read, and notifies. */
    public int batteryHandle() {
        return battery;
    }

    /** Can be read. */
    public int statusHandle() {
        return status;
    }

    /** Can be read and written, with and without response. */
    public int settingHandle() {
        return setting;
    }

    /** Notifies. */
    public int streamHandle() {
        return stream;
    }

    /** Indicates. */
    public int requestHandle() {
        return request;
    }

    /** Can be read and written on an encrypted connection. */
    public int secretHandle() {
        return secret;
    }
}
