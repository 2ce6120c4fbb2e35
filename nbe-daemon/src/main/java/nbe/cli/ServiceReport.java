package nbe.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.base.Printable;
import nbe.cli.json.ServiceJson;
import nbe.control.client.ControlClient;
import nbe.control.client.RunningDaemon;
import nbe.control.status.Problem;
import nbe.control.status.Status;
import nbe.service.ServiceState;

/**
 * The service as the operating system sees it, and what its daemon says is wrong.
 *
 * @param log where its log is
 * @param problems empty if the daemon cannot be asked
 * @param notAsked why it cannot be asked; empty if it was, or does not run
 */
record ServiceReport(ServiceState state, String log, Optional<List<Problem>> problems, Optional<String> notAsked) {
    /** Asks the service's daemon, if it runs. */
    static ServiceReport of(ServiceState state, String log) throws InterruptedException {
        if (!state.running()) {
            return new ServiceReport(state, log, Optional.empty(), Optional.empty());
        }
        RunningDaemon running = Configuration.runningDaemon(new ConfigFileOption());
        Optional<ControlClient> client = running.find();
        if (client.isEmpty()) {
            return new ServiceReport(state, log, Optional.empty(), Optional.of(running.whyNot()));
        }
        try (ControlClient asked = client.get()) {
            Status status = asked.status();
            if (!isOf(state, status)) {
                String other = "process " + status.pid() + ", which is not the service's, answers at " + asked.socket();
                return new ServiceReport(state, log, Optional.empty(), Optional.of(other));
            }
            return new ServiceReport(state, log, Optional.of(status.problems()), Optional.empty());
        } catch (IOException e) {
            return new ServiceReport(state, log, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static boolean isOf(ServiceState state, Status status) {
        return state.process().isEmpty() || state.process().getAsLong() == status.pid();
    }

    /** The object for a machine that has no service. */
    static ServiceJson none(String why) {
        return new ServiceJson(false, OptionalLong.empty(), why, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ServiceJson json() {
        return new ServiceJson(state.running(), state.process(), state.text(), Optional.of(log), problems, notAsked);
    }

    /** Lines without the last one's end. */
    String text() {
        List<String> lines = new ArrayList<>(List.of(state.text()));
        problems.orElse(List.of())
                .forEach(problem -> lines.add("problem: " + problem.subject() + ": "
                        + Printable.line(problem.text() + "; " + problem.remedy())));
        notAsked.ifPresent(why -> lines.add("its daemon was not asked: " + Printable.line(why)));
        lines.add("log: " + log);
        return String.join("\n", lines);
    }
}
