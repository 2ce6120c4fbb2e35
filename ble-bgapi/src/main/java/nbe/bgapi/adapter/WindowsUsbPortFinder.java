package nbe.bgapi.adapter;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enumerates through jSerialComm, but only when the list of serial ports in the registry has changed: enumerating all day
 * long has crashed virtual machines, and takes minutes on some. Ids that are missing mean "not yet", and are asked for
 * again with the next look.
 */
final class WindowsUsbPortFinder implements PortFinder {
    private static final Logger LOG = LoggerFactory.getLogger("adapter");
    private static final String SERIAL_PORTS = "HKLM\\HARDWARE\\DEVICEMAP\\SERIALCOMM";
    /** One in this many looks asks the registry: at four looks a second that is every second and a half. */
    private static final int LOOKS_PER_QUERY = 6;

    private String portsThen = "";
    private boolean incomplete = true;
    private int looks;
    private List<FoundPort> found = List.of();

    @Override
    public synchronized List<FoundPort> find() {
        if (looks++ % LOOKS_PER_QUERY == 0) {
            String ports = portsInRegistry();
            if (incomplete || !ports.equals(portsThen)) {
                portsThen = ports;
                enumerate();
            }
        }
        return found;
    }

    private void enumerate() {
        try {
            SerialLibrary.load();
        } catch (CannotOpenException e) {
            LOG.debug("no enumeration: {}", e.getMessage());
            found = List.of();
            return;
        }
        List<FoundPort> now = new ArrayList<>();
        boolean missing = false;
        for (SerialPort port : SerialPort.getCommPorts()) {
            missing |= port.getVendorID() <= 0;
            boolean dfu = port.getProductID() == PRODUCT_IN_DFU_MODE;
            if (port.getVendorID() == VENDOR && (port.getProductID() == PRODUCT || dfu)) {
                now.add(new FoundPort(port.getPortLocation(), port.getSystemPortName(), dfu));
            }
        }
        // Ports that never have ids (built-in ones) must not keep us enumerating once a dongle was found.
        incomplete = missing && now.isEmpty() && !incomplete;
        found = List.copyOf(now);
    }

    private static String portsInRegistry() {
        String reg = System.getenv().getOrDefault("SystemRoot", "C:\\Windows") + "\\System32\\reg.exe";
        try {
            Process query = new ProcessBuilder(reg, "query", SERIAL_PORTS)
                    .redirectErrorStream(true)
                    .start();
            byte[] answer = query.getInputStream().readAllBytes();
            if (!query.waitFor(1, TimeUnit.SECONDS)) {
                query.destroyForcibly();
            }
            String[] lines = new String(answer, Charset.defaultCharset()).split("\\R");
            Arrays.sort(lines);
            return String.join("\n", lines);
        } catch (IOException e) {
            LOG.debug("{} cannot be asked for the serial ports: {}", reg, e.toString());
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
