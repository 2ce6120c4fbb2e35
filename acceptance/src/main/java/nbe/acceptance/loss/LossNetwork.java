package nbe.acceptance.loss;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import nbe.testing.RigFailure;

/**
 * Two network namespaces with nothing but a {@link LossyLink} between them: a program in one reaches only the other. Needs root
 * and iproute2. {@link #close} removes everything.
 */
final class LossNetwork implements AutoCloseable {
    static final String AGENT_ADDRESS = "10.77.0.2";
    private static final String DAEMON_ADDRESS = "10.77.0.1";

    private final String daemonSide;
    private final String agentSide;
    private final Queue<String> made = new ConcurrentLinkedQueue<>();
    private TunDevice daemonDevice;
    private TunDevice agentDevice;
    private LossyLink link;

    private LossNetwork(long number) {
        daemonSide = "nbe-loss-d" + number;
        agentSide = "nbe-loss-a" + number;
    }

    static LossNetwork open(LossyLink.Quality quality, SplittableRandom chance, LongSupplier clock)
            throws IOException, InterruptedException, RigFailure {
        LossNetwork network = new LossNetwork(ProcessHandle.current().pid());
        // Namespaces outlive a process: remove them also after Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(network::deleteNamespaces, "delete-namespaces"));
        try {
            network.daemonDevice = network.device(network.daemonSide, "nbeld", DAEMON_ADDRESS);
            network.agentDevice = network.device(network.agentSide, "nbela", AGENT_ADDRESS);
        } catch (IOException | InterruptedException | RigFailure e) {
            network.close();
            throw e;
        }
        network.link = new LossyLink(network.daemonDevice, network.agentDevice, quality, chance, clock);
        return network;
    }

    /** A namespace, and in it an interface whose other end is here. */
    private TunDevice device(String namespace, String prefix, String address)
            throws IOException, InterruptedException, RigFailure {
        run("ip", "netns", "add", namespace);
        made.add(namespace);
        TunDevice device = TunDevice.create(prefix + ProcessHandle.current().pid());
        try {
            run("ip", "link", "set", device.name(), "netns", namespace);
            run("ip", "-n", namespace, "address", "add", address + "/30", "dev", device.name());
            run("ip", "-n", namespace, "link", "set", "lo", "up");
            run("ip", "-n", namespace, "link", "set", device.name(), "up");
        } catch (IOException | InterruptedException | RigFailure e) {
            device.close();
            throw e;
        }
        return device;
    }

    LossyLink link() {
        return link;
    }

    /** The words in front of a command that runs at the daemon's end. */
    List<String> atDaemon() {
        return List.of("ip", "netns", "exec", daemonSide);
    }

    /** The words in front of a command that runs at the agent's end. */
    List<String> atAgent() {
        return List.of("ip", "netns", "exec", agentSide);
    }

    /** Takes the daemon's interface down, as a pulled plug does, or brings it up again. */
    void plugged(boolean is) throws IOException, InterruptedException, RigFailure {
        run("ip", "-n", daemonSide, "link", "set", daemonDevice.name(), is ? "up" : "down");
    }

    private static void run(String... command) throws IOException, InterruptedException, RigFailure {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new RigFailure(String.join(" ", command) + ": " + said);
        }
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
        if (daemonDevice != null) {
            daemonDevice.close();
        }
        if (agentDevice != null) {
            agentDevice.close();
        }
        deleteNamespaces();
    }

    private void deleteNamespaces() {
        for (String namespace = made.poll(); namespace != null; namespace = made.poll()) {
            try {
                run("ip", "netns", "delete", namespace);
            } catch (IOException | RigFailure e) {
                System.err.println("loss: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
