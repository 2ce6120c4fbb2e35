package nbe.agent.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts last the address whose TCP connection came about and whose handshake then failed: otherwise the address that answers first would
 * keep the attempts from the others. On the event loop.
 */
public final class AddressOrder {
    private InetAddress last;

    public void failed(InetAddress address) {
        last = address;
    }

    public void succeeded(InetAddress address) {
        if (address.equals(last)) {
            last = null;
        }
    }

    public List<InetAddress> order(List<InetAddress> addresses) {
        if (last == null || !addresses.contains(last)) {
            return addresses;
        }
        List<InetAddress> order = new ArrayList<>(addresses);
        order.remove(last);
        order.add(last);
        return List.copyOf(order);
    }
}
