package nbe.agent.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers which address of the agent's name took a TCP connection last and then was no use, and has it tried last: the other
 * addresses get their chance even if that one goes on answering first. On the event loop.
 */
public final class AddressOrder {
    private InetAddress useless;

    public void useless(InetAddress address) {
        useless = address;
    }

    public void useful(InetAddress address) {
        if (address.equals(useless)) {
            useless = null;
        }
    }

    public List<InetAddress> order(List<InetAddress> addresses) {
        if (useless == null || !addresses.contains(useless)) {
            return addresses;
        }
        List<InetAddress> order = new ArrayList<>(addresses);
        order.remove(useless);
        order.add(useless);
        return List.copyOf(order);
    }
}
