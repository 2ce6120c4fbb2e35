package nbe.simulator.gatt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import nbe.simulator.air.DeviceAddress;

/** Bonds that the dongle keeps in its flash memory, over resets and power-ups. */
public final class BondStore {
    /** As many as the firmware holds (vendor's API reference, sm class). */
    static final int MOST = 8;

    /** sm_delete_bonding with this handle deletes all; in events it means: no bond. */
    static final int ALL_OR_NONE = 0xFF;

    private final Map<Integer, DeviceAddress> bonds = new TreeMap<>();

    public List<Integer> handles() {
        return new ArrayList<>(bonds.keySet());
    }

    public OptionalInt of(DeviceAddress peer) {
        return bonds.entrySet().stream()
                .filter(bond -> bond.getValue().equals(peer))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /** Handle of the new bond; empty if all are taken. */
    OptionalInt add(DeviceAddress peer) {
        for (int handle = 0; handle < MOST; handle++) {
            if (bonds.putIfAbsent(handle, peer) == null) {
                return OptionalInt.of(handle);
            }
        }
        return OptionalInt.empty();
    }

    /** False if there is no such bond. */
    public boolean delete(int handle) {
        if (handle == ALL_OR_NONE) {
            bonds.clear();
            return true;
        }
        return bonds.remove(handle) != null;
    }
}
