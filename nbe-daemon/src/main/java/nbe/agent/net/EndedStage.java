package nbe.agent.net;

import java.util.Optional;

/**
 * The connection has ended, and its {@code Lost} is posted.
 *
 * @param path TCP may still be there for its farewell
 */
record EndedStage(Optional<TcpPath> path) implements ConnectionStage {
    @Override
    public void broken(Throwable cause) {
        path.ifPresent(TcpPath::reset);
    }

    @Override
    public String awaits() {
        return "";
    }

    @Override
    public String where() {
        return path.map(TcpPath::address).orElse("");
    }
}
