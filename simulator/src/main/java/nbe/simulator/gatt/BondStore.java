package nbe.simulator.gatt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import nbe.simulator.air.DeviceAddress;

/** The bonds in the dongle's flash memory, which keeps them over resets and power-ups. */
public final class BondStore {
    /** Bonds at most (vendor's API reference, sm class). */
    static final int BONDS_AT_MOST = 8;

    /** sm_delete_bonding with this handle deletes all; in events it means "no bond". */
    static final int ALL_OR_NONE = 0xFF;

    private final Map<Integer, DeviceAddress> bonds = new TreeMap<>();

    /** Handles of all bonds. */
    public List<Integer> handles() {
        return new ArrayList<>(bonds.keySet());
    }

    /** Handle of the bond with a peer. */
    public OptionalInt of(DeviceAddress peer) {
        return bonds.entrySet().stream()
                .filter(bond -> bond.getValue().equals(peer))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /** Adds a bond; returns its handle, empty if there is no room. */
    OptionalInt add(DeviceAddress peer) {
        for (int handle = 0; handle < BONDS_AT_MOST; handle++) {
            if (bonds.putIfAbsent(handle, peer) == null) {
                return OptionalInt.of(handle);
            }
        }
        return OptionalInt.empty();
    }

    /** Deletes a bond, or all with handle 0xFF; returns false if the bond does not exist. */
    public boolean delete(int handle) {
        if (handle == ALL_OR_NONE) {
            bonds.clear();
            return true;
        }
        return bonds.remove(handle) != null;
    }
}
