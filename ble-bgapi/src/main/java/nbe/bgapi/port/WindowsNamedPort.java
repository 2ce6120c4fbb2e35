package nbe.bgapi.port;

import java.util.List;

/**
 * One COM port by its name. It is there while Windows lists it; one that is not listed is still tried now and then, since a
 * driver need not list its ports. (Trying is not cheap there: what opens a port enumerates all devices first.)
 */
final class WindowsNamedPort implements PortFinder {
    private static final int LOOKS_PER_TRY = 8;

    private final PortList list;
    private final String name;
    private final List<FoundPort> found;
    private int looks;

    WindowsNamedPort(PortList list, String name) {
        this.list = list;
        this.name = name;
        this.found = List.of(new FoundPort(name, name, false));
    }

    @Override
    public List<FoundPort> find() {
        boolean there = list.names()
                .map(names -> names.stream().anyMatch(name::equalsIgnoreCase))
                .orElse(true);
        return there || looks++ % LOOKS_PER_TRY == 0 ? found : List.of();
    }
}
