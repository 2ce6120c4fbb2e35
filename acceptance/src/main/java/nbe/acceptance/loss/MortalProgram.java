package nbe.acceptance.loss;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nbe.testing.Program;

/** A program that is started, killed and stopped, again and again. One thread. */
final class MortalProgram implements AutoCloseable {
    private final String name;
    private final List<String> command;
    private final List<Program> lives = new ArrayList<>();

    /** @param name for messages */
    MortalProgram(String name, List<String> command) {
        this.name = name;
        this.command = List.copyOf(command);
    }

    String name() {
        return name;
    }

    /** A new life. */
    void start() throws IOException {
        lives.add(Program.startWithOneOutput(command));
    }

    private Program last() {
        return lives.get(lives.size() - 1);
    }

    boolean isAlive() {
        return !lives.isEmpty() && last().isAlive();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        last().kill();
    }

    /** SIGSTOP, or SIGCONT. */
    void standStill(boolean is) {
        last().signal(is ? "STOP" : "CONT");
    }

    /** Its lines on standard output and error, of all its lives. */
    List<String> output() {
        return lives.stream().flatMap(life -> life.out().stream()).toList();
    }

    @Override
    public void close() {
        lives.forEach(Program::close);
    }
}
