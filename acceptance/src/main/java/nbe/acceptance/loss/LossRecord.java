package nbe.acceptance.loss;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.simulator.dongle.SimulatedDongle;

/**
 * The file into which an agent or NEA writes each message, in one write, before it reads the next: every confirmed message is in
 * it, even after a kill. A line is {@code NANOS CONNECTION MESSAGE .}; all lives of the process write into one file. The reader
 * ignores a line that a kill cut short: its message was not confirmed.
 */
final class LossRecord implements AutoCloseable {
    /**
     * A message.
     *
     * @param connection counted in the order of each connection's first message, through all lives
     */
    record Message(long atNanos, int connection, String text) {}

    private static final Pattern WHOLE = Pattern.compile("(\\d+) (\\d+/\\d+) (.*) \\.");

    private final FileOutputStream file;

    LossRecord(Path path) throws IOException {
        file = new FileOutputStream(path.toFile(), true);
        file.write('\n'); // behind what a life before this one may have left unfinished
    }

    /** @param connection counted by this process */
    void write(int connection, String message) {
        String line =
                SimulatedDongle.now() + " " + ProcessHandle.current().pid() + "/" + connection + " " + message + " .";
        try {
            file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** All messages of all lives, in the order in which they were written. */
    static List<Message> read(Path path) throws IOException {
        List<Message> messages = new ArrayList<>();
        Map<String, Integer> connections = new HashMap<>();
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            Matcher whole = WHOLE.matcher(line);
            if (whole.matches()) {
                int next = connections.size() + 1;
                int connection = connections.computeIfAbsent(whole.group(2), name -> next);
                messages.add(new Message(Long.parseLong(whole.group(1)), connection, whole.group(3)));
            }
        }
        return messages;
    }
}
