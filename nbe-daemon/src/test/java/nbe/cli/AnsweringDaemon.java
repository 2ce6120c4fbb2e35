package nbe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nbe.control.net.CannotListenException;
import nbe.control.net.ControlLoop;
import nbe.control.net.ControlServer;
import nbe.control.net.Route;
import nbe.control.status.Status;
import nbe.control.status.StatusJson;

/** The control socket of a daemon that answers what a test says, and a configuration file that names it. */
public final class AnsweringDaemon implements AutoCloseable {
    private final Path socket;
    private final Path config;
    private volatile byte[] answer = {};
    private ControlLoop loop;
    private ControlServer server;
    private boolean open;

    /** Listens in this folder. */
    public AnsweringDaemon(Path folder) throws IOException, CannotListenException, InterruptedException {
        socket = folder.resolve("control.sock");
        config = Files.writeString(folder.resolve("socket.toml"), "[control]\nsocket = \"" + socket + "\"\n");
        open();
    }

    /** Listens, as a daemon that starts. */
    public void open() throws CannotListenException, InterruptedException {
        loop = new ControlLoop();
        server = ControlServer.open(
                socket,
                List.of(
                        Route.get("/v1/status", (request, reply) -> reply.json(200, answer)),
                        Route.get("/v1/events", (request, reply) -> reply.stream("application/x-ndjson"))),
                loop);
        open = true;
    }

    /** What it answers from now on. */
    public void say(Status status) {
        answer = StatusJson.write(status);
    }

    /** The same, as text. */
    public void say(String json) {
        answer = json.getBytes(StandardCharsets.UTF_8);
    }

    /** The configuration file. */
    public Path config() {
        return config;
    }

    public Path socket() {
        return socket;
    }

    /** Goes away, as a daemon that ends; again is without effect. */
    @Override
    public void close() {
        if (open) {
            open = false;
            server.close();
            loop.close();
        }
    }
}
