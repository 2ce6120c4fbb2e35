package nbe.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts, kills and stops {@link LossAgent}, again and again; all of them write into one file. One thread. */
final class LossAgentProcess implements AutoCloseable {
    private static final int PORT = 9120;
    private static final long END_SECONDS = 10;

    /**
     * A message that an agent got.
     *
     * @param connection counted through all agents' lives
     */
    record Message(long atNanos, int connection, String text) {}

    private final List<String> before;
    private final Path file;
    private final Path output;
    private Process process;

    /**
     * @param before what goes in front of the command
     * @param folder for the file, and for what the agent says
     */
    LossAgentProcess(List<String> before, Path folder) {
        this.before = before;
        this.file = folder.resolve("agent.messages");
        this.output = folder.resolve("agent.log");
    }

    static String url() {
        return "ws://" + LossNetwork.AGENT_ADDRESS + ":" + PORT + LossAgent.PATH;
    }

    /** A new life of the agent. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LossAgent.class.getName(),
                file.toString(),
                LossNetwork.AGENT_ADDRESS,
                Integer.toString(PORT)));
        Files.writeString(file, "life\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws BenchmarkFailure, InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new BenchmarkFailure("the agent did not end within " + END_SECONDS + " s of SIGKILL");
        }
    }

    /** SIGSTOP, or SIGCONT. */
    void standStill(boolean is) throws IOException, InterruptedException, BenchmarkFailure {
        String signal = is ? "-STOP" : "-CONT";
        if (new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor()
                != 0) {
            throw new BenchmarkFailure("kill " + signal + " of the agent failed; it said: " + said());
        }
    }

    /** What it said on standard output and error. */
    String said() throws IOException {
        return Files.exists(output) ? Files.readString(output, StandardCharsets.UTF_8) : "";
    }

    /** All messages of all lives, in the order in which they came. */
    List<Message> messages() throws IOException {
        List<Message> messages = new ArrayList<>();
        int base = 0;
        int last = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.equals("life")) {
                base = last;
                continue;
            }
            String[] parts = line.split(" ", 3);
            int connection = base + Integer.parseInt(parts[1]);
            last = Math.max(last, connection);
            messages.add(new Message(Long.parseLong(parts[0]), connection, parts[2]));
        }
        return messages;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
