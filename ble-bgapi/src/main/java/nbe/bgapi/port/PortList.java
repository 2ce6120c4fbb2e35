package nbe.bgapi.port;

import java.util.List;
import java.util.Optional;

/** The names of all serial ports, as the system keeps them. Cheap to ask. */
@FunctionalInterface
interface PortList {
    /** Sorted; empty if the list cannot be read, which says nothing about the ports. */
    Optional<List<String>> names();
}
