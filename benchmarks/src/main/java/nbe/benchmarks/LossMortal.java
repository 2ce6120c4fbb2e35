package nbe.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is started, killed and stopped, again and again. One thread. */
final class LossMortal implements AutoCloseable {
    private static final long END_SECONDS = 10;

    private final String name;
    private final List<String> command;
    private final Path output;
    private Process process;

    /**
     * @param name for messages
     * @param folder for what it says
     */
    LossMortal(String name, List<String> command, Path folder) {
        this.name = name;
        this.command = List.copyOf(command);
        this.output = folder.resolve(name + ".log");
    }

    /**
     * A command for a class of ours, or for the program.
     *
     * @param before what goes in front of it
     * @param last the words behind the JVM's options
     */
    static List<String> java(List<String> before, String... last) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms16m",
                "-Xmx96m",
                "-Xss512k",
                "-Xshare:auto",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of(last));
        return command;
    }

    String name() {
        return name;
    }

    /** A new life. */
    void start() throws IOException {
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
            throw new BenchmarkFailure("the " + name + " did not end within " + END_SECONDS + " s of SIGKILL");
        }
    }

    /** SIGSTOP, or SIGCONT. */
    void standStill(boolean is) throws IOException, InterruptedException, BenchmarkFailure {
        String signal = is ? "-STOP" : "-CONT";
        if (new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor()
                != 0) {
            throw new BenchmarkFailure("kill " + signal + " of the " + name + " failed; it said: " + said());
        }
    }

    /** What it said on standard output and error, in all its lives. */
    String said() throws IOException {
        return Files.exists(output) ? Files.readString(output, StandardCharsets.UTF_8) : "";
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
