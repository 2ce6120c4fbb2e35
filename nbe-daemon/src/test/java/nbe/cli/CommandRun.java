package nbe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** One run of the program within this process: exit status and what it wrote. */
record CommandRun(int status, String out, String err) {
    /** Runs a command with a configuration of its own, so that this machine's does not matter. */
    static CommandRun of(Path folder, String toml, String... arguments) throws IOException {
        Path config = Files.writeString(
                folder.resolve("nbe.toml"), "agent_url = \"ws://127.0.0.1:9/socket/websocket\"\n" + toml);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("-c", config.toString()));
        return of(all.toArray(String[]::new));
    }

    /** Runs a command. */
    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }
}
