package nbe.bgapi.host;

import java.util.OptionalInt;
import nbe.bgapi.call.Uuid;

/**
 * A characteristic of a service, as {@link GattSession#discover} finds it; callers pass its handles to {@link GattSession#read} and
 * {@link GattSession#write}, and the characteristic itself to {@link GattSession#subscribe}.
 *
 * @param declaration handle of the declaration
 * @param value handle of the value
 * @param properties bits (Bluetooth Core vol 3 part G 3.3.1.1): 2 read, 4 write without response, 8 write, 16 notify, 32
 *     indicate
 * @param clientConfiguration handle of the Client Characteristic Configuration descriptor, which switches notifications and indications
 *     on; empty if there is no descriptor of this kind
 */
public record GattCharacteristic(
        Uuid uuid, int declaration, int value, int properties, OptionalInt clientConfiguration) {
    public boolean canBeRead() {
        return (properties & 0x02) != 0;
    }

    public boolean canBeWritten() {
        return (properties & 0x08) != 0;
    }

    public boolean canBeWrittenWithoutResponse() {
        return (properties & 0x04) != 0;
    }

    public boolean notifies() {
        return (properties & 0x10) != 0;
    }

    public boolean indicates() {
        return (properties & 0x20) != 0;
    }
}
