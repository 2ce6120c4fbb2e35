package nbe.control.client;

import java.io.IOException;
import java.net.BindException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the daemon that answers at one of several control sockets. For one thread. */
public final class RunningDaemon {
    private static final String DENIED = "this account may not ask";

    private final List<Path> places;
    private final List<String> tried = new ArrayList<>();

    /** @param places where to look, in this order; empty: {@code [control] socket} is off */
    public RunningDaemon(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /** A client of the first daemon that accepts a connection; empty: {@link #whyNot} has the reason. */
    public Optional<ControlClient> find() {
        tried.clear();
        for (Path place : places) {
            try (SocketChannel connected = SocketChannel.open(UnixDomainSocketAddress.of(place))) {
                if (connected.isConnected()) {
                    return Optional.of(new ControlClient(place));
                }
            } catch (IOException | UnsupportedOperationException e) {
                tried.add(place + " (" + reason(place, e) + ")");
            }
        }
        return Optional.empty();
    }

    /** Why {@link #find} found none, for the operator. */
    public String whyNot() {
        if (places.isEmpty()) {
            return "the daemon cannot be asked: [control] socket is \"off\"";
        }
        return "no daemon answers; tried " + String.join(", ", tried) + "; does it run (`nbe service status`)?"
                + (tried.stream().anyMatch(text -> text.endsWith(DENIED + ")"))
                        ? " Root, the service's account and the members of its group may ask it: try it with sudo"
                        : "");
    }

    private static String reason(Path place, Exception failure) {
        if (failure instanceof BindException) {
            return DENIED; // what the JDK makes of EACCES of connect(2)
        }
        return Files.exists(place) ? "nobody answers: " + failure.getMessage() : "not there";
    }
}
