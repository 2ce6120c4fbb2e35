package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nbe.cli.process.ExitStatus;
import nbe.cli.status.StatusStates;
import nbe.control.status.StatusJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code nbe status}, asking over a real socket. */
class StatusCommandTest {
    @TempDir
    private Path folder;

    private AnsweringDaemon daemon;

    @BeforeEach
    void listen() throws Exception {
        daemon = new AnsweringDaemon(folder);
    }

    @AfterEach
    void close() {
        daemon.close();
    }

    private CommandRun run(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("status", "-c", daemon.config().toString()));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new CommandRun(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    @Test
    void withoutAProblemTheExitStatusIs0() {
        daemon.say(StatusStates.of("all well"));
        CommandRun run = run();
        assertEquals(ExitStatus.OK, run.status(), run.err());
        assertTrue(run.out().startsWith("All is well.\n"), run.out());
        assertTrue(run.out().contains("C2:FA:D7:F0:D7:96 authenticated   near       -52 dBm"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void aProblemComesFirstAndTheExitStatusIs1() {
        daemon.say(StatusStates.of("no dongle"));
        CommandRun run = run();
        assertEquals(ExitStatus.FAILURE, run.status());
        assertTrue(run.out().startsWith("PROBLEM  adapter: auto: no BLED112"), run.out());
    }

    @Test
    void warningsDoNotCount() {
        ObjectStates states = new ObjectStates("all well");
        states.warn();
        daemon.say(states.json());
        CommandRun run = run();
        assertEquals(ExitStatus.OK, run.status());
        assertTrue(run.out().startsWith("No problem; what the log warns of:\nWARNING  config: "), run.out());
    }

    /** A status with a warning. */
    private record ObjectStates(StringBuilder text) {
        ObjectStates(String state) {
            this(new StringBuilder(
                    new String(StatusJson.write(StatusStates.of(state)), java.nio.charset.StandardCharsets.UTF_8)));
        }

        void warn() {
            String none = "\"warnings\":[]";
            int at = text.indexOf(none);
            text.replace(
                    at,
                    at + none.length(),
                    "\"warnings\":[{\"subject\":\"config\",\"text\":\"ws:// is not encrypted\",\"remedy\":\"use wss://\"}]");
        }

        String json() {
            return text.toString();
        }
    }

    @Test
    void jsonIsTheAnswerAsItIs() {
        String answer = new String(
                        StatusJson.write(StatusStates.of("port held")), java.nio.charset.StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"of_a_newer_daemon\": [1,  2],");
        daemon.say(answer);
        CommandRun run = run("--json");
        assertEquals(answer + System.lineSeparator(), run.out());
        assertEquals(ExitStatus.FAILURE, run.status(), "it has a problem");
    }

    @Test
    void withoutADaemonThePathsAreNamed() {
        daemon.close();
        CommandRun run = run();
        assertEquals(ExitStatus.FAILURE, run.status());
        assertEquals("", run.out());
        assertTrue(run.err().contains("no daemon answers; tried " + daemon.socket()), run.err());
    }

    @Test
    void anAnswerThatIsNoStatusIsAFailure() {
        daemon.say("[]");
        CommandRun run = run();
        assertEquals(ExitStatus.FAILURE, run.status());
        assertTrue(run.err().contains("answered something else than a status"), run.err());
        assertTrue(run.err().contains(daemon.socket().toString()), run.err());
    }
}
