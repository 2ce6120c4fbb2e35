package nbe.bgapi.host;

import java.util.List;
import java.util.Optional;
import nbe.bgapi.call.Uuid;

/**
 * A primary service of a device, as {@link GattSession#discover} finds it.
 *
 * @param start first handle of the service
 * @param end last handle of the service, up to 0xFFFF
 */
public record GattService(Uuid uuid, int start, int end, List<GattCharacteristic> characteristics) {
    public GattService {
        characteristics = List.copyOf(characteristics);
    }

    public Optional<GattCharacteristic> characteristic(Uuid wanted) {
        return characteristics.stream()
                .filter(some -> some.uuid().equals(wanted))
                .findFirst();
    }
}
