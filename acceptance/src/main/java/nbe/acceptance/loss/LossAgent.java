package nbe.acceptance.loss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import nbe.testing.WitnessAgent;

/**
 * The agent of {@code acceptance/loss}, as a process of its own that may be killed at any moment: writes every message into a
 * {@link LossRecord} before it reads on.
 */
public final class LossAgent {
    private LossAgent() {}

    /** Arguments: the file, the address, the port. Runs until it is killed. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
        try (LossRecord record = new LossRecord(Path.of(arguments[0]));
                WitnessAgent agent =
                        WitnessAgent.at(address, (connection, text) -> writeOrHalt(record, connection, text))) {
            agent.join();
        }
    }

    /** Ends the process if it cannot write: it must confirm nothing that it has not recorded. */
    static void writeOrHalt(LossRecord record, int connection, String text) {
        try {
            record.write(connection, text);
        } catch (UncheckedIOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
