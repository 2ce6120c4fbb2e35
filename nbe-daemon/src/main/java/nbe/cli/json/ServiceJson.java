package nbe.cli.json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.control.status.Problem;

/**
 * What {@code nbe service status --json} prints.
 *
 * @param process its process id; empty if it does not run, or the system does not report it
 * @param text the state in words, as the operating system has it
 * @param log where the log is; empty if there is no service
 * @param problems the running daemon's; empty if it cannot be asked, and then {@code notAsked} has the reason
 */
public record ServiceJson(
        boolean running,
        OptionalLong process,
        String text,
        Optional<String> log,
        Optional<List<Problem>> problems,
        Optional<String> notAsked) {}
