package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import nbe.base.Printable;
import nbe.cli.process.ExitStatus;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import picocli.CommandLine.Command;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code nbe reload}: the running daemon reads its configuration again. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lets the running daemon read its configuration file again, and prints the keys that have changed. What decides presence,"
                    + " taps, bands, readers and the log changes while everything runs on; another agent gets a new"
                    + " connection at once. A wrong file changes nothing: each problem is printed, and stands in 'nbe status'"
                    + " until it is mended.",
            "",
            "SIGHUP and 'systemctl reload' do the same.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 read, 1 the file is wrong or no daemon answers, 2 bad usage.",
            "",
            "Examples:",
            "  nbe check && nbe reload       check the file first, as the daemon would",
            "  sudo nbe reload               the service's"
        })
final class ReloadCommand extends ControlCommand {
    private static final int REFUSED = 422;

    @Override
    int ask(ControlClient client) throws IOException, InterruptedException {
        return reload(client, out(), err()) ? ExitStatus.OK : ExitStatus.FAILURE;
    }

    /** Makes a daemon read its configuration again, and prints the answer; false if it refused. */
    static boolean reload(ControlClient client, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        try (ControlAnswer answer = client.post("/v1/reload")) {
            JsonNode object = JsonMapper.shared().readTree(answer.bytes());
            if (answer.isOk()) {
                printChanged(object.path("changed"), out);
                return true;
            }
            if (answer.status() == REFUSED) {
                object.path("problems").forEach(problem -> err.println(Printable.line(problem.asString())));
                err.println("nbe: nothing has changed, what the daemon read before still counts");
            } else {
                err.println("nbe: " + Printable.line(object.path("error").asString("status " + answer.status())));
            }
            return false;
        } catch (JacksonException e) {
            throw new IOException("the daemon answered something else than JSON", e);
        }
    }

    private static void printChanged(JsonNode keys, PrintWriter out) {
        if (keys.isEmpty()) {
            out.println("read again: nothing has changed");
        } else {
            out.println("read again: changed");
            keys.forEach(key -> out.println("  " + Printable.line(key.asString())));
        }
    }
}
